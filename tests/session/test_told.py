"""What was said besides ratings, as others may see it."""

from __future__ import annotations

import pytest
from samples import Played
from sqlalchemy import Engine

from journeykit.errors import NotRevealed
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, Topic
from journeykit.models.session import Role


@pytest.fixture
def played(engine: Engine) -> Played:
    played = Played(engine)
    played.joined(*[Role.FRONT_LINE] * 3)
    played.come_to(ExerciseId.CLOSE)
    return played


def test_what_people_would_change_is_told_after_the_end_and_in_no_order_of_theirs(played: Played):
    for person, text in zip(played.people, ["more time", "Begin on time", "coffee"], strict=True):
        person.say(Note(topic=Topic.CHANGE_NEXT_TIME, text=text))
    with pytest.raises(NotRevealed):
        played.fresh_view().told.wishes()
    played.room.finish()
    assert played.fresh_view().told.wishes() == ("Begin on time", "coffee", "more time")


def test_where_nobody_would_change_anything_there_is_nothing_to_tell(played: Played):
    played.room.finish()
    assert played.fresh_view().told.wishes() == ()
