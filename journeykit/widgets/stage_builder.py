"""Laying out a journey: stages before, during and after, their steps and touchpoints."""

from __future__ import annotations

from typing import Any, Self

import traitlets
from pydantic import ValidationError

from journeykit.language import _
from journeykit.models.journey import Journey, Stage, Step
from journeykit.widgets import stage_edits as edits
from journeykit.widgets.page_widget import STATIC, PageWidget, style
from journeykit.widgets.plain_errors import by_place

_FEWEST = int(Journey.model_json_schema()["properties"]["stages"]["minItems"])


class StageBuilder(PageWidget):
    """Stages to write, sort and remove. The page sends edits, one at a time; ids are made here and never change."""

    _esm = STATIC / "stage_builder.js"
    _css = style("stage_builder")

    value = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The stages as plain values, always fit for the model; a text that is not stays on the page with its error."""

    errors = traitlets.Dict().tag(sync=True)
    """Why an edit was refused, in plain words, by "id.field"; "" holds what belongs to no field."""

    removed = traitlets.Unicode().tag(sync=True)
    """The label of what was removed last and can come back; empty when there is nothing."""

    limits = traitlets.Dict().tag(sync=True)
    """The most characters of each field, the most stages, steps and touchpoints at one place, the fewest stages."""

    words = traitlets.Dict().tag(sync=True)
    """The texts that people read, already in their language, by key."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._removal: edits.Removal | None = None
        self.refused: dict[str, str] = {}
        """The texts that could not stand, by "id.field": they are on the page, with their error, and nowhere else."""
        self.on_msg(lambda _widget, content, _buffers: self._hear(content))

    @classmethod
    def for_journey(cls, journey: Journey, **traits: Any) -> Self:
        """A builder that starts from a journey's stages; other traits as given."""
        return cls(value=[stage.model_dump(mode="json") for stage in journey.stages], **traits)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The value as models."""
        return tuple(Stage.model_validate(stage) for stage in self.value)

    def edit(self, edit: edits.Add | edits.SetText | edits.Move | edits.Remove | edits.Undo) -> None:
        """Make one edit. Raises EditRefused or, for a text that cannot stand, pydantic's ValidationError."""
        stages = self.value
        match edit:
            case edits.Add():
                self.value = edits.with_added(stages, edit)
            case edits.SetText():
                self.value = edits.with_text(stages, edit)
            case edits.Move():
                self.value = edits.with_moved(stages, edit)
            case edits.Remove():
                self.value, self._removal = edits.without(stages, edit)
            case edits.Undo():
                if self._removal is None:
                    raise edits.EditRefused(_("There is nothing to bring back."))
                self.value, self._removal = edits.with_again(stages, self._removal), None
        self.removed = self._removal.item["label"] if self._removal else ""

    def _hear(self, content: object) -> None:
        """Make the edit that the page asks for, or say there why not."""
        try:
            edit = edits.Edit.validate_python(content)
        except ValidationError:  # its text holds what somebody wrote: the log is not for that
            self.log.warning("%r refused an edit of its page", self)
            return
        place = f"{edit.id}.{edit.field}" if isinstance(edit, edits.SetText) else ""
        problem = ""
        try:
            self.edit(edit)
        except edits.EditRefused as refused:
            problem = str(refused)
        except ValidationError as error:
            problem = next(iter(by_place(error).values()))
        here = set(edits.ids(self.value))
        self.refused = {at: text for at, text in self.refused.items() if at != place and at.partition(".")[0] in here}
        if problem and isinstance(edit, edits.SetText):
            self.refused[place] = edit.text
        kept = {at: text for at, text in self.errors.items() if at in self.refused and at != place}
        self.errors = kept | ({place: problem} if problem else {})

    @traitlets.validate("value")
    def _value_is_stages(self, proposal: Any) -> list[edits.Item]:
        try:
            return edits.checked(proposal["value"])
        except ValidationError as error:
            told = "; ".join(f"{place}: {text}" for place, text in by_place(error).items())
            raise traitlets.TraitError(_("These are no stages. {reasons}").format(reasons=told)) from None
        except edits.EditRefused as refused:
            raise traitlets.TraitError(str(refused)) from None

    @traitlets.default("limits")
    def _limits_of_the_models(self) -> dict[str, int]:
        step = Step.model_json_schema()["properties"]
        texts = {field: step[field]["maxLength"] for field in ("label", "doing", "thinking", "expecting")}
        return texts | edits.MOST | {"fewest": _FEWEST}

    @traitlets.default("words")
    def _own_words(self) -> dict[str, Any]:
        return _words()

    def __repr__(self) -> str:
        return f"StageBuilder({len(self.value)} stages, {sum(len(stage['steps']) for stage in self.value)} steps)"


def _words() -> dict[str, Any]:
    return {
        "title": _("What happens, step by step?"),
        "hint": _("In the customer\u2019s words, not the words of our departments."),
        "periods": {"before": _("Before"), "during": _("During"), "after": _("After")},
        "labels": {
            "stage": _("Stage"),
            "step": _("Step"),
            "touchpoint": _("Touchpoint"),
            "doing": _("Doing"),
            "thinking": _("Thinking"),
            "expecting": _("Expecting"),
            "channel": _("Channel"),
            "mode": _("Online or offline"),
        },
        "example": _("for example: {text}"),
        "examples": {
            "doing": _("I ring between two shifts."),
            "thinking": _("Will anyone answer?"),
            "expecting": _("Somebody picks up within two minutes."),
        },
        "channels": {
            "web": _("Website"),
            "app": _("App"),
            "phone": _("Phone"),
            "chat": _("Chat"),
            "email": _("E-mail"),
            "post": _("Post"),
            "in_person": _("In person"),
            "self_service": _("Self-service"),
            "social": _("Social media"),
            "third_party": _("Through others"),
            "other": _("Other"),
        },
        "modes": {"online": _("Online"), "offline": _("Offline"), "both": _("Both")},
        "channel_of": _("Channel of \u201c{label}\u201d"),
        "mode_of": _("Online or offline, \u201c{label}\u201d"),
        "touchpoints": _("Where we meet"),
        "add_stage": _("Add a stage"),
        "add_step": _("Add a step"),
        "add_touchpoint": _("Add a touchpoint"),
        "add_stage_to": _("Add a stage: {period}"),
        "add_step_to": _("Add a step to \u201c{label}\u201d"),
        "add_touchpoint_to": _("Add a touchpoint to \u201c{label}\u201d"),
        "up": _("Move \u201c{label}\u201d up"),
        "down": _("Move \u201c{label}\u201d down"),
        "remove": _("Remove \u201c{label}\u201d"),
        "open": _("More about \u201c{label}\u201d"),
        "move_to": _("Move \u201c{label}\u201d to"),
        "move_to_short": _("Move to"),
        "move": _("Move"),
        "drag": _("Drag to move"),
        "moved": _("\u201c{label}\u201d is now number {n} of {all} in \u201c{place}\u201d."),
        "added": _("\u201c{label}\u201d added."),
        "removed": _("\u201c{label}\u201d removed."),
        "back": _("\u201c{label}\u201d is back."),
        "undo": _("Undo"),
        "empty_stage": _("No steps yet: the stage itself is rated."),
        "empty_period": _("Nothing here yet."),
        "few": _("A journey needs at least {n} stages."),
        "left": _("Characters left: {n}"),
        "over": _("Too many: {n}"),
    }
