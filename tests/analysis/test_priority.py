import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.certainty import Certainty
from journeykit.analysis.priority import Priority, priority
from journeykit.models.scores import Criterion, Direction, Scores, Weights, scored

COST = Criterion(id="cost", label="Cost", direction=Direction.LOWER_MORE_URGENT)
SALES = Criterion(id="sales", label="Sales")
LABELS = {"signs": "Signs", "app": "App", "chairs": "Chairs"}


def sheet(scores: dict[str, tuple[int, int]], weight: int | None, n: int = 6, cost: Criterion = COST) -> Scores:
    """A room whose people all score (cost, sales) alike, and all give the cost the same weight."""
    one = {id_: {"cost": given[0], "sales": given[1]} for id_, given in scores.items()}
    weights = [] if weight is None else [Weights(points={"cost": weight, "sales": 100 - weight})] * n
    return scored([one] * n, weights, tuple(scores), (cost, SALES), 5)


def found(scores: dict[str, tuple[int, int]], weight: int | None, n: int = 6, cost: Criterion = COST) -> Priority:
    return priority(LABELS, sheet(scores, weight, n, cost))


def totals(of: Priority) -> dict[str, float]:
    return {each.option_id: each.total for each in of.options}


def test_scores_are_weighed_and_a_cost_counts_from_its_other_end():
    # Signs: 0.5 * (101 - 30) + 0.5 * 80 = 75.5; app: 0.5 * (101 - 90) + 0.5 * 95 = 53.
    assert totals(found({"app": (90, 95), "signs": (30, 80)}, 50)) == {"signs": 75.5, "app": 53}


def test_the_stored_direction_decides_who_comes_first():
    scores = {"app": (90, 95), "signs": (30, 80)}
    higher = COST.model_copy(update={"direction": Direction.HIGHER_MORE_URGENT})
    assert [each.option_id for each in found(scores, 50).options] == ["signs", "app"]
    assert totals(found(scores, 50, cost=higher)) == {"app": 92.5, "signs": 55}


def test_what_nearly_all_weights_put_first_is_very_sure():
    # Signs win where 71 w + 80 (1 - w) > 11 w + 95 (1 - w): w > 1/5.
    close = found({"app": (90, 95), "signs": (30, 80)}, 60)
    assert close.certainty is Certainty.VERY_SURE
    assert close.sentence.text() == "Very sure: “Signs” comes first, in 99 of 100 ways to weigh like us."
    assert close.any_weights.text() == "“Signs” wins in most ways of weighing: 80 of 100."
    assert [each.words.text() for each in close.options] == ["first in 99 of 100", "first in 1 of 100"]


def test_what_most_weights_near_ours_put_first_is_probable():
    # w ~ Beta(6, 14), and P(w > 1/5) = sum of C(19, i) 0.2^i 0.8^(19 - i) for i up to 5 = 0.837.
    probable = found({"app": (90, 95), "signs": (30, 80)}, 30)
    assert probable.certainty is Certainty.PROBABLY
    assert probable.sentence.text() == "“Signs” probably comes first, in 84 of 100 ways to weigh like us."
    assert probable.options[0].our_weights.first == pytest.approx(0.837, abs=0.01)


def test_what_depends_on_the_weights_is_too_close_to_call():
    # w ~ Beta(4.4, 15.6) with the mean 0.22, just above 1/5.
    close = found({"app": (90, 95), "signs": (30, 80)}, 22)
    assert close.certainty is Certainty.CANNOT_TELL
    assert close.sentence.text() == (
        "Too close to call: of 100 ways to weigh like us, 54 put “Signs” first, 46 put “App”."
    )


def test_equal_scores_tie_and_are_too_close_to_call():
    tie = found({"app": (50, 50), "signs": (50, 50), "chairs": (60, 10)}, 40)
    assert [(each.option_id, each.rank, each.tied) for each in tie.options] == [
        ("app", 1, True),
        ("signs", 1, True),
        ("chairs", 3, False),
    ]
    assert tie.sentence.text() == "Too close to call: “App” and “Signs” share the highest score."
    assert tie.options[2].words.text() == "almost never first"
    assert tie.any_weights.text() == "No option wins in most ways of weighing. The best is “App”, with 50 of 100."


def test_many_equal_ones_are_not_listed():
    labels = {f"o{n}": f"Option {n}" for n in range(4)}
    same = scored([{id_: {"cost": 5, "sales": 5} for id_ in labels}] * 5, [], tuple(labels), (COST, SALES), 5)
    assert priority(labels, same).sentence.text() == "Too close to call: many options share the highest score."


def test_without_enough_weights_each_criterion_counts_the_same_and_that_is_said():
    none = found({"app": (90, 92), "signs": (30, 80)}, None)  # signs win for w > 1/6
    assert (none.weights, none.weighed) == ({"cost": 0.5, "sales": 0.5}, 0)
    assert none.whose_weights.text() == "Too few of us gave weights, so each criterion counts the same."
    assert none.sentence.text() == "“Signs” probably comes first, in 83 of 100 ways to weigh."
    assert none.options[0].our_weights is None
    assert found({"app": (90, 95), "signs": (30, 80)}, 50).whose_weights is None


def test_an_option_that_too_few_scored_is_left_out_and_named():
    sheets = [{"app": {"cost": 10, "sales": 10}, "signs": {"cost": 20, "sales": 20}, "chairs": {"cost": 1}}] * 5
    part = priority(LABELS, scored(sheets, [], tuple(LABELS), (COST, SALES), 5))
    assert part.left_out_ids == ("chairs",)
    assert len(part.options) == 2


def test_one_option_or_none_cannot_be_compared():
    for scores in ({}, {"app": (1, 2)}):
        nothing = found(scores, 50)
        assert nothing.sentence.text() == "Too few options have enough scores to compare them."
        assert (nothing.options, nothing.certainty, nothing.any_weights) == ((), None, None)
    assert found({"app": (1, 2), "signs": (2, 1)}, 50, n=4).left_out_ids == ("app", "signs")


def test_the_criterion_on_which_weights_differ_most_is_named():
    points = [{"cost": 20, "sales": 20, "often": 60}, {"cost": 70, "sales": 20, "often": 10}] * 3
    often = Criterion(id="often", label="How often")
    weighed = [Weights(points=each) for each in points]
    one = {"cost": 10, "sales": 10, "often": 10}
    sheets = [{"app": one, "signs": one}] * 5

    def differ(weights: list[Weights]) -> str | None:
        told = priority(LABELS, scored(sheets, weights, ("app", "signs"), (COST, SALES, often), 5)).differ_most
        return told.text() if told else None

    assert differ(weighed) is None  # cost and how often differ equally
    assert differ([*weighed, Weights(points={"cost": 100, "sales": 0, "often": 0})]) == (
        "We differ most in how much “Cost” should count."
    )
    assert differ([weighed[0]] * 5) is None


SCORED = st.lists(st.tuples(st.integers(1, 100), st.integers(1, 100)), min_size=2, max_size=3)


@given(SCORED, st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_totals_stay_on_the_scale_fall_with_the_rank_and_every_text_is_whole(scores, weight):
    told = found(dict(zip(LABELS, scores, strict=False)), weight)
    values = [each.total for each in told.options]
    assert values == sorted(values, reverse=True)
    assert all(1 <= value <= 100 for value in values)
    assert sum(each.firmness.first for each in told.options) == pytest.approx(1)
    assert (told.certainty is Certainty.CANNOT_TELL) == told.sentence.text().startswith("Too close to call")
    texts = [told.sentence, told.any_weights, *(each.words for each in told.options)]
    assert not any("{" in text.text() for text in texts)


@given(SCORED, st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_turning_a_criterion_and_its_scores_round_changes_nothing(scores, weight):
    by_id = dict(zip(LABELS, scores, strict=False))
    turned = {id_: (101 - cost, sales) for id_, (cost, sales) in by_id.items()}
    higher = COST.model_copy(update={"direction": Direction.HIGHER_MORE_URGENT})
    assert found(by_id, weight).options == found(turned, weight, cost=higher).options
