from importlib import import_module

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.reduce import counts_of
from journeykit.models.counts import Counts
from journeykit.models.scale import Scale

ROWS = {
    "target_id": ["wait", "wait", "desk", None, "wait", "desk"],
    "value": [1, None, 2, 2, 1, -2],
    "group": ["staff", "staff", "guests", "guests", None, "guests"],
}


def in_pandas(rows):
    return pd.DataFrame(rows)


def in_polars(rows):
    return import_module("polars").DataFrame(rows)


def in_lazy_polars(rows):
    return import_module("polars").LazyFrame(rows)


def in_pyarrow(rows):
    return import_module("pyarrow").table(rows)


def in_duckdb(rows):
    return import_module("duckdb").from_arrow(in_pyarrow(rows))


@pytest.fixture(params=[in_pandas, in_polars, in_lazy_polars, in_pyarrow, in_duckdb], ids=lambda made: made.__name__)
def framed(request):
    """What makes a frame of each engine that is installed."""
    try:
        request.param({"value": [1]})
    except ModuleNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed")
    return request.param


def test_rows_of_every_engine_become_the_same_counts(framed):
    assert counts_of(framed(ROWS)) == (
        Counts(target_id="desk", group="all", counts=(1, 0, 0, 0, 1)),
        Counts(target_id="wait", group="all", counts=(0, 0, 0, 2, 0)),
    )


def test_a_row_without_a_group_is_left_out_where_groups_are_asked_for(framed):
    assert counts_of(framed(ROWS), group="group") == (
        Counts(target_id="desk", group="guests", counts=(1, 0, 0, 0, 1)),
        Counts(target_id="wait", group="staff", counts=(0, 0, 0, 1, 0)),
    )


def test_four_and_four_point_zero_are_one_answer(framed):
    rows = {"target_id": ["wait"] * 3, "value": [4.0, 4.0, float("nan")]}
    assert [each.counts for each in counts_of(framed(rows), scale=Scale(scale_min=1, scale_max=5))] == [(0, 0, 0, 2, 0)]


def test_half_an_answer_is_refused(framed):
    with pytest.raises(ValueError, match="whole numbers"):
        counts_of(framed({"target_id": ["wait"], "value": [3.5]}), scale=Scale(scale_min=1, scale_max=5))


def test_a_text_in_the_value_column_is_refused(framed):
    with pytest.raises(ValueError, match="'value' must hold numbers"):
        counts_of(framed({"target_id": ["wait"], "value": ["very good"]}))


def test_counted_rows_are_added_up(framed):
    rows = {"year": [2015, 2015, 2016, 2016], "item": ["Q1"] * 4, "answer": [1, 5, 5, 5], "count": [3, 40, 20, 22]}
    five = Scale(scale_min=1, scale_max=5)
    found = counts_of(framed(rows), target="item", value="answer", group="year", count="count", scale=five)
    assert [(each.group, each.counts) for each in found] == [("2015", (3, 0, 0, 0, 40)), ("2016", (0, 0, 0, 0, 42))]


def test_a_value_off_the_scale_is_refused_by_name():
    with pytest.raises(ValueError, match="wait: the answer 6 lies outside -2 to 2"):
        counts_of(pd.DataFrame({"target_id": ["wait"], "value": [6]}))


def test_codes_for_did_not_happen_are_left_out():
    rows = pd.DataFrame({"target_id": ["wait"] * 4, "value": [5, 6, 0, 6]})
    (found,) = counts_of(rows, scale=Scale(scale_min=1, scale_max=5), not_applicable=(0, 6))
    assert found.counts == (0, 0, 0, 0, 1)
    assert found.support == (-2, -1, 0, 1, 2)


def test_no_rows_give_no_counts():
    assert counts_of(pd.DataFrame({"target_id": pd.Series(dtype="str"), "value": pd.Series(dtype="int64")})) == ()


@settings(max_examples=30, deadline=None)  # the first frame takes a second or two of imports
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-2, 2) | st.none()), min_size=1))
def test_every_answer_is_counted_once(rows):
    frame = pd.DataFrame(rows, columns=["target_id", "value"]).astype({"value": "Float64"})
    answered = [row for row in rows if row[1] is not None]
    found = counts_of(frame)
    assert sum(each.n for each in found) == len(answered)
    total = sum(each.mean * each.n for each in found)
    assert total == pytest.approx(sum(value for _, value in answered))
