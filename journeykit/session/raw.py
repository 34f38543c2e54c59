"""Answers row by row, for the person at the server's machine who asks for them by name: never on a page."""

from __future__ import annotations

import secrets

from sqlalchemy import Engine

from journeykit.errors import NotRevealed
from journeykit.models.exercise import ExerciseId
from journeykit.session.following import Following
from journeykit.session.invitation import session_by_id

COLUMNS = ("respondent_id", "run", "target_id", "perspective", "value")


def rows(engine: Engine, session_id: str) -> list[dict[str, str | int]]:
    """Each seat's last answer to each step, in every run of the prediction that was shown to the room.

    `respondent_id` is drawn anew at every call and stands for no seat, code or order of joining; there are no roles
    and no times, by which somebody who was there could know a person again. `run` counts from 1.
    Raises UnknownSession, and NotRevealed before the room has been shown to itself.
    """
    session_by_id(engine, session_id)
    following = Following(engine, session_id)
    following.refresh()
    runs = [run for run in following.board.runs.values() if run.exercise is ExerciseId.PREDICT]
    if not any(run.revealed for run in runs):
        raise NotRevealed
    codes: dict[str, str] = {}
    found: list[dict[str, str | int]] = []
    for number, run in enumerate(runs, start=1):
        for (seat_id, target_id), rating in run.answers.items() if run.revealed else ():
            code = codes.setdefault(seat_id, f"r{secrets.token_hex(4)}")
            values = (code, number, target_id, rating.perspective.value, rating.value)
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return sorted(found, key=lambda row: (row["run"], row["respondent_id"], row["target_id"]))
