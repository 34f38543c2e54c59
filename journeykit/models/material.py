"""What a session is made from: a journey, what its customers answered, and what they said."""

from __future__ import annotations

from collections import Counter
from typing import Self

from pydantic import BaseModel, model_validator

from journeykit.models.counts import K
from journeykit.models.evidence import Quote, Wave
from journeykit.models.journey import Journey


class Material(BaseModel, frozen=True, extra="forbid"):
    """One version of a journey with its customers. Without enough answers it is our view, not yet checked."""

    journey: Journey
    waves: tuple[Wave, ...] = ()
    """Oldest first; `latest_wave` is compared with the room."""
    quotes: tuple[Quote, ...] = ()

    @model_validator(mode="after")
    def _waves_have_names_of_their_own(self) -> Self:
        twice = [wave for wave, n in Counter(each.wave for each in self.waves).items() if n > 1]
        if twice:
            raise ValueError(f"waves must have names of their own; used twice: {', '.join(twice)}")
        return self

    @model_validator(mode="after")
    def _all_of_it_is_about_this_journey(self) -> Self:
        about = [row.target_id for wave in self.waves for row in wave.counts]
        about += [quote.step_id for quote in self.quotes]
        strangers = sorted(set(about) - set(self.journey.target_ids))
        if strangers:
            raise ValueError(f"customers speak of steps that the journey does not have: {', '.join(strangers)}")
        return self

    @property
    def latest_wave(self) -> Wave | None:
        """The round of asking customers that is compared with the room; None when they were never asked.

        It is the newest one that can show as many steps as any other: a step is shown when at least five customers (K)
        answered it. So a thin new round does not displace a full one.
        """
        steps = self.journey.target_ids
        shown = [sum(wave.of(step).n >= K for step in steps) for wave in self.waves]
        return next((wave for wave, n in zip(self.waves[::-1], shown[::-1], strict=True) if n == max(shown)), None)

    @property
    def is_checked(self) -> bool:
        """Whether enough customers answered some step to be compared with; with fewer it stays our own view."""
        return any(wave.most_answers >= K for wave in self.waves)

    def shown_quotes(self, target_id: str) -> tuple[Quote, ...]:
        """The quotes about a step whose authors agreed to have them shown."""
        return tuple(quote for quote in self.quotes if quote.step_id == target_id and quote.consent_to_show)
