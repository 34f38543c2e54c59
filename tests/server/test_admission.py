from datetime import UTC, datetime

import pytest

from journeykit.models.session import Role, Seat
from journeykit.server.admission import (
    CUSTOMERS,
    CUSTOMERS_WINDOW_S,
    WRONG_CODES,
    WRONG_CODES_WINDOW_S,
    CustomersOfLate,
    Pass,
    Refusal,
    Visitor,
    WrongCodes,
    may_open,
)
from journeykit.session.door import DoorKind

SEAT = Seat(
    seat_id="5ea7",
    session_id="s",
    role=Role.LEADER,
    return_code="abcdef",
    created_at=datetime(2026, 11, 3, tzinfo=UTC),
)


def test_a_participant_opens_the_session_page_and_nothing_else() -> None:
    visitor = Visitor(seat=SEAT)
    assert may_open("session.ipynb", visitor) == Pass("5ea7", DoorKind.PARTICIPANT, SEAT)
    for page in ("control.ipynb", "prepare.ipynb", "projector.ipynb", "01_welcome.ipynb"):
        assert may_open(page, visitor) is Refusal.FACILITATOR_ONLY


def test_the_facilitator_opens_control_prepare_projector_and_previews() -> None:
    visitor = Visitor(facilitator=True)
    assert may_open("prepare.ipynb", visitor) == Pass("facilitator/prepare.ipynb", DoorKind.FACILITATOR)
    assert may_open("control.ipynb", visitor) == Pass("facilitator/control.ipynb", DoorKind.FACILITATOR)
    assert may_open("projector.ipynb", visitor) == Pass("facilitator/projector.ipynb", DoorKind.PROJECTOR)
    assert may_open("03_predict_the_customer.ipynb", visitor) == Pass("facilitator/03_predict_the_customer.ipynb", None)
    assert may_open("session.ipynb", visitor) is Refusal.JOIN_FIRST


@pytest.mark.parametrize("page", ["", "x.ipynb", "../control.ipynb", "a/01_b.ipynb", "01_welcome.py", "session.ipynb/"])
def test_a_name_that_is_not_known_opens_for_nobody(page: str) -> None:
    assert may_open(page, Visitor(seat=SEAT, facilitator=True)) is Refusal.UNKNOWN


def test_a_seat_that_went_on_elsewhere_opens_and_owns_nothing() -> None:
    visitor = Visitor(seat=SEAT, stepped_aside=True)
    assert may_open("session.ipynb", visitor) is Refusal.STEPPED_ASIDE
    assert not visitor.owns("5ea7")


def test_everybody_owns_only_their_own_kernels() -> None:
    assert Visitor(seat=SEAT).owns("5ea7")
    assert not Visitor(seat=SEAT).owns("another")
    assert not Visitor(seat=SEAT).owns("facilitator/control.ipynb")
    assert not Visitor(facilitator=True).owns("5ea7")
    assert Visitor(facilitator=True).owns("facilitator/control.ipynb")
    assert not Visitor(seat=SEAT, facilitator=True).owns(None)


def test_an_address_may_go_on_when_its_wrong_codes_are_old() -> None:
    now = 0.0
    codes = WrongCodes(clock=lambda: now)
    for _ in range(WRONG_CODES):
        assert not codes.too_many("a")
        codes.note("a")
    assert codes.too_many("a")
    assert not codes.too_many("b")
    now = WRONG_CODES_WINDOW_S + 1
    assert not codes.too_many("a")


def test_many_customers_may_answer_from_one_address_and_then_have_to_wait() -> None:
    now = 0.0
    of_late = CustomersOfLate(clock=lambda: now)
    for _ in range(CUSTOMERS):
        assert not of_late.too_many("the shop")
        of_late.note("the shop")
        now += 1
    assert of_late.too_many("the shop")
    now = CUSTOMERS_WINDOW_S + 0.5  # the first answer is older than the window
    assert not of_late.too_many("the shop")
