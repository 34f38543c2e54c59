"""Preparing a session before it begins: its journey, its customers and its plan."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Engine

from journeykit.errors import JourneykitError, NotAllowed
from journeykit.language import _, ngettext
from journeykit.models.by_link import ToldByLink
from journeykit.models.entry import Author, Entry, Prepared
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.models.session import Plan
from journeykit.session.view import View
from journeykit.store import customers, journal, journeys, sessions
from journeykit.store.engine import reading, writing


class PreparedElsewhere(JourneykitError):
    """Another page has saved since this one was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another page has saved this session since you opened this one."
                " Copy what you wrote, load this page again, and put it in."
            )
        )


class Preparation:
    """What may be changed of a session that has not begun. Each save is a new version; nothing is overwritten."""

    def __init__(self, engine: Engine, view: View) -> None:
        self.view = view
        self._engine = engine

    @property
    def times(self) -> int:
        """How often the session was prepared. A page keeps the number it was filled with, and says it when it saves."""
        return self.view.following.board.prepared

    @property
    def material(self) -> Material:
        """What was prepared last: without what people propose and without what customers answer by their link."""
        with reading(self._engine) as connection:
            return sessions.material(connection, self.view.session.session_id)

    @property
    def by_link(self) -> ToldByLink:
        """What customers have answered by their link until this moment."""
        with reading(self._engine) as connection:
            return customers.get(connection, self.view.session.session_id)

    def why_not(self) -> str:
        """Why nothing can be changed any more, as people read it; empty while it can."""
        board = self.view.following.board
        if self.view.begun or self.view.ended:
            return _("The session has begun. What was prepared stays as it is.")
        if any(run.answers for run in board.runs.values()):
            return _("Somebody has given answers already. What was prepared stays as it is.")
        return ""

    def save(self, material: Material, plan: Plan, *, seen: int) -> datetime:
        """Give the session another version of its journey and its plan, in one transaction; returns when it was saved.

        seen: `times` of the page that saves. Raises NotAllowed once the session has begun or somebody has rated, and
        for another journey; PreparedElsewhere when another page was first.
        """
        with writing(self._engine) as connection:
            self.view.refresh(connection)
            if reason := self.why_not():
                raise NotAllowed(reason)
            if seen != self.times:
                raise PreparedElsewhere
            session_id = self.view.session.session_id
            if material.journey.id != sessions.material(connection, session_id).journey.id:
                raise NotAllowed(_("A session keeps its journey; only what is in it can change."))
            now = self.view.clock()
            version_id = journeys.put_next(connection, material, now)
            sessions.set_version(connection, session_id, version_id)
            journal.append(
                connection,
                Entry(
                    entry_id=uuid4(),
                    session_id=session_id,
                    author=Author.FACILITATOR,
                    body=Prepared(version_id=version_id, plan=plan),
                    said_at=now,
                ),
            )
        self.view.written()
        return now


def with_journey(material: Material, journey: Journey, by_link: ToldByLink) -> tuple[Material, str]:
    """A material with its journey changed, and what was left out: customers' words about steps that are gone.

    The second is a sentence for people, empty when nothing was left out. It counts what customers answered by their
    link, too: that stays in the store, and is on no page while its step is gone.
    """
    there = set(journey.target_ids)
    gone = set(material.journey.target_ids) - there
    waves = tuple(
        wave.model_copy(update={"counts": tuple(row for row in wave.counts if row.target_id in there)})
        for wave in material.waves
    )
    quotes = tuple(quote for quote in material.quotes if quote.step_id in there)
    before = material.model_copy(update={"waves": waves, "quotes": quotes})
    ratings = sum(row.count for wave in material.waves for row in wave.counts if row.target_id not in there)
    answers = sum(row.count for row in by_link.counts if row.target_id in gone)
    answers += sum(comment.step_id in gone for comment in by_link.comments)
    left_out = [
        ngettext("{n} rating", "{n} ratings", ratings).format(n=ratings) if ratings else "",
        ngettext("{n} quote", "{n} quotes", n).format(n=n) if (n := len(material.quotes) - len(quotes)) else "",
        ngettext("{n} answer by the customers' link", "{n} answers by the customers' link", answers).format(n=answers)
        if answers
        else "",
    ]
    told = _("Left out with the steps that are gone: {what}.").format(what=", ".join(filter(None, left_out)))
    kept = Material(journey=journey, waves=tuple(w for w in before.waves if w.counts), quotes=before.quotes)
    return kept, told if any(left_out) else ""
