"""The picture shows what is revealed, beat by beat, and nothing before."""

from __future__ import annotations

import pytest
from samples import STEPS, Played, picked, proposed, small_journey, small_material, small_wave

from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.material import Material
from journeykit.models.said import Question
from journeykit.models.session import Role
from journeykit.screens import picture as module
from journeykit.screens.picture import Picture
from journeykit.store.engine import open_store


@pytest.fixture
def rated(played: Played) -> Played:
    """Six have answered: three with -2 and three with +2 on wait, +1 elsewhere."""
    for at, person in enumerate(played.people):
        played.rate(person, 1, ["book", "talk", "pay"])
        played.rate(person, -2 if at < 3 else 2, ["wait"])
    return played


@pytest.fixture
def at_customers(rated: Played) -> Played:
    rated.come_to(ExerciseId.REVEAL_CUSTOMERS)
    return rated


def words(picture: Picture) -> list[str]:
    """Every text in the blocks, in order."""

    def read(blocks):
        for block in blocks:
            yield from read(block["blocks"]) if "blocks" in block else [block["text"]]

    return list(read(picture.words.blocks))


def test_before_the_reveal_there_is_nothing_but_the_steps(rated: Played):
    picture = Picture("page", show_dots=True)
    assert picture.show(rated.view) == ()
    assert [step["label"] for step in picture.curve.steps] == ["Booking", "Waiting", "Talking", "Paying"]
    assert (picture.curve.ours, picture.curve.theirs, picture.words.blocks) == ({}, {}, [])


def test_our_view_is_a_mean_and_counts_without_an_interval(rated: Played):
    rated.come_to(ExerciseId.REVEAL_OURSELVES)
    picture = Picture("page", show_dots=True)
    picture.show(rated.view)
    assert picture.curve.ours["book"] == {"mean": 1.0, "n": 6, "counts": [0, 0, 0, 6, 0]}
    assert not any(picture.curve.theirs.values())
    assert picture.curve.ours_name == "our room, 6 people"


def test_two_different_pictures_are_said_without_names(rated: Played):
    for person, value in zip(rated.joined(Role.LEADER, Role.UNSAID), (-2, 2), strict=True):
        rated.rate(person, value, ["wait"])
    rated.come_to(ExerciseId.REVEAL_OURSELVES)
    picture = Picture("page")
    picture.show(rated.view)
    assert words(picture) == [
        "Waiting",
        "Two different pictures here: 4 of 8 think customers are unhappy, 4 think they are happy.",
    ]


def test_what_we_picked_stands_beside_our_picture_once_somebody_picked(rated: Played):
    rated.come_to(ExerciseId.SURE)
    for person in rated.people:
        person.say(picked(Question.LEAST_SURE, "talk"))
    rated.room.reveal()
    picture = Picture("page")
    picture.show(rated.view)
    assert words(picture) == ["We were least sure of", "“Talking”: 6 of 6 picked it."]
    phone = Picture("phone")
    phone.show(rated.view)
    (tally,) = [block for block in phone.words.blocks[0]["blocks"] if block["kind"] == "tally"]
    assert tally["items"] == [["Talking", 6]]


def test_a_step_that_we_felt_sure_of_and_customers_see_differently_says_so(rated: Played):
    rated.come_to(ExerciseId.SURE)
    for person in rated.people:
        person.say(picked(Question.LEAST_SURE, "book", "talk"))
    rated.come_to(ExerciseId.REVEAL_CUSTOMERS)
    sure = "We felt sure; customers see it differently."
    for step, said in (("book", False), ("wait", True)):  # customers: +1 and -2; we thought +1 and 0 on average
        rated.room.uncover(step)
        picture = Picture("page")
        picture.show(rated.view)
        assert (sure in words(picture)) is said


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        (0, "New: our customers were not asked about this step."),
        (
            6,
            "We thought: nearly all happy (about +1.0). "
            "No customers were asked about this step: our view, not yet checked.",
        ),
    ],
)
def test_a_step_that_the_room_added_says_once_that_nobody_was_asked(rated: Played, answers: int, text: str):
    rated.room.open(ExerciseId.STEPS)
    rated.people[0].say(proposed("taxi", after="wait", label="Calling a taxi"))
    rated.room.keep(KeptWhat.NEW_STEP, "taxi")
    rated.come_to(ExerciseId.PREDICT)
    for person in rated.people[:answers]:
        rated.rate(person, 1, ["taxi"])
    rated.come_to(ExerciseId.REVEAL_CUSTOMERS)
    rated.room.uncover("taxi")
    picture = Picture("page")
    picture.show(rated.view)
    assert [each for each in words(picture) if "asked about" in each] == [text]


def test_going_back_to_the_prediction_takes_the_picture_away_again(rated: Played):
    rated.come_to(ExerciseId.REVEAL_OURSELVES)
    picture = Picture("page")
    picture.show(rated.view)
    rated.room.open(ExerciseId.PREDICT)
    picture.show(rated.view)
    assert (picture.curve.ours, picture.words.blocks, picture.curve.sentence) == ({}, [], "")


def test_a_page_that_comes_later_shows_an_uncovered_step_whole(at_customers: Played):
    at_customers.room.uncover("wait")
    picture = Picture("page")
    picture.show(at_customers.view)
    assert picture.curve.focus == "wait"
    assert picture.curve.theirs["wait"]["mean"] == -2
    assert words(picture)[:2] == ["One customer wrote", "“Nobody told me why.”"]
    assert picture.whole


def test_an_uncovered_step_comes_in_three_beats(at_customers: Played, monkeypatch, in_loop):
    monkeypatch.setattr(module, "PAUSE_S", 0.02)
    picture = Picture("page")
    seen = []

    def show() -> None:
        picture.show(at_customers.view)
        quoted = any("Nobody told me why" in text for text in words(picture))
        seen.append((picture.curve.focus, quoted, bool(picture.curve.theirs.get("wait")), picture.whole))

    picture.when_beat = show

    async def play(wait_until):
        show()
        at_customers.room.uncover("wait")
        show()
        await wait_until(lambda: len(seen) == 4)

    in_loop(play)
    assert seen == [
        (None, False, False, True),
        ("wait", False, False, False),  # ours
        ("wait", True, False, False),  # its quote
        ("wait", True, True, True),  # customers
    ]


def test_without_a_quote_there_are_two_beats(at_customers: Played, monkeypatch, in_loop):
    monkeypatch.setattr(module, "PAUSE_S", 0.02)
    picture = Picture("page")
    seen = []

    def show() -> None:
        picture.show(at_customers.view)
        seen.append(bool(picture.curve.theirs.get("book")))

    picture.when_beat = show

    async def play(wait_until):
        show()
        at_customers.room.uncover("book")
        show()
        await wait_until(lambda: len(seen) == 3)

    in_loop(play)
    assert seen == [False, False, True]


def test_a_step_uncovered_within_a_beat_lets_the_one_before_stand_whole(at_customers: Played, monkeypatch, in_loop):
    monkeypatch.setattr(module, "PAUSE_S", 0.05)
    picture = Picture("page")
    picture.when_beat = lambda: picture.show(at_customers.view)

    async def play(wait_until):
        picture.show(at_customers.view)
        at_customers.room.uncover("wait")
        picture.show(at_customers.view)
        at_customers.room.uncover("book")
        picture.show(at_customers.view)
        assert picture.curve.theirs["wait"]["mean"] == -2
        assert not picture.curve.theirs["book"]
        assert picture.curve.focus == "book"
        await wait_until(lambda: picture.whole)
        assert picture.curve.theirs["book"]["mean"] == 1

    in_loop(play)


def test_a_quote_without_consent_is_never_shown(at_customers: Played):
    at_customers.room.uncover("wait")
    picture = Picture("page")
    picture.show(at_customers.view)
    assert not any("Not for others" in text for text in words(picture))


def test_too_few_customers_at_a_step_are_said_and_not_shown(at_customers: Played):
    at_customers.room.uncover("pay")  # four of them
    picture = Picture("page")
    picture.show(at_customers.view)
    assert picture.curve.theirs["pay"] == {"hidden": "We need 5 answers to show this. You have 4."}
    assert "Too few customers answered to show what they say." in " ".join(words(picture))


def play(people: int, *, agree: bool, material: Material | None = None) -> Played:
    played = Played(open_store("sqlite://"), material)
    played.joined(*[Role.FRONT_LINE] * people)
    played.all_ready(agree=agree)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, -1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    return played


def test_four_answers_are_too_few_and_the_sentence_says_so():
    picture = Picture("phone", show_dots=True)
    picture.show(play(4, agree=False).view)
    assert picture.curve.sentence == "We need 5 answers to show this. You have 4."
    assert picture.curve.ours == {step: {"hidden": "We need 5 answers to show this. You have 4."} for step in STEPS}
    assert picture.curve._chart.dots.x.size == 0


def test_three_who_agreed_to_open_mode_see_their_dots_and_no_interval():
    picture = Picture("phone", show_dots=True)
    picture.show(play(3, agree=True).view)
    assert picture.curve.ours["book"] == {"mean": -1.0, "n": 3, "counts": [0, 3, 0, 0, 0]}
    assert picture.curve._chart.dots.x.size == 3 * len(STEPS)


def test_open_mode_of_the_room_does_not_show_fewer_customers():
    played = play(3, agree=True)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    played.room.uncover("pay")
    picture = Picture("phone")
    picture.show(played.view)
    assert picture.curve.theirs["pay"] == {"hidden": "We need 5 answers to show this. You have 4."}


def test_the_customers_are_counted_and_called_by_their_name():
    material = small_material().model_copy(
        update={"waves": (small_wave(book={4: 1200}),), "journey": small_journey()},
    )
    played = play(5, agree=False, material=material)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    played.room.uncover("book")
    picture = Picture("page")
    picture.show(played.view)
    assert picture.curve.theirs_name == "1,200 customers, likely range"


def test_where_steps_have_been_answered_by_more_and_by_fewer_the_key_says_so():
    material = small_material().model_copy(update={"waves": (small_wave(book={4: 1200}, wait={2: 640}),)})
    played = play(5, agree=False, material=material)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    picture = Picture("page")
    for step in ("book", "wait"):
        played.room.uncover(step)
    picture.show(played.view)
    assert picture.curve.theirs_name == "640 to 1,200 customers a step, likely range"
