"""The chart follows its traits, and a drag can only move what was answered, to whole points."""

import numpy as np
import pytest
import traitlets

from journeykit import look
from journeykit.widgets.emotion_curve import EmotionCurve
from journeykit.widgets.emotion_rater import EmotionRater

STEPS = [{"id": step, "label": label} for step, label in (("book", "Booking"), ("wait", "Waiting"), ("talk", "Talk"))]
OURS = {"book": {"mean": 0.5, "n": 8, "counts": (0, 1, 3, 3, 1)}, "wait": {"hidden": "too few"}}
THEIRS = {"book": {"mean": -1.3, "low": -1.6, "high": -1.1, "n": 38}, "talk": {"mean": 1.6, "n": 4}}


@pytest.fixture
def curve():
    return EmotionCurve(steps=STEPS)


@pytest.fixture
def chart(curve):
    return curve._chart


@pytest.fixture
def words(curve):
    return curve._words


def places(mark):
    return list(zip(mark.x.tolist(), mark.y.tolist(), strict=True))


def test_the_field_below_the_baseline_is_red_and_follows_it(curve, chart, words):
    assert chart.field.fill == "bottom"
    assert chart.field.fill_colors == [look.BELOW]
    assert chart.figure.background_style == {"fill": look.ABOVE}
    curve.baseline, curve.baseline_label = 1.0, "the airport as a whole (+1.0)"
    assert chart.field.y.tolist() == [1, 1]
    assert chart.field.x.tolist() == [0, 3]
    assert words.baseline_label == "the airport as a whole (+1.0)"
    assert words.baseline == pytest.approx(100 * 1.35 / 4.7, abs=1e-3)  # from 2.35 at the top to -2.35


def test_ours_are_open_squares_on_a_dotted_line_and_theirs_filled_circles_in_the_colour_of_their_feeling(curve, chart):
    curve.ours, curve.theirs = OURS, THEIRS
    assert (chart.our_marks.marker, chart.our_marks.colors, chart.our_line.line_style) == (
        "square",
        [look.CARD],
        "dotted",
    )
    assert (chart.their_marks.marker, chart.their_line.line_style) == ("circle", "solid")
    assert places(chart.our_marks) == [(0.5, 0.5)]
    assert places(chart.their_marks) == [(0.5, -1.3), (2.5, 1.6)]
    assert chart.their_marks.colors == [look.FEELING[-1], look.FEELING[2]]


def test_what_changes_together_is_drawn_once(curve, monkeypatch):
    drawn = []
    monkeypatch.setattr(curve._chart, "show_ours", lambda *shown: drawn.append(shown))
    with curve.hold_trait_notifications():
        curve.ours, curve.theirs, curve.focus, curve.show_dots = OURS, THEIRS, "book", True
    assert len(drawn) == 1
    curve.focus = None
    assert len(drawn) == 2


def test_a_likely_range_is_drawn_only_where_there_is_one(curve, chart):
    curve.theirs = THEIRS
    assert chart.ranges.x.tolist() == [0.5, 0.5]
    assert chart.ranges.y.tolist() == [-1.6, -1.1]
    assert chart.ranges.colors == [look.FEELING[-1]]


def test_dots_appear_when_asked_for_one_for_each_answer(curve, chart, words):
    curve.ours = OURS
    assert len(chart.dots.x) == 0
    curve.show_dots = True
    assert len(chart.dots.x) == 8
    assert words.key["dots"] == "a dot for each answer"


def test_nothing_is_built_again_when_traits_change(curve, chart):
    figure, marks = curve.children[1], list(chart.figure.marks)
    curve.ours, curve.theirs, curve.focus, curve.size = OURS, THEIRS, "book", "projector"
    curve.steps = STEPS[:2]
    assert curve.children[1] is figure
    assert figure.marks == marks
    assert len(marks) <= 11  # each mark costs messages when a page opens


def test_the_step_in_focus_has_an_arrow_once_both_views_are_there(curve, chart, words):
    curve.ours, curve.focus = OURS, "book"
    assert max(chart.arrow.y) < -2.35  # outside the chart
    curve.theirs = THEIRS
    assert chart.arrow.y.tolist()[:2] == [0.5, -1.3]
    assert words.focus == "book"


def test_why_a_point_is_missing_is_said(curve, words):
    curve.ours = OURS
    assert words.notes == ["Waiting: too few"]


def test_a_curve_of_own_answers_says_how_many_there_are(curve, words):
    assert words.sentence == "3 steps, nothing to show yet."
    curve.value = {"book": 1}
    assert words.sentence == "1 of 3 answered"


def test_sentence_and_table_come_from_the_numbers_until_better_ones_are_set(curve, words):
    curve.ours = OURS
    assert words.sentence == "Highest: Booking (+0.5). Lowest: Booking (+0.5)."
    assert words.table[0] == ["Booking", "+0.5", "8"]
    curve.sentence, curve.columns, curve.table = "We thought so.", ["Step", "Why"], [["Booking", "<b>x</b>"]]
    assert (words.sentence, words.columns, words.table) == (
        "We thought so.",
        ["Step", "Why"],
        [["Booking", "<b>x</b>"]],
    )


def test_an_unanswered_step_has_no_mark_and_a_drag_cannot_make_one(curve, chart):
    curve.value, curve.draggable = {"wait": 1}, True
    assert places(chart.own_marks) == places(chart.grip) == [(1.5, 1)]
    chart.grip.y = np.array([0.0, 2.0, 2.0])
    assert curve.value == {"wait": 1}


@pytest.mark.parametrize(("dragged", "snapped"), [(-1.4, -1), (-1.6, -2), (0.4, 0), (999.0, 2), (-999.0, -2)])
def test_a_drag_snaps_to_the_nearest_point_of_the_scale(curve, chart, dragged, snapped):
    curve.value, curve.draggable = {"wait": 1}, True
    chart.grip.y = np.array([dragged])
    assert curve.value == {"wait": snapped}
    assert places(chart.own_marks) == [(1.5, snapped)]


@pytest.mark.parametrize("forged", [[np.nan], [np.inf]])
def test_a_page_that_sends_no_number_changes_nothing(curve, chart, forged):
    curve.value, curve.draggable = {"wait": 1}, True
    chart.grip.y = np.array(forged)
    assert curve.value == {"wait": 1}


def test_without_leave_to_drag_a_page_changes_nothing(curve, chart):
    curve.value = {"wait": 1}
    chart.grip.x, chart.grip.y = np.array([1.5]), np.array([-2.0])
    assert curve.value == {"wait": 1}
    assert places(chart.own_marks) == [(1.5, 1)]


def test_the_grip_rests_on_its_mark_after_a_drag_and_is_left_alone_during_it(curve, chart):
    curve.value, curve.draggable = {"wait": 1}, True
    chart.grip._drag_start_handlers(chart.grip, {})
    chart.grip.y = np.array([-1.4])
    assert chart.grip.y.tolist() == [-1.4]
    chart.grip._drag_end_handlers(chart.grip, {})
    assert chart.grip.y.tolist() == [-1]
    chart.grip.y = np.array([-1.4])  # the page tells the last place late
    assert chart.grip.y.tolist() == [-1]


def test_curve_and_rater_stay_in_step(curve, chart):
    rater = EmotionRater(steps=STEPS)
    traitlets.link((rater, "value"), (curve, "value"))
    rater.value = {"book": 2}
    assert places(chart.own_marks) == [(0.5, 2)]
    curve.draggable = True
    chart.grip.y = np.array([-0.8])
    assert rater.value == {"book": -1}


@pytest.mark.parametrize("value", [{"book": 3}, {"book": 0.5}, {"book": True}, {"book": None}])
def test_a_value_off_the_scale_is_refused(curve, value):
    curve.value = {"book": 1}
    with pytest.raises(traitlets.TraitError, match="whole number from -2 to 2"):
        curve.value = value
    assert curve.value == {"book": 1}


def test_clear_takes_every_answer_back(curve, chart):
    curve.value, curve.draggable = {"book": 1, "wait": -1}, True
    curve.clear()
    assert curve.value == {}
    assert len(chart.own_marks.x) == len(chart.grip.x) == 0


def test_marks_grow_with_the_place_they_are_looked_at(curve, chart):
    sizes = []
    for size in ("phone", "page", "projector"):
        curve.size = size
        sizes.append((chart.our_marks.default_size, chart.their_marks.default_size, chart.their_line.stroke_width))
    assert sizes == sorted(sizes)


def test_a_reader_who_wants_less_motion_gets_none(chart, words, page_of):
    assert chart.figure.animation_duration == 200
    page_of(words).says(calm=True)
    assert chart.figure.animation_duration == 0


def test_a_page_cannot_put_words_into_the_chart(curve, words, page_of):
    curve.sentence = "We thought: happy."
    page = page_of(words)
    page.says(sentence="<img src=x onerror=alert(1)>")
    assert words.sentence == page.shows("sentence") == "We thought: happy."


def test_the_curve_reads_the_same_at_every_run(curve):
    curve.value = {"book": 1}
    assert repr(curve) == "EmotionCurve(3 steps, 1 rated)"
