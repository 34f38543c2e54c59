"""Where a page finds a widget's script: by its address on our server, else in the widget's state."""

from __future__ import annotations

import pytest

from journeykit.server.assets import SHELF
from journeykit.widgets.emotion_rater import EmotionRater
from journeykit.widgets.page_widget import SERVED, PageWidget
from journeykit.widgets.sheet import Sheet
from journeykit.widgets.top_bar import TopBar


@pytest.fixture
def on_our_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SERVED, "/kit/widgets/")


def test_without_our_server_a_widget_brings_its_script_and_its_style() -> None:
    assert TopBar()._esm.rstrip().endswith("export default { render };")
    assert ".jk-top" in TopBar()._css


@pytest.mark.usefixtures("on_our_server")
@pytest.mark.parametrize("widget", [EmotionRater, Sheet, TopBar])
def test_on_our_server_its_state_only_says_where_the_script_is(widget: type[PageWidget]) -> None:
    state = widget().get_state()
    _name, file, for_good = SHELF.find(state["_esm"].removeprefix("/kit/"))
    assert file.content.decode() == str(widget._esm)
    assert for_good
    assert state["_css"] == ""


@pytest.mark.usefixtures("on_our_server")
def test_a_widget_made_of_one_of_ours_has_its_script() -> None:
    class Longer(Sheet):
        pass

    assert Longer()._esm == Sheet()._esm


@pytest.mark.usefixtures("on_our_server")
def test_a_widget_that_is_not_ours_brings_its_own() -> None:
    class Mine(PageWidget):
        _esm = "export default { render() {} };"

    class TopBar(PageWidget):
        _esm = "export default { render() { /* another bar */ } };"

    assert Mine()._esm == "export default { render() {} };"
    assert "another bar" in TopBar()._esm
