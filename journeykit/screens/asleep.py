"""Screens that are built and that no page has been told of yet: they cost a visitor nothing until their turn comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import comm
from ipywidgets.widgets.widget import Widget

_T = TypeVar("_T")


class Asleep(Generic[_T]):
    """Something with widgets whose comms are closed. What changes in them meanwhile is sent to nobody."""

    def __init__(self, build: Callable[[], _T]) -> None:
        built: list[Widget] = []
        before = Widget._widget_construction_callback
        Widget.on_widget_constructed(built.append)
        try:
            self._what = build()
        finally:
            Widget.on_widget_constructed(before)
        # A page draws a widget only when it knows those inside it: they wake in the order in which they became known.
        place = {comm_id: n for n, comm_id in enumerate(comm.get_comm_manager().comms)}
        self._widgets = sorted(built, key=lambda widget: place[widget.model_id])
        for widget in self._widgets:
            widget.close()

    def wake(self, fill: Callable[[_T], object]) -> _T:
        """Fill it, and tell the page of each widget, once and whole."""
        fill(self._what)
        for widget in self._widgets:
            widget.open()
        return self._what
