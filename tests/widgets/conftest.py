"""What a page would say to a widget, and what it would hear, without a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ipywidgets import Widget


class Page:
    """The other end of a widget's comm: `says` sends a real comm message, `heard` lists what came back."""

    def __init__(self, widget: Widget, monkeypatch: pytest.MonkeyPatch) -> None:
        self.widget = widget
        self.heard: list[dict[str, Any]] = []
        monkeypatch.setattr(widget.comm, "send", lambda data=None, **_: self.heard.append(data))

    def says(self, **state: Any) -> None:
        """The page has set these traits."""
        self.widget.comm.handle_msg({"content": {"data": {"method": "update", "state": state}}})

    def sends(self, content: Any) -> None:
        """The page sends a message of its own."""
        self.widget.comm.handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})

    def shows(self, trait: str) -> Any:
        """What the page holds of a trait after all it heard."""
        return [data["state"][trait] for data in self.heard if trait in data.get("state", {})][-1]


@pytest.fixture
def page_of(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[Widget], Page]]:
    """page_of(widget): its page. ipywidgets swallows what a message handler raises; here that fails the test."""
    yield lambda widget: Page(widget, monkeypatch)
    assert not [entry.getMessage() for entry in caplog.records if entry.exc_info]
