import pytest
from analysis.clinic import CLINIC

from journeykit.analysis.learned import learned
from journeykit.models.rise import Rise
from journeykit.models.said import CheckItem


def told(rose: int, same: int, fell: int) -> str:
    n = rose + same + fell
    return learned(
        CLINIC, Rise(item=CheckItem.HOW_THEY_FEEL, n=n, k=5, rose=rose, same=same, fell=fell)
    ).sentence.text()


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((7, 1, 0), "7 of 8 rose, 0 fell."),
        ((3, 2, 3), "3 of 8 rose, 3 fell."),
        ((0, 7, 1), "0 of 8 rose, 1 fell."),
        ((8, 0, 0), "Nearly all of 8 rose."),
        ((0, 8, 0), "Nearly all of 8 stayed the same."),
        ((0, 0, 8), "Nearly all of 8 fell."),
    ],
)
def test_what_rose_and_fell_is_counted_and_all_reads_nearly_all(counts, text):
    assert told(*counts) == text


def test_below_k_only_how_many_answered_is_told():
    found = learned(CLINIC, Rise(item=CheckItem.WHAT_I_CAN_DO, n=4, k=5))
    assert found.sentence.text() == "We need 5 answers to show this. You have 4."
    assert not found.shown


def test_each_item_is_named_with_what_customers_are_called():
    names = [learned(CLINIC, Rise(item=item, n=0, k=5)).about.text() for item in CheckItem]
    assert names == ["How patients feel at each step", "What patients expect", "What I can do about it"]
