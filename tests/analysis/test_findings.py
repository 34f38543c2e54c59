from analysis.clinic import CLINIC, ours, theirs
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.finding import step_findings
from journeykit.analysis.findings import closest_and_surprise, headlines, two_pictures, whole_room
from journeykit.models.counts import OPEN_K

OURS = {
    "booking": (0, 3, 6, 3, 0),  # 0.0
    "waiting": (0, 2, 6, 4, 0),  # +0.2
    "doctor": (0, 0, 2, 6, 4),  # +1.2
    "results": (0, 1, 4, 7, 0),  # +0.5
}
THEIRS = {
    "booking": (4, 10, 12, 10, 2),  # -0.1
    "waiting": (17, 16, 5, 0, 0),  # -1.3
    "doctor": (0, 0, 2, 14, 22),  # +1.5
    "results": (2, 6, 14, 12, 4),  # +0.3
}
SPLIT = (6, 0, 0, 0, 6)
STEPS = st.dictionaries(st.sampled_from(sorted(OURS)), st.lists(st.integers(0, 12), min_size=5, max_size=5).map(tuple))


def texts(sentences):
    return [sentence.text() for sentence in sentences]


def everything():
    return step_findings(CLINIC, ours(**OURS), theirs(**THEIRS))


def test_three_headlines_name_the_surprise_the_low_point_and_the_high_point():
    assert texts(headlines(CLINIC, everything())) == [
        "Waiting surprised us most. We thought: about neutral (+0.2). "
        "Patients say: unhappy (−1.3, probably between −1.5 and −1.0).",
        "Waiting is also the low point for patients: 33 of 38 are unhappy there.",
        "With the doctor is the high point for patients: "
        "very happy (+1.5, probably between +1.3 and +1.7). Protect it.",
    ]


def test_the_low_point_carries_its_numbers_where_the_surprise_lies_elsewhere():
    others = {"waiting": (6, 6, 0, 0, 0), "doctor": (0, 5, 7, 0, 0)}
    found = step_findings(CLINIC, ours(**OURS | others), theirs(**THEIRS))
    assert texts(headlines(CLINIC, found)) == [
        "With the doctor surprised us most. We thought: about neutral (−0.4). "
        "Patients say: very happy (+1.5, probably between +1.3 and +1.7).",
        "Waiting is the low point for patients: unhappy (−1.3, probably between −1.5 and −1.0).",
        "With the doctor is also the high point for patients. Protect it.",
    ]


def test_a_low_point_at_which_all_are_unhappy_reads_nearly_all():
    found = step_findings(CLINIC, ours(waiting=OURS["waiting"]), theirs(waiting=(20, 18, 0, 0, 0)))
    assert headlines(CLINIC, found)[1].text() == (
        "Waiting is also the low point for patients: nearly all of 38 are unhappy there."
    )


def test_a_low_point_without_one_unhappy_answer_counts_nobody():
    found = step_findings(CLINIC, ours(waiting=OURS["waiting"]), theirs(waiting=(0, 0, 0, 18, 20)))
    assert headlines(CLINIC, found)[1].text() == "Waiting is also the low point for patients."


def test_a_room_that_saw_it_as_customers_do_is_told_so():
    found = step_findings(CLINIC, ours(**OURS), theirs(**{step: tuple(3 * n for n in OURS[step]) for step in OURS}))
    assert headlines(CLINIC, found)[0].text().startswith("No big surprise. We differ most at “Booking”.")


def test_a_surprise_within_the_customers_range_is_not_sure_yet():
    found = step_findings(CLINIC, ours(waiting=OURS["waiting"]), theirs(waiting=(2, 1, 1, 1, 1)))  # -0.3, from six
    assert headlines(CLINIC, found)[0].text().startswith("Waiting may be a surprise; we cannot tell yet.")


def test_two_different_pictures_take_the_place_of_a_high_point_that_is_not_clear():
    found = step_findings(CLINIC, ours(booking=SPLIT, waiting=OURS["waiting"]), theirs(waiting=THEIRS["waiting"]))
    assert headlines(CLINIC, found)[2].text() == (
        "Booking: Two different pictures here: 6 of 12 think patients are unhappy, 6 think they are happy."
    )


def test_without_customers_the_first_headline_says_that_it_is_only_our_view():
    found = step_findings(CLINIC, ours(**OURS))
    assert texts(headlines(CLINIC, found, has_customers=False)) == [
        "Our view, not yet checked with patients.",
        "We think “Booking” is the low point for patients: about neutral (0.0).",
        "We think “With the doctor” is the high point for patients: happy (+1.2).",
    ]


def test_while_the_customers_are_still_covered_our_view_is_not_called_unchecked():
    found = step_findings(CLINIC, ours(**OURS))
    assert len(headlines(CLINIC, found)) == 2
    assert "not yet checked" not in " ".join(texts(headlines(CLINIC, found)))


def test_before_the_reveal_there_is_no_headline():
    assert headlines(CLINIC, step_findings(CLINIC)) == ()


def test_four_customers_make_no_headline():
    found = step_findings(CLINIC, ours(OPEN_K, **OURS), theirs(OPEN_K, waiting=(4, 0, 0, 0, 0)))
    assert not any("Patients say" in text for text in texts(headlines(CLINIC, found)))


@given(STEPS, STEPS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_there_are_never_more_than_three_headlines_and_none_speaks_statistics(we, they, has_customers):
    found = step_findings(CLINIC, ours(**we), theirs(**they))
    sentences = texts((*headlines(CLINIC, found, has_customers=has_customers), whole_room(CLINIC, found)))
    assert len(sentences) <= 4
    assert len(set(sentences)) == len(sentences)
    banned = ("significant", "gap", "score", "camp", "split", "assum", "error", "wrong", "{", "}")
    assert not any(word in text.lower() for text in sentences for word in banned)


def test_the_chart_is_told_by_its_low_and_its_high_point():
    assert whole_room(CLINIC, everything()).text() == (
        "Patients are least happy at “Waiting”, unhappy (−1.3, probably between −1.5 and −1.0), "
        "and happiest at “With the doctor”, very happy (+1.5, probably between +1.3 and +1.7)."
    )
    assert whole_room(CLINIC, step_findings(CLINIC, ours(**OURS))).text() == (
        "We think patients are least happy at “Booking”, about neutral (0.0), "
        "and happiest at “With the doctor”, happy (+1.2)."
    )


def test_a_chart_of_one_step_tells_that_step():
    found = step_findings(CLINIC, ours(waiting=OURS["waiting"]))
    assert whole_room(CLINIC, found).text() == "Waiting: We thought: about neutral (+0.2)."


def test_a_flat_chart_has_no_high_point():
    found = step_findings(CLINIC, ours(booking=(0, 0, 5, 5, 0), waiting=(0, 1, 3, 6, 0)))
    assert whole_room(CLINIC, found).text() == "We think patients feel the same at every step: happy (+0.5)."


def test_an_empty_chart_says_so():
    assert whole_room(CLINIC, step_findings(CLINIC)).text() == "Nothing to show here yet."


def test_two_pictures_are_counted_and_nobody_is_named():
    booking, waiting, *_ = step_findings(CLINIC, ours(booking=(4, 1, 2, 1, 4), waiting=OURS["waiting"]))
    assert two_pictures(CLINIC, booking).text() == (
        "Two different pictures here: 5 of 12 think patients are unhappy, 5 think they are happy."
    )
    assert two_pictures(CLINIC, waiting) is None


def test_a_phone_tells_its_owner_the_closest_step_and_the_biggest_surprise():
    own = {"booking": 0, "waiting": 1, "doctor": 2, "results": -2}
    closest, surprise = closest_and_surprise(CLINIC, own, everything())
    assert (
        closest.text() == "Closest: Booking. You guessed neither happy nor unhappy; patients say about neutral (−0.1)."
    )
    assert surprise.text() == "Your biggest surprise: Waiting. You guessed happy; patients say unhappy (−1.3)."


def test_somebody_who_was_close_everywhere_has_no_surprise():
    closest, surprise = closest_and_surprise(CLINIC, {"booking": 0, "waiting": -1}, everything())
    assert closest.text().startswith("Closest: Booking.")
    assert surprise.text() == "No big surprise: your guesses are close to what patients say."


def test_the_first_step_uncovered_is_either_close_or_a_surprise():
    found = step_findings(CLINIC, ours(**OURS), theirs(waiting=THEIRS["waiting"]))
    closest, surprise = closest_and_surprise(CLINIC, {"waiting": 2}, found)
    assert closest is None
    assert surprise.text().startswith("Your biggest surprise: Waiting. You guessed very happy;")
    closest, surprise = closest_and_surprise(CLINIC, {"waiting": -1}, found)
    assert closest.text().startswith("Closest: Waiting.")
    assert surprise is None


def test_nothing_is_compared_before_an_answered_step_is_uncovered():
    assert closest_and_surprise(CLINIC, {"booking": 1}, step_findings(CLINIC, ours(**OURS))) == (None, None)
    assert closest_and_surprise(CLINIC, {}, everything()) == (None, None)
