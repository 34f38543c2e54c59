"""The journey of a session as it stands: as it was prepared, with the line and the steps that were changed since."""

from __future__ import annotations

from journeykit.errors import NotAllowed
from journeykit.language import _
from journeykit.models.board import Board
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import LEAST_STAGES, MOST_STAGES, MOST_STEPS, Journey, Stage, Step
from journeykit.models.material import Material
from journeykit.models.said import StepProposed


def proposed_steps(board: Board) -> dict[str, StepProposed]:
    """The steps that people miss, by their ids, in the order in which they were said."""
    run = board.last_run(ExerciseId.STEPS)
    return run.proposals(StepProposed, board.kept_ids(KeptWhat.NEW_STEP)) if run else {}


def shaped(material: Material, board: Board) -> Material:
    """The material as the room sees it now. What customers said of a step that is left out goes with it.

    What cannot be stays as it was prepared: a page must never stop over it.
    """
    try:
        journey = settled(material.journey, board)
    except NotAllowed:
        journey = material.journey
    if board.baseline:
        journey = journey.model_copy(update={"baseline": board.baseline})
    if journey is material.journey:
        return material
    there = set(journey.target_ids)
    waves = tuple(
        wave.model_copy(update={"counts": tuple(row for row in wave.counts if row.target_id in there)})
        for wave in material.waves
    )
    quotes = tuple(quote for quote in material.quotes if quote.step_id in there)
    return material.model_copy(update={"journey": journey, "waves": waves, "quotes": quotes})


def settled(journey: Journey, board: Board) -> Journey:
    """A journey with the steps that were kept, and without those that were left out.

    Raises NotAllowed when it would become too short or too long.
    """
    proposed, kept = proposed_steps(board), board.kept_ids(KeptWhat.NEW_STEP)
    waiting = [each for id_, each in proposed.items() if id_ in kept]
    while waiting:  # a step may follow one that comes after it in the list
        ready = [each for each in waiting if each.after_id in journey.target_ids]
        step = ready[0] if ready else waiting[0]
        waiting.remove(step)
        journey = with_step(journey, step if ready else step.model_copy(update={"after_id": journey.target_ids[-1]}))
    left_out = board.kept_ids(KeptWhat.LEAVE_OUT) & set(journey.target_ids)
    return without_steps(journey, left_out) if left_out else journey


def with_step(journey: Journey, proposed: StepProposed) -> Journey:
    """The journey with one more step, in the stage of the step that it follows. Raises NotAllowed when it is full."""
    new = Step(id=proposed.step_id, label=proposed.label)
    stages: list[Stage] = []
    for stage in journey.stages:
        at = next((i for i, step in enumerate(stage.steps) if step.id == proposed.after_id), None)
        if at is not None:
            steps = (*stage.steps[: at + 1], new, *stage.steps[at + 1 :])
            stages.append(stage.model_copy(update={"steps": steps}))
        elif stage.id == proposed.after_id:  # a stage that is rated itself keeps its id; the new step is one more
            stages += [stage, Stage(id=new.id, label=new.label, period=stage.period)]
        else:
            stages.append(stage)
    if len(stages) > MOST_STAGES or any(len(stage.steps) > MOST_STEPS for stage in stages):
        raise NotAllowed(_("This part of the journey is full. Leave out a step first, or keep it as it is."))
    return journey.model_copy(update={"stages": tuple(stages)})


def without_steps(journey: Journey, left_out: frozenset[str]) -> Journey:
    """The journey without some steps. A stage that loses its last one goes, too.

    Raises NotAllowed when fewer than three stages would be left.
    """
    stages = []
    for stage in journey.stages:
        steps = tuple(step for step in stage.steps if step.id not in left_out)
        if stage.id not in left_out and (steps or not stage.steps):
            stages.append(stage.model_copy(update={"steps": steps}))
    if len(stages) < LEAST_STAGES:
        raise NotAllowed(_("A journey needs at least three stages, so this step stays."))
    return journey.model_copy(update={"stages": tuple(stages)})
