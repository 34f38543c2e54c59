"""Which session somebody means who names one: by its code, its id, or "last"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeykit.errors import JourneykitError, UnknownSession
from journeykit.language import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from journeykit.models.session import Session

LAST = "last"


def asked_session(engine: Engine, asked: str) -> Session:
    """The session that is meant. Raises UnknownSession, naming the codes of those that there are."""
    from journeykit.session.invitation import session_by_code, sessions

    known = sessions(engine)
    if not known:
        raise JourneykitError(_("There is no session yet. Start one with: journeykit serve"))
    if asked.casefold() == LAST:
        return known[0]
    for session in known:
        if session.session_id == asked:
            return session
    try:
        return session_by_code(engine, asked)
    except UnknownSession:
        raise UnknownSession(asked, [session.code for session in known]) from None
