"""The rater holds answers on the scale and nothing else, whatever its page says."""

import pytest
import traitlets

from journeykit.models.journey import AskedQuestion, CustomerWords, Journey, Stage, Step
from journeykit.models.persona import Persona
from journeykit.widgets.emotion_rater import EmotionRater, step_texts

STEPS = [{"id": "booking", "label": "Booking"}, {"id": "wait", "label": "Waiting"}]


@pytest.fixture
def rater():
    return EmotionRater(steps=STEPS, value={"booking": -1})


@pytest.fixture
def journey():
    return Journey(
        id="clinic",
        title="Clinic",
        scenario="A visit",
        persona=Persona(name="Amina", goal="Get well"),
        customers=CustomerWords(one="patient", many="patients"),
        stages=(
            Stage(
                id="before",
                label="Before",
                period="before",
                steps=(Step(id="booking", label="Booking", doing="I ring.", thinking="Will I get through?"),),
            ),
            Stage(id="during", label="The visit", period="during"),
            Stage(
                id="after",
                label="After",
                period="after",
                steps=(Step(id="post", label="Results", asked=AskedQuestion(question="How clear?", lowest_label="1")),),
            ),
        ),
    )


def test_no_step_has_an_answer_before_somebody_gives_one():
    assert EmotionRater(steps=STEPS).value == {}


@pytest.mark.parametrize(
    "value",
    [
        {"lunch": 1},
        {"wait": 3},
        {"wait": -3},
        {"wait": "1"},
        {"wait": 1.0},
        {"wait": True},
        {"wait": None},
        [1],
        "wait",
    ],
)
def test_what_is_no_answer_is_refused_and_the_old_value_stays(rater, value):
    with pytest.raises(traitlets.TraitError):
        rater.value = value
    assert rater.value == {"booking": -1}


def test_a_refusal_names_what_there_is(rater):
    with pytest.raises(traitlets.TraitError, match=r"no step 'lunch'. It has: booking, wait"):
        rater.value = {"lunch": 1}
    with pytest.raises(traitlets.TraitError, match=r"wait: 999 is not on the scale. Allowed: -2, -1, 0, 1, 2"):
        rater.value = {"wait": 999}


def test_a_tap_on_the_page_becomes_the_value(rater, page_of):
    seen = []
    rater.observe(lambda change: seen.append(change.new), "value")
    page_of(rater).says(value={"booking": -1, "wait": 2})
    assert rater.value == {"booking": -1, "wait": 2}
    assert seen == [{"booking": -1, "wait": 2}]


@pytest.mark.parametrize("points", [999, -3, "2", 1.5, True, None, [1]])
def test_a_forged_value_changes_nothing_and_the_page_is_set_right(rater, page_of, points):
    rater.observe(lambda change: pytest.fail(f"an observer heard {change.new}"), "value")
    page = page_of(rater)
    page.says(value={"booking": -1, "wait": points})
    assert rater.value == {"booking": -1}
    assert page.shows("value") == {"booking": -1}


def test_a_truth_that_equals_the_old_answer_does_not_slip_in(page_of):
    rater = EmotionRater(steps=STEPS, value={"wait": 1})
    page_of(rater).says(value={"wait": True})
    assert type(rater.value["wait"]) is int


def test_a_page_cannot_stretch_the_steps_the_words_or_the_lock(rater, page_of):
    rater.disabled = True
    page = page_of(rater)
    page.says(steps=[{"id": "lunch", "label": "Lunch"}], disabled=False, words={}, value={"lunch": 1})
    assert rater.steps == STEPS
    assert rater.disabled
    assert rater.value == {"booking": -1}
    assert (page.shows("disabled"), page.shows("steps"), page.shows("value")) == (True, STEPS, {"booking": -1})


def test_a_locked_rater_takes_no_answer_from_its_page_but_from_python(rater, page_of):
    rater.disabled = True
    page = page_of(rater)
    page.says(value={"booking": -1, "wait": 2})
    assert rater.value == {"booking": -1}
    assert page.shows("value") == {"booking": -1}
    rater.value = {"wait": 2}
    assert rater.value == {"wait": 2}


def test_an_observer_that_takes_the_answer_back_sets_the_page_right(rater, page_of):
    rater.observe(lambda _: setattr(rater, "value", {"booking": -1}), "value")
    page = page_of(rater)
    page.says(value={"booking": -1, "wait": 2})
    assert page.shows("value") == {"booking": -1}


def test_answers_to_steps_that_are_gone_go_with_them(rater):
    rater.steps = [{"id": "wait", "label": "Waiting"}]
    assert rater.value == {}


def test_two_raters_can_be_linked(rater):
    other = EmotionRater(steps=STEPS)
    traitlets.link((rater, "value"), (other, "value"))
    other.value = {"wait": 0}
    assert rater.value == {"wait": 0}


def test_its_repr_is_the_same_in_every_run(rater):
    assert repr(rater) == "EmotionRater(2 steps, 1 rated)"


def test_a_rater_for_a_journey_asks_about_every_step_and_every_stage_without_steps(journey):
    rater = EmotionRater.for_journey(journey, value={"during": 2})
    assert [step["id"] for step in rater.steps] == ["booking", "during", "post"]
    assert rater.title == "How do patients like Amina feel at each step?"
    assert rater.words["asked"] == "Patients were asked: “{question}” How did most answer?"
    assert rater.value == {"during": 2}
    assert EmotionRater.for_journey(journey, title="And you?").title == "And you?"


def test_a_step_shows_its_thought_and_what_customers_were_asked(journey):
    assert step_texts(journey.target("booking"))["line"] == "Will I get through?"
    assert step_texts(journey.target("post")) == {
        "id": "post",
        "label": "Results",
        "line": "",
        "question": "How clear?",
        "lowest_label": "1",
        "highest_label": "",
    }


def test_every_point_of_the_scale_has_a_face_and_a_word(rater):
    assert list(rater.faces) == ["-2", "-1", "0", "1", "2"]
    assert rater.words["-2"] == "very unhappy"
