"""Pages that are built before anybody comes: what they do when somebody has come.

A warm parent (server/warm_parent.py) runs a page's notebook once, for nobody, and forks a copy of itself for each
visitor. What belongs to the visitor waits until then. Everywhere else somebody is there from the start.
"""

from __future__ import annotations

from collections.abc import Callable

_waiting: list[Callable[[], None]] | None = None
"""What waits for a visitor, in order; None where nobody has to be waited for."""


def when_somebody_comes(fill: Callable[[], None]) -> None:
    """Do what belongs to a visitor: now, or in each copy of a warm parent once its visitor has come."""
    if _waiting is None:
        fill()
    else:
        _waiting.append(fill)


def nobody_is_here() -> bool:
    """Whether this process builds a page ahead of its visitors."""
    return _waiting is not None


def somebody_is_awaited() -> bool:
    """Whether something waits for a visitor."""
    return bool(_waiting)


def wait_for_visitors() -> None:
    """Say that nobody is here yet. Called by the warm parent before it runs a notebook."""
    global _waiting
    _waiting = []


def somebody_came() -> None:
    """Do what has waited. Called once in each copy, after the fork."""
    global _waiting
    waiting, _waiting = _waiting or [], None
    for fill in waiting:
        fill()
