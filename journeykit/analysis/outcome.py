"""All that a session found, once: map, summary, table and file are drawn from it, so they cannot disagree."""

from __future__ import annotations

from pydantic import BaseModel

from journeykit.analysis.finding import StepFinding, report_findings
from journeykit.analysis.findings import headlines
from journeykit.analysis.learned import Learned, learned
from journeykit.analysis.moments import Moment, moment
from journeykit.analysis.sentence import Sentence
from journeykit.models.report import Report
from journeykit.models.said import Question


class Outcome(BaseModel, frozen=True, extra="forbid"):
    """What a session found, from what may leave the room."""

    findings: tuple[StepFinding, ...]
    headlines: tuple[Sentence, ...]
    """Three sentences at most."""
    moments: tuple[Moment, ...]
    """What was picked, a question each; only what was shown."""
    learned: tuple[Learned, ...]
    """What people say they learned, an item each; none where nobody answered."""

    def moment(self, question: Question) -> Moment | None:
        """What was picked for a question; None where it was not asked or not shown."""
        return next((each for each in self.moments if each.question is question), None)


def outcome(report: Report) -> Outcome:
    """What a session found."""
    journey, findings = report.material.journey, report_findings(report)
    least_sure = next((votes for votes in report.votes if votes.question is Question.LEAST_SURE), None)
    return Outcome(
        findings=findings,
        headlines=headlines(journey, findings, has_customers=report.material.is_checked, least_sure=least_sure),
        moments=tuple(moment(journey, votes) for votes in report.votes),
        learned=tuple(learned(journey, rise) for rise in report.check_out if rise.n),
    )
