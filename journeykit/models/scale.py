"""The scale of feeling, -2 to +2, and how other scales are put on it."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field, model_validator

from journeykit.language import N_, _

LOWEST = -2
HIGHEST = 2
POINTS = (-2, -1, 0, 1, 2)
UNHAPPY = -1
"""At or below this point somebody counts as unhappy."""

WORDS = {
    -2: N_("very unhappy"),
    -1: N_("unhappy"),
    0: N_("neither"),
    1: N_("happy"),
    2: N_("very happy"),
}
"""The word for each point, to be translated where it is shown."""


def word(points: int) -> str:
    """The word that people read for a point of the scale, in their language."""
    return _(WORDS[points])


def nearest_point(mean: float) -> int:
    """The point of the scale nearest to a mean; a half goes away from zero."""
    rounded = int(abs(mean) + 0.5)
    return max(LOWEST, min(HIGHEST, rounded if mean >= 0 else -rounded))


def signed(points: float, *, decimals: int = 1) -> str:
    """A number of scale points as people read it: "+0.8", "0.0", "−1.3" (a true minus sign)."""
    text = f"{points:+.{decimals}f}"
    return text.lstrip("+-") if float(text) == 0 else text.replace("-", "\u2212")


class Scale(BaseModel, frozen=True, extra="forbid"):
    """A scale of whole numbers from `scale_min` to `scale_max`, the higher the better."""

    scale_min: int = Field(ge=-100, le=100)
    scale_max: int = Field(ge=-100, le=100)

    @model_validator(mode="after")
    def _has_two_ends(self) -> Self:
        if not 1 <= self.scale_max - self.scale_min <= 100:
            raise ValueError(f"scale_max must lie 1 to 100 above scale_min; got {self.scale_min} to {self.scale_max}")
        return self

    @property
    def values(self) -> tuple[int, ...]:
        """Every value of the scale, lowest first."""
        return tuple(range(self.scale_min, self.scale_max + 1))

    @property
    def support(self) -> tuple[float, ...]:
        """The points from -2 to +2 of every value, lowest first."""
        return tuple(self.to_points(value) for value in self.values)

    def to_points(self, value: float) -> float:
        """A value on the scale of feeling, by the straight line that joins both ends: 3 of 1 to 5 gives 0."""
        share = (value - self.scale_min) / (self.scale_max - self.scale_min)
        return LOWEST + share * (HIGHEST - LOWEST)

    def conversion(self) -> str:
        """How values were put on the scale of feeling, as a footnote prints it."""
        if self == FEELING:
            return _("asked from \u22122 to +2, as shown")
        return _("{low} to {high} shown as \u22122 to +2 by a straight line").format(
            low=self.scale_min, high=self.scale_max
        )


FEELING = Scale(scale_min=LOWEST, scale_max=HIGHEST)
