"""A small journey that the tests of customers' files share."""

import pytest

from journeykit.models.journey import Journey, Period, Stage, Step
from journeykit.models.persona import Persona


@pytest.fixture
def journey() -> Journey:
    """Steps: book, wait, doctor; and the stage bill, which has no steps."""
    return Journey(
        id="visit",
        title="A visit",
        scenario="Somebody comes to us",
        persona=Persona(name="Amina", goal="Know what happens next"),
        stages=(
            Stage(id="first", label="First", period=Period.BEFORE, steps=(Step(id="book", label="Booking"),)),
            Stage(
                id="there",
                label="There",
                period=Period.DURING,
                steps=(Step(id="wait", label="Waiting"), Step(id="doctor", label="With the doctor")),
            ),
            Stage(id="bill", label="The bill", period=Period.AFTER),
        ),
    )
