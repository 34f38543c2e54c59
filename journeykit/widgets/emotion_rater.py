"""Rating a journey: how does each step feel?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import traitlets

from journeykit.language import _
from journeykit.look import face
from journeykit.models.journey import Journey, Step
from journeykit.models.scale import POINTS, word
from journeykit.widgets.page_widget import STATIC, PageWidget, style


def step_texts(step: Step) -> dict[str, str]:
    """What a rater shows of a step: `id`, `label`, a first-person `line`, and what real customers were asked."""
    return {
        "id": step.id,
        "label": step.label,
        "line": step.thinking or step.doing or step.expecting,
        "question": step.asked.question if step.asked else "",
        "lowest_label": step.asked.lowest_label if step.asked else "",
        "highest_label": step.asked.highest_label if step.asked else "",
    }


def _from_page(value: object, rater: EmotionRater) -> dict[str, int]:
    if rater.disabled:
        raise traitlets.TraitError(rater.words["locked"])
    return rater.checked(value)


class EmotionRater(PageWidget):
    """Five labelled faces for each step, one tap a step. One widget holds all steps of a screen."""

    _esm = STATIC / "emotion_rater.js"
    _css = style("emotion_rater")
    from_page: ClassVar[frozenset[str]] = frozenset({"value"})

    title = traitlets.Unicode().tag(sync=True)
    """What is asked of all steps."""

    hint = traitlets.Unicode().tag(sync=True)
    """A sentence under the title."""

    steps = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What is rated: a dict a step as `step_texts` makes it, in order; `id` and `label` suffice."""

    value = traitlets.Dict().tag(sync=True, from_json=_from_page)
    """Scale points by step id. A step that nobody touched is missing: silence is not a zero."""

    disabled = traitlets.Bool(False).tag(sync=True)
    """True when answers are in: the page shows them and takes no more."""

    saved = traitlets.Dict(default_value={"state": "", "text": ""}).tag(sync=True)
    """What became of the last answer: `state` (saved, saving, failed or empty) and a `text` such as "Saved 10:42"."""

    keep = traitlets.Unicode().tag(sync=True)
    """A name under which the page keeps answers until they are in `stored`, beyond a reload; empty keeps none."""

    stored = traitlets.Dict().tag(sync=True)
    """The answers that have arrived where they are kept for good. Only together with `keep`."""

    words = traitlets.Dict().tag(sync=True)
    """The texts that people read, already in their language, by key."""

    faces = traitlets.Dict().tag(sync=True)
    """The drawing of each point of the scale as SVG."""

    @classmethod
    def for_journey(cls, journey: Journey, **traits: Any) -> Self:
        """A rater for every step of a journey, asking how its customers feel; other traits as given."""
        title = _("How do {customers} like {name} feel at each step?").format(
            customers=journey.customers.many, name=journey.persona.name
        )
        steps = [step_texts(step) for step in journey.targets]
        return cls(**{"title": title, "steps": steps, "words": words_about(journey), **traits})

    def checked(self, value: object) -> dict[str, int]:
        """The value when it is one: known steps, whole points of the scale. Raises TraitError."""
        if not isinstance(value, Mapping):
            raise traitlets.TraitError(_("Answers are points by step; got {found!r}.").format(found=value))
        known = [step["id"] for step in self.steps]
        for step_id, points in value.items():
            if step_id not in known:
                raise traitlets.TraitError(
                    _("This rater has no step {asked!r}. It has: {known}.").format(
                        asked=step_id, known=", ".join(known)
                    )
                )
            if type(points) is not int or points not in POINTS:  # True is no rating, although it equals 1
                raise traitlets.TraitError(
                    _("{step}: {found!r} is not on the scale. Allowed: {points}.").format(
                        step=step_id, found=points, points=", ".join(map(str, POINTS))
                    )
                )
        return dict(value)

    @traitlets.validate("value")
    def _value_is_on_the_scale(self, proposal: Any) -> dict[str, int]:
        return self.checked(proposal["value"])

    @traitlets.observe("steps")
    def _forget_steps_that_are_gone(self, _change: object) -> None:
        known = {step["id"] for step in self.steps}
        self.value = {step_id: points for step_id, points in self.value.items() if step_id in known}

    @traitlets.default("words")
    def _own_words(self) -> dict[str, str]:
        return _words()

    @traitlets.default("faces")
    def _own_faces(self) -> dict[str, str]:
        return {str(points): face(points, filled=False, size=40) for points in POINTS}

    def __repr__(self) -> str:
        return f"EmotionRater({len(self.steps)} steps, {len(self.value)} rated)"


def words_about(journey: Journey) -> dict[str, str]:
    """The texts of a rater that asks how a journey's customers feel."""
    return _words() | {
        "asked": _("{Customers} were asked: \u201c{{question}}\u201d How did most answer?").format(
            Customers=journey.customers.many[:1].upper() + journey.customers.many[1:]
        )
    }


def _words() -> dict[str, str]:
    return {str(points): word(points) for points in POINTS} | {
        "asked": _("Customers were asked: \u201c{question}\u201d How did most answer?"),
        "quoted": _("\u201c{line}\u201d"),
        "answered": _("{done} of {all} answered"),
        "all_answered": _("All answered. You may still change your mind."),
        "next": _("Next step"),
        "locked": _("Time is up, answers are in."),
        "late": _("Your last answer came too late; what is shown here counts."),
    }
