"""The journey of a session as it stands: as it was prepared, with the line and the steps that were changed since."""

from __future__ import annotations

from journeykit.errors import NotAllowed
from journeykit.language import _
from journeykit.models.board import Board
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Journey, Stage, Step
from journeykit.models.material import Material
from journeykit.models.said import StepProposed

LEAST_STAGES = 3


def proposed_steps(board: Board) -> dict[str, StepProposed]:
    """The steps that people miss, by their ids, in the order in which they were said."""
    run = board.last_run(ExerciseId.STEPS)
    said = run.said.values() if run else ()
    return {each.step_id: each for each in said if isinstance(each, StepProposed)}


def shaped(material: Material, board: Board) -> Material:
    """The material as the room sees it now. What customers said of a step that is left out goes with it."""
    journey = material.journey
    if board.baseline:
        journey = journey.model_copy(update={"baseline": board.baseline})
    for step_id, proposed in proposed_steps(board).items():
        if (KeptWhat.NEW_STEP, step_id) in board.kept and proposed.after_id in journey.target_ids:
            journey = with_step(journey, proposed)
    left_out = {id_ for what, id_ in board.kept if what is KeptWhat.LEAVE_OUT}
    if left_out & set(journey.target_ids):
        journey = without_steps(journey, left_out)
    if journey is material.journey:
        return material
    there = set(journey.target_ids)
    waves = tuple(
        wave.model_copy(update={"counts": tuple(row for row in wave.counts if row.target_id in there)})
        for wave in material.waves
    )
    quotes = tuple(quote for quote in material.quotes if quote.step_id in there)
    return material.model_copy(update={"journey": journey, "waves": waves, "quotes": quotes})


def with_step(journey: Journey, proposed: StepProposed) -> Journey:
    """The journey with one more step, in the stage of the step that it follows."""
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
    return journey.model_copy(update={"stages": tuple(stages)})


def without_steps(journey: Journey, left_out: set[str]) -> Journey:
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
