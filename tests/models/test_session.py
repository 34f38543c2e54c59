from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from journeykit.models.session import Role, Seat, role_words


def seat(at):
    return Seat(seat_id="s", session_id="t", role=Role.UNSAID, return_code="abc234", created_at=at)


def test_a_time_is_kept_in_utc():
    there = datetime(2026, 5, 31, 12, tzinfo=timezone(timedelta(hours=2)))
    assert seat(there).created_at == datetime(2026, 5, 31, 10, tzinfo=UTC)
    assert seat(there).created_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValidationError):
        seat(datetime(2026, 5, 31))


def test_every_role_has_words():
    assert len({role_words(role) for role in Role}) == len(Role)
