"""Answers row by row, for the person at the server's machine who asks for them by name: never on a page."""

from __future__ import annotations

import secrets

from sqlalchemy import Engine

from journeykit.errors import NotRevealed
from journeykit.models.agenda import exercise
from journeykit.session.following import Following
from journeykit.session.invitation import session_by_id

COLUMNS = ("respondent_id", "exercise", "run", "target_id", "perspective", "value")


def rows(engine: Engine, session_id: str) -> list[dict[str, str | int]]:
    """Each seat's last answer to each step, in every run of an exercise with ratings that was shown to the room.

    Ratings only: the prediction and the own feeling. What people wrote, picked or planned is never among them, since
    a sentence leads back to whoever wrote it.
    `respondent_id` is drawn anew at every call and stands for no seat, code or order of joining; there are no roles
    and no times, by which somebody who was there could know a person again. `run` counts from 1 in each exercise.
    Raises UnknownSession, and NotRevealed before anything of this has been shown to the room.
    """
    session_by_id(engine, session_id)
    following = Following(engine, session_id)
    following.refresh()
    runs = [run for run in following.board.runs.values() if exercise(run.exercise).collects_ratings]
    if not any(run.revealed for run in runs):
        raise NotRevealed
    codes: dict[str, str] = {}
    found: list[dict[str, str | int]] = []
    for at, run in enumerate(runs):
        number = 1 + sum(earlier.exercise is run.exercise for earlier in runs[:at])
        of_run: list[dict[str, str | int]] = []
        for (seat_id, target_id), rating in run.answers.items() if run.revealed else ():
            code = codes.setdefault(seat_id, f"r{secrets.token_hex(4)}")
            values = (code, run.exercise.value, number, target_id, rating.perspective.value, rating.value)
            of_run.append(dict(zip(COLUMNS, values, strict=True)))
        found += sorted(of_run, key=lambda row: (row["respondent_id"], row["target_id"]))
    return found
