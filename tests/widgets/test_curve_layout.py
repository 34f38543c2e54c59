"""What the chart adds to the curve's shape: dots, an arrow, and the numbers as text."""

from journeykit.widgets.curve_layout import arrow, dot_places, notes, table

STEPS = [{"id": "book", "label": "Booking"}, {"id": "wait", "label": "Waiting"}]


def test_every_answer_has_a_dot_of_its_own_on_its_point_and_in_its_step():
    places = dot_places([(0, 0, 3, 0, 1), (2, 0, 0, 0, 0)])
    assert len(places) == len(set(places)) == 6
    assert [y for x, y in places if x < 1] == [0, 0, 0, 2]
    assert [y for x, y in places if x > 1] == [-2, -2]
    assert sum(x for x, y in places if y == 0) / 3 == 0.5  # a row stands around the middle of its step


def test_two_hundred_dots_at_one_point_stay_within_their_step_and_nearer_to_it_than_to_the_next_point():
    places = dot_places([(0, 0, 200, 0, 0)])
    assert len(set(places)) == 200
    assert all(0.1 < x < 0.9 and abs(y) < 0.5 for x, y in places)


def test_nothing_shown_has_no_dots():
    assert dot_places([(), ()]) == []


def test_the_arrow_points_from_our_mean_to_theirs_and_is_left_out_where_they_nearly_meet():
    down = arrow(3.5, 0.2, -1.3)
    assert [y for _x, y in down[:2]] == [0.2, -1.3]
    assert down[2][1] > -1.3  # the head opens towards where it came from
    assert arrow(3.5, 0.2, 0.5) == []


def test_the_table_has_columns_only_for_what_there_is():
    heads, rows = table(STEPS, {}, {}, {"wait": -2})
    assert heads == ["Step", "Your answer"]
    assert rows == [["Booking", "not answered"], ["Waiting", "\u22122, very unhappy"]]


def test_the_table_gives_the_reason_where_a_number_is_hidden():
    ours = {"book": {"mean": 0.25, "n": 12}, "wait": {"hidden": "We need 5 answers to show this. You have 4."}}
    theirs = {"book": {"mean": -1.26, "low": -1.6, "high": -1.1, "n": 1038}}
    heads, rows = table(STEPS, ours, theirs, {})
    assert heads == ["Step", "What we thought", "Answers", "What customers say", "Answers", "Likely range"]
    assert rows[0] == ["Booking", "+0.2", "12", "\u22121.3", "1,038", "\u22121.6 to \u22121.1"]
    assert rows[1] == ["Waiting", "We need 5 answers to show this. You have 4.", "", "", "", ""]


def test_steps_hidden_for_the_same_reason_share_a_line():
    hidden = {"hidden": "We need 5 answers to show this. You have 4."}
    assert notes(STEPS, {"book": hidden, "wait": hidden}, {}) == [
        "Booking, Waiting: We need 5 answers to show this. You have 4."
    ]
