import pytest
from analysis.clinic import CLINIC

from journeykit import language
from journeykit.analysis.ordinal import Share, share_unhappy
from journeykit.analysis.sentence import (
    Sentence,
    answer_words,
    figure,
    line_words,
    people,
    said,
    share_words,
    typical_words,
)
from journeykit.models.counts import Counts
from journeykit.models.journey import Baseline


def feelings(*counts: int) -> Counts:
    return Counts(target_id="waiting", group="2026", counts=counts)


def test_numbers_of_people_are_whole_and_points_carry_a_sign():
    sentence = said("{n} people: {mean}, {low}", n=2641, mean=0.8, low=-1.25)
    assert str(sentence) == "2,641 people: +0.8, −1.2"


def test_one_person_and_two_people():
    assert [str(people(n)) for n in (1, 2, 12)] == ["1 person", "2 people", "12 people"]


def test_a_sentence_is_translated_when_it_is_shown_and_its_parts_with_it(monkeypatch):
    sentence = figure(feelings(0, 9, 1, 0, 0))
    words = {"unhappy": "infeliz", "{words} ({mean})": "{mean}: {words}"}
    assert str(sentence) == "unhappy (−0.9)"
    monkeypatch.setattr(language._current, "gettext", lambda message: words.get(message, message), raising=False)
    assert str(sentence) == "−0.9: infeliz"


def test_a_name_with_braces_is_shown_as_it_was_typed():
    assert str(said("{label} is low.", label="{Waiting}")) == "{Waiting} is low."
    assert str(line_words(Baseline(value=1.04, label="the {whole} airport"))) == "the {whole} airport (+1.0)"


def test_a_sentence_survives_being_stored_as_json():
    sentence = figure(feelings(0, 9, 1, 0, 0), (-1.2, -0.5))
    assert Sentence.model_validate_json(sentence.model_dump_json()) == sentence


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((9, 1, 0, 0, 0), "very unhappy"),
        ((1, 8, 1, 0, 0), "unhappy"),
        ((0, 2, 5, 3, 0), "about neutral"),
        ((0, 0, 5, 5, 0), "happy"),
        ((0, 0, 0, 5, 5), "very happy"),
        ((0, 0, 0, 7, 0), "nearly all happy"),
        ((0, 0, 7, 0, 0), "nearly all neutral"),
    ],
)
def test_a_group_is_described_by_its_mean_in_words(counts, words):
    assert str(typical_words(feelings(*counts))) == words


def test_one_answer_in_the_middle_is_neither_happy_nor_unhappy():
    assert [str(answer_words(point)) for point in (-2, 0, 1)] == ["very unhappy", "neither happy nor unhappy", "happy"]


def test_a_figure_says_the_range_of_the_wider_group_and_no_more_decimals_than_one():
    assert str(figure(feelings(5, 3, 2, 0, 0), (-1.64, -1.06))) == ("unhappy (−1.3, probably between −1.6 and −1.1)")


def test_a_range_narrower_than_a_decimal_reads_very_sure():
    assert str(figure(feelings(0, 0, 600, 400, 0), (0.36, 0.44))) == "about neutral (+0.4, very sure)"


def test_where_a_whole_group_agrees_its_number_is_only_about():
    assert str(figure(feelings(8, 0, 0, 0, 0))) == "nearly all very unhappy (about −2.0)"


def test_the_line_is_called_by_its_name():
    assert str(line_words(Baseline())) == "neither good nor bad (0)"
    assert str(line_words(Baseline(value=1.04, label="the airport as a whole"))) == "the airport as a whole (+1.0)"


@pytest.mark.parametrize(
    ("counts", "words"),
    [  # z² = 3.8415: 33 of 38 is (33 + 1.92 ± 1.96 √(33 · 5/38 + 0.96)) / 41.84 = 0.8346 ± 0.1079
        ((17, 16, 5, 0, 0), "33 of 38 (of all patients, probably 73 to 94 in 100)"),
        ((0, 2, 6, 4, 0), "2 of 12 (of all patients, probably 5 to 45 in 100)"),
        ((3, 3, 0, 0, 0), "nearly all of 6 (of all patients, probably 61 to 100 in 100)"),
        ((0, 0, 3, 3, 0), "nearly none of 6 (of all patients, probably 0 to 39 in 100)"),
    ],
)
def test_how_many_are_unhappy_is_said_of_those_who_answered_and_of_all(counts, words):
    assert str(share_words(share_unhappy(feelings(*counts)), CLINIC)) == words


def test_a_share_that_is_nearly_certain_reads_about():
    share = Share(hits=3_000, n=10_000, low=0.2995, high=0.3005)
    assert str(share_words(share, CLINIC)) == "3,000 of 10,000 (of all patients, about 30 in 100)"
