"""How a simulated person is: how rosy, how spread, how quick, how talkative; and what such a person answers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from journeykit.language import _
from journeykit.models.scale import nearest_point
from journeykit.models.session import Role
from journeykit.session.invented_lines import ANYWHERE, LINES

Filled = bool | int | str | list[str]
"""What stands in a field of a sheet."""

_ROLES = {Role.FRONT_LINE: 8, Role.BACK_OFFICE: 5, Role.LEADER: 3, Role.UNSAID: 3, Role.CUSTOMER: 1}
_SELDOM = {"label": 0.15, "what": 0.5, "change_next_time": 0.4}
"""How often a talkative person writes where most people have nothing to say, by the first field of the form."""
_TICKS = {"open_mode": 0.9, "share": 0.4}
_SELDOM_PICKED = {"did_not_happen": 0.1}
_HALVES = ("if_text", "then_text")
"""The fields whose lines belong together in the bank."""
_WRITTEN = ("text", "long", "date")


class Temperament(BaseModel, frozen=True, extra="forbid"):
    """One simulated person. The same seed and number give the same person and the same answers, in any order."""

    seed: int
    number: int
    """Which person of the rehearsal this is, from 1."""
    role: Role
    rosy: float
    """Scale points by which this person thinks better of a step than its customers."""
    spread: float
    """Scale points by which this person's answers scatter."""
    slow: float
    """Seconds that a tap takes; reading and writing take a multiple."""
    talks: float
    """How often this person writes something, 0 to 1."""
    has_been_through: bool
    """Whether this person can tell an experience of their own."""
    moods: dict[str, float]
    """How steps really feel, in scale points by step id. Where one is missing, the seed decides for everybody."""

    @classmethod
    def of(cls, seed: int, number: int, moods: Mapping[str, float] | None = None) -> Temperament:
        """Person `number` of the rehearsal with this seed."""
        dice = _dice(seed, number)
        return cls(
            seed=seed,
            number=number,
            role=dice.choices(list(_ROLES), list(_ROLES.values()))[0],
            rosy=dice.gauss(0.6, 0.5),
            spread=dice.uniform(0.3, 0.9),
            slow=dice.uniform(2, 6),
            talks=dice.uniform(0.6, 1),
            has_been_through=dice.random() < 0.7,
            moods=dict(moods or {}),
        )

    def rating(self, step_id: str, asked: str) -> int:
        """Points for a step. asked: the question, since a guess and one's own feeling are two answers."""
        return nearest_point(self._mood(step_id) + self.rosy + self._own(asked, step_id).gauss(0, self.spread))

    def answers(self, fields: list[dict[str, Any]], today: date) -> dict[str, Filled]:
        """What this person fills into the fields of a sheet; what they leave as it is, is missing.

        A form with lines is written as a whole or left as it is.
        """
        lines = [field["id"] for field in fields if field["type"] in _WRITTEN]
        if lines and self._own("writes", *lines).random() > self.talks * _SELDOM.get(lines[0], 1):
            return {}
        found = {field["id"]: self._answer(field, today) for field in fields if not field.get("disabled")}
        return {field_id: filled for field_id, filled in found.items() if filled not in (False, "", [])}

    def seconds(self, what: str, times: float = 1) -> float:
        """How long something takes this person. what: names it, so that not everything takes equally long."""
        return self.slow * times * self._own("seconds", what).uniform(0.5, 1.5)

    def _answer(self, field: dict[str, Any], today: date) -> Filled:
        dice, asked = self._own(field["id"], field["label"]), field["id"]
        match field["type"]:
            case "checkbox":
                return dice.random() < _TICKS.get(asked, 0.2)
            case "text" | "long":
                writes = self._own("commitment") if asked in _HALVES else dice
                line = _(writes.choice(LINES.get(asked, ANYWHERE)))
                return line[: field.get("maxLength", len(line))]
            case "date":
                earliest = max(today, date.fromisoformat(field["min"])) if field.get("min") else today
                day = (earliest + timedelta(days=dice.randint(7, 28))).isoformat()
                return min(day, field["max"]) if field.get("max") else day
            case "choice":
                options = self._by_mood(field, dice)
                return options[0] if options else ""
            case "picks" if asked in _SELDOM_PICKED:
                return self._by_mood(field, dice)[: int(dice.random() < _SELDOM_PICKED[asked])]
            case "picks":
                return self._by_mood(field, dice)[: field.get("most", 2)]
            case "scale":
                return dice.choice([2, 3, 3, 4, 4, 5]) if "after" in asked else dice.choice([1, 2, 2, 3, 3, 4])
        return ""

    def _by_mood(self, field: dict[str, Any], dice: random.Random) -> list[str]:
        """The options as this person would take them: of steps the sorest first, or the best where it is kept."""
        ids = [id_ for id_, _text in field["options"]]
        dice.shuffle(ids)
        if set(ids) & set(self.moods):
            kept = field["id"] == "protect"
            score = {id_: self._mood(id_) + dice.gauss(0, 0.6) for id_ in ids}
            ids.sort(key=lambda id_: -score[id_] if kept else score[id_])
        return ids

    def _mood(self, step_id: str) -> float:
        return self.moods[step_id] if step_id in self.moods else _dice(self.seed, step_id).uniform(-1.5, 1.2)

    def _own(self, *about: str) -> random.Random:
        return _dice(self.seed, self.number, *about)


def _dice(*key: object) -> random.Random:
    return random.Random("/".join(map(str, key)))  # noqa: S311 - nothing is kept secret by it
