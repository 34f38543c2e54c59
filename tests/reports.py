"""Reports of sessions that never were: what drawings and exports are tested on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from samples import small_material

from journeykit.interchange.material_folder import read_material
from journeykit.models.counts import Counts, gate
from journeykit.models.material import Material
from journeykit.models.rating import Perspective
from journeykit.models.report import Report
from journeykit.models.rise import Rise
from journeykit.models.said import ActionCard, CheckItem, Commitment, Question
from journeykit.models.session import Plan
from journeykit.models.votes import counted

SAMPLES = Path(__file__).parents[1] / "sample_journeys"
HELD = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

GUESSES = {
    "book": (0, 0, 2, 4, 0),  # mean +0.7
    "wait": (0, 1, 2, 3, 0),  # mean +0.3
    "talk": (3, 1, 0, 1, 3),  # mean 0, two pictures
    "pay": (0, 0, 4, 0, 0),  # four only: hidden
}
"""What a room of eight thought of the small journey, counted from -2 to +2."""


def report_of(material: Material, guesses: Mapping[str, Sequence[int]] | None, *, k: int = 5) -> Report:
    """A session on some material. guesses: counts from -2 to +2 by step; None while nothing is revealed."""
    journey, wave = material.journey, material.latest_wave
    group = Perspective.PREDICTED_CUSTOMER
    thought = [Counts(target_id=step, group=group, counts=tuple(counts)) for step, counts in (guesses or {}).items()]
    return Report(
        session_id="session-1",
        held_at=HELD,
        made_at=HELD,
        k=k,
        material=material,
        revealed=guesses is not None,
        ours=gate(thought, k),
        theirs=gate([wave.of(step) for step in journey.target_ids]) if wave else (),
    )


def small_report(material: Material | None = None) -> Report:
    """The small journey after a session of eight people."""
    return report_of(material or small_material(), GUESSES)


DUE = date(2026, 12, 5)
CARD = ActionCard(
    card_id="board",
    what="Put up a board that says how long it takes",
    who="Ruiz",
    due=DUE,
    first_step="Ask the rota team for this week's delays",
    metric="Patients who were told how long: 20 to 80 in 100",
)
OPEN_CARD = ActionCard(
    card_id="results",
    what="Send results by text message",
    who="Okafor",
    due=date(2027, 1, 15),
    first_step="Find out who may send them",
    metric_by=date(2026, 12, 12),
)
SHARED = Commitment(if_text="somebody waits", then_text="tell them how long it takes.", share=True)
INSIGHTS = ("It is not the wait, it is not knowing.", "They would wait, if we told them.")


def agreed_report(
    material: Material,
    *,
    people: int = 9,
    votes: Mapping[Question, Sequence[tuple[str, ...]]] | None = None,
    k: int = 5,
) -> Report:
    """A whole session of 45 minutes: guessed, voted, agreed, closed. votes: the steps that each picked, by question."""
    ids = material.journey.target_ids
    picks = votes or {
        Question.LEAST_SURE: [(ids[0], ids[-1])] * people,
        Question.MATTERS_MOST: [(ids[1],)] * (people - 1) + [(ids[2], ids[1])],
        Question.FIX_FIRST: [(ids[1],)] * (people - 4) + [(ids[-1],)] * 4,
        Question.PROTECT: [(ids[2],)] * (people - 1) + [()],
    }
    report = report_of(material, dict.fromkeys(ids, (1, 1, 3, people - 7, 2)), k=k)
    felt = [Counts(target_id=id_, group=Perspective.OWN_EXPERIENCE, counts=(1, 2, 1, 1, 0)) for id_ in ids]
    rises = [Rise(item=item, n=8, k=k, rose=7 - at, same=1 + at, fell=0) for at, item in enumerate(CheckItem)]
    return report.model_copy(
        update={
            "people": people,
            "plan": Plan(held_on=HELD.date(), sponsor="Dr Lind"),
            "felt": gate(felt, k),
            "votes": tuple(counted(question, each, ids, k) for question, each in picks.items()),
            "insights": INSIGHTS,
            "actions": (CARD, OPEN_CARD),
            "commitments": (SHARED,),
            "check_out": tuple(rises),
            "next_review_on": date(2027, 3, 1),
        }
    )


def sample_report(name: str) -> Report:
    """A shipped sample journey after a session in which twelve people were, on the whole, too hopeful."""
    material = read_material(SAMPLES / name)
    return report_of(material, dict.fromkeys(material.journey.target_ids, (1, 1, 4, 4, 2)))
