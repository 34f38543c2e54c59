import pytest

from journeykit.analysis.certainty import Certainty, certainty


@pytest.mark.parametrize(
    ("chance", "step"),
    [
        (0.95, Certainty.VERY_SURE),
        (0.9499, Certainty.PROBABLY),
        (0.80, Certainty.PROBABLY),
        (0.7999, Certainty.CANNOT_TELL),
        (0.0, Certainty.CANNOT_TELL),
    ],
)
def test_very_sure_begins_at_95_in_100_and_probably_at_80(chance, step):
    assert certainty(chance) is step
