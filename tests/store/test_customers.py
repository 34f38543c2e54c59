"""What customers tell by their link, as the store keeps it."""

from __future__ import annotations

from datetime import date

import pytest
from samples import BEGIN, small_material
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from journeykit.models.by_link import KeptComment, LinkAnswer, LinkComment, ToldByLink
from journeykit.models.counts import K
from journeykit.models.evidence import WaveCount
from journeykit.models.session import Session
from journeykit.store import customers, journeys, sessions
from journeykit.store.engine import reading, writing
from journeykit.store.tables import link_answers, link_comments, link_totals

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)


@pytest.fixture
def kept(engine: Engine) -> Engine:
    """A store with the sessions s1 and s2."""
    with writing(engine) as connection:
        version_id = journeys.put(connection, small_material(), BEGIN)
        for id_ in ("s1", "s2"):
            sessions.add(connection, Session(session_id=id_, code=f"{id_}-10", k=K, created_at=BEGIN), version_id)
    return engine


def test_answers_are_counted_and_words_are_kept_by_themselves(kept: Engine):
    comment = LinkComment(step_id="wait", text=" An hour. ")
    with writing(kept) as connection:
        customers.add(connection, "s1", LinkAnswer(felt={"wait": -2, "book": 1}, comment=comment), MONDAY)
        customers.add(connection, "s1", LinkAnswer(felt={"wait": -2}), MONDAY)
        customers.add(connection, "s1", LinkAnswer(felt={"wait": 0}), TUESDAY)
        customers.add(connection, "s2", LinkAnswer(felt={"pay": 2}), TUESDAY)
    with reading(kept) as connection:
        assert customers.how_many(connection, "s1") == 3
        assert customers.get(connection, "s1") == ToldByLink(
            customers=3,
            first_on=MONDAY,
            last_on=TUESDAY,
            counts=(
                WaveCount(target_id="book", value=1, count=1),
                WaveCount(target_id="wait", value=-2, count=2),
                WaveCount(target_id="wait", value=0, count=1),
            ),
            comments=(KeptComment(step_id="wait", text="An hour.", said_on=MONDAY),),
        )


def test_before_the_first_answer_there_is_nothing(kept: Engine):
    with reading(kept) as connection:
        assert customers.how_many(connection, "s1") == 0
        assert customers.get(connection, "s1") == ToldByLink()


def test_no_row_ties_two_answers_of_one_customer_together(kept: Engine):
    with writing(kept) as connection:
        for value in (-2, 2):
            comment = LinkComment(step_id="pay", text=f"I felt {value}.")
            customers.add(connection, "s1", LinkAnswer(felt={"wait": value, "book": -value}, comment=comment), MONDAY)
    with reading(kept) as connection:
        answers = {tuple(row) for row in connection.execute(select(link_answers))}
        comments = [tuple(row) for row in connection.execute(select(link_comments))]
        totals = [tuple(row) for row in connection.execute(select(link_totals))]
    assert answers == {("s1", step, value, 1) for step in ("wait", "book") for value in (-2, 2)}
    assert comments == [
        (1, "s1", "pay", "I felt -2.", True, MONDAY),
        (2, "s1", "pay", "I felt 2.", True, MONDAY),
    ]
    assert totals == [("s1", 2, MONDAY, MONDAY)]


def test_an_answer_for_an_unknown_session_is_refused(kept: Engine):
    with pytest.raises(IntegrityError), writing(kept) as connection:
        customers.add(connection, "other", LinkAnswer(felt={"wait": 1}), MONDAY)
