"""Scores from 1 to 100, the criteria that they are given for, and what these weigh: raw ones in, gated ones out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from statistics import fmean, stdev
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from journeykit.language import N_
from journeykit.models.identifier import Identifier
from journeykit.models.said import ShortLine

LOWEST_SCORE, HIGHEST_SCORE = 1, 100
WEIGHT_POINTS = 100
"""How many points everybody spreads over the criteria."""

Score = Annotated[int, Field(ge=LOWEST_SCORE, le=HIGHEST_SCORE, strict=True)]


class Direction(StrEnum):
    """Which end of a criterion speaks for an option."""

    HIGHER_MORE_URGENT = "higher_more_urgent"
    LOWER_MORE_URGENT = "lower_more_urgent"


class Criterion(BaseModel, frozen=True, extra="forbid"):
    """One thing that options are scored for. Its direction is stored: a cost is better when it is low."""

    id: Identifier
    label: ShortLine
    direction: Direction = Direction.HIGHER_MORE_URGENT

    def urgency(self, score: float) -> float:
        """How much a score speaks for an option, 1 to 100: the score itself, or seen from the other end."""
        if self.direction is Direction.LOWER_MORE_URGENT:
            return LOWEST_SCORE + HIGHEST_SCORE - score
        return score


CRITERIA = (
    Criterion(id="cost_per_customer", label=N_("Cost per customer"), direction=Direction.LOWER_MORE_URGENT),
    Criterion(id="potential_sales", label=N_("Potential sales")),
    Criterion(id="strategic_contribution", label=N_("Help for our strategy")),
    Criterion(id="how_often", label=N_("How often it happens")),
)
"""What is offered at first; a session may have its own."""


class Weights(BaseModel, frozen=True, extra="forbid"):
    """How one person spreads 100 points over the criteria."""

    points: dict[Identifier, Annotated[int, Field(ge=0, le=WEIGHT_POINTS, strict=True)]]

    @model_validator(mode="after")
    def _all_of_them(self) -> Self:
        if (spent := sum(self.points.values())) != WEIGHT_POINTS:
            raise ValueError(f"the weights add up to {WEIGHT_POINTS} points; got {spent}")
        return self


class OptionScores(BaseModel, frozen=True, extra="forbid"):
    """How a room scored one option."""

    n: int = Field(ge=0)
    """How many scored it: for the criterion that fewest scored."""
    means: dict[str, float] | None = None
    """The mean score by criterion, as it was given; None where fewer than k scored one of them."""


class RoomWeights(BaseModel, frozen=True, extra="forbid"):
    """What the criteria weigh for a room."""

    n: int = Field(ge=0)
    """How many spread their points."""
    shares: dict[str, float] | None = None
    """The mean weight by criterion, together 1; None where fewer than k spread theirs."""
    spread: dict[str, float] | None = None
    """By how many points people's weights differ, by criterion: the standard deviation."""


class Scores(BaseModel, frozen=True, extra="forbid"):
    """The scores and weights of a room, as others may see them."""

    k: int
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    options: dict[str, OptionScores]
    """By option id, in the order in which they were offered."""
    weights: RoomWeights


def scored(
    sheets: Iterable[Mapping[str, Mapping[str, int]]],
    weights: Iterable[Weights],
    option_ids: Sequence[str],
    criteria: Sequence[Criterion],
    k: int,
) -> Scores:
    """What a room scored and weighed.

    sheets: each person's scores by option id and criterion id. What somebody skipped is missing, never a number.
    weights: of each person who spread their points. Options and criteria that are not asked for do not count.
    """
    people = list(sheets)
    return Scores(
        k=k,
        criteria=tuple(criteria),
        options={option: _option([sheet.get(option, {}) for sheet in people], criteria, k) for option in option_ids},
        weights=_room_weights([each.points for each in weights], criteria, k),
    )


def _option(rows: list[Mapping[str, int]], criteria: Sequence[Criterion], k: int) -> OptionScores:
    given = {each.id: [row[each.id] for row in rows if each.id in row] for each in criteria}
    n = min(len(scores) for scores in given.values())
    return OptionScores(n=n, means={id_: fmean(scores) for id_, scores in given.items()} if n >= k else None)


def _room_weights(people: list[dict[str, int]], criteria: Sequence[Criterion], k: int) -> RoomWeights:
    points = {each.id: [person.get(each.id, 0) for person in people] for each in criteria}
    total = sum(map(sum, points.values()))
    if len(people) < k or not total:
        return RoomWeights(n=len(people))
    return RoomWeights(
        n=len(people),
        shares={id_: sum(given) / total for id_, given in points.items()},
        spread={id_: stdev(given) for id_, given in points.items()},
    )
