from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.votes import DotRanking, dot_ranking
from journeykit.models.votes import DotRule, Dots, DotVotes, counted_dots

LABELS = {"signs": "Clear signs", "app": "An app", "chairs": "More chairs", "staff": "More staff", "tea": "Tea"}


def votes(dots: Mapping[str, tuple[int, int]], n: int = 9) -> DotVotes:
    """Dots and voters of each option."""
    options = {id_: Dots(dots=each, voters=voters) for id_, (each, voters) in dots.items()}
    return DotVotes(n=n, k=5, rule=DotRule(), options=options)


def ranking(**dots: tuple[int, int]) -> DotRanking:
    return dot_ranking(LABELS, votes(dots))


def test_the_winner_is_named_with_its_dots_and_how_many_gave_them():
    found = ranking(signs=(4, 2), app=(9, 6), chairs=(1, 1))
    assert found.sentence.text() == "“An app” comes first: 9 dots from 6 people."
    assert [(each.option_id, each.rank, each.tied) for each in found.options] == [
        ("app", 1, False),
        ("signs", 2, False),
        ("chairs", 3, False),
    ]
    assert found.options[2].words.text() == "1 dot from 1 person"


def test_what_lies_within_one_persons_dots_of_the_winner_was_close():
    found = ranking(signs=(7, 5), app=(9, 6), chairs=(6, 3), staff=(3, 2))
    assert found.sentence.text() == (
        "“An app” comes first: 9 dots from 6 people. It was close: “Clear signs” came within 2 dots."
    )
    assert found.close_ids == ("signs",)


def test_more_than_three_close_ones_are_counted():
    found = ranking(signs=(4, 3), app=(3, 2), chairs=(3, 2), staff=(2, 2), tea=(2, 1))
    assert found.sentence.text() == (
        "“Clear signs” comes first: 4 dots from 3 people. It was close: 4 others came within 2 dots."
    )


def test_a_tie_stays_a_tie_and_the_next_rank_is_left_out():
    found = ranking(signs=(5, 3), app=(5, 4), chairs=(4, 4))
    assert found.sentence.text() == (
        "“Clear signs” and “An app” share the first place: 5 dots each. It was close: “More chairs” came within 2 dots."
    )
    assert [(each.rank, each.tied) for each in found.options] == [(1, True), (1, True), (3, False)]


def test_where_more_than_three_share_the_first_place_there_is_no_clear_choice():
    found = ranking(signs=(2, 1), app=(2, 2), chairs=(2, 1), staff=(2, 1), tea=(1, 1))
    assert found.sentence.text() == "No clear choice: no option has more than 2 dots."
    assert found.close_ids == ()


def test_the_first_places_hold_more_options_where_the_last_of_them_is_tied_and_none_without_a_dot():
    found = ranking(signs=(3, 2), app=(9, 6), chairs=(3, 3), tea=(0, 0))
    assert [found.first(places) for places in (1, 2, 3, 9)] == [
        ("app",),
        ("app", "signs", "chairs"),
        ("app", "signs", "chairs"),
        ("app", "signs", "chairs"),
    ]


def test_nobody_giving_a_dot_has_no_winner():
    found = ranking(signs=(0, 0), app=(0, 0))
    assert found.sentence.text() == "Nobody gave a dot."
    assert found.first(2) == ()
    assert dot_ranking(LABELS, votes({})).sentence.text() == "Nobody gave a dot."


def test_below_k_only_the_number_of_voters_is_told():
    found = dot_ranking(LABELS, counted_dots([{"app": 2}] * 4, tuple(LABELS), 5))
    assert found.sentence.text() == "We need 5 answers to show this. You have 4."
    assert (found.shown, found.options, found.first(2)) == (False, (), ())


def test_an_option_without_a_label_is_refused():
    with pytest.raises(KeyError):
        dot_ranking({}, votes({"app": (1, 1)}))


BALLOTS = st.lists(
    st.dictionaries(st.sampled_from(list(LABELS)), st.integers(0, 2)).filter(DotRule().allows), min_size=5, max_size=15
)


@given(BALLOTS, st.permutations(list(LABELS)))
@settings(max_examples=60, deadline=None)
def test_the_ranking_does_not_depend_on_the_order_in_which_options_were_offered(ballots, order):
    one, other = (dot_ranking(LABELS, counted_dots(ballots, ids, 5)) for ids in (list(LABELS), order))
    assert {each.option_id: each.rank for each in one.options} == {each.option_id: each.rank for each in other.options}
    assert set(one.close_ids) == set(other.close_ids)


@given(BALLOTS, st.sampled_from(list(LABELS)))
@settings(max_examples=60, deadline=None)
def test_one_more_person_lifts_to_the_first_place_what_was_close_and_nothing_else(ballots, option):
    found = dot_ranking(LABELS, counted_dots(ballots, tuple(LABELS), 5))
    later = dot_ranking(LABELS, counted_dots([*ballots, {option: DotRule().cap}], tuple(LABELS), 5))
    first = found.first(1)
    if 1 <= len(first) <= 3:
        assert (option in later.first(1)) == (option in first or option in found.close_ids)
    assert not any("{" in each.text() for each in (found.sentence, *(option.words for option in found.options)))
