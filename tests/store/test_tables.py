"""Times in the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from journeykit.store.tables import UtcDateTime


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))
def test_a_time_comes_back_as_the_same_moment_in_utc(naive: datetime, hours: int):
    at = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    kind, dialect = UtcDateTime(), sqlite.dialect()
    bound = kind.process_bind_param(at, dialect)
    assert bound is not None
    assert bound.tzinfo is None
    back = kind.process_result_value(bound, dialect)
    assert back == at
    assert back.tzinfo is UTC


def test_no_time_stays_no_time():
    kind, dialect = UtcDateTime(), sqlite.dialect()
    assert kind.process_bind_param(None, dialect) is None
    assert kind.process_result_value(None, dialect) is None
