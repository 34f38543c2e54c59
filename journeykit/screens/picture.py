"""What everybody may see of the numbers: one curve with its words, the same on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from ipywidgets.widgets.widget_box import VBox
from tornado.ioloop import IOLoop

from journeykit.analysis.finding import StepFinding, step_findings
from journeykit.analysis.findings import two_pictures
from journeykit.analysis.moments import felt_sure, moment
from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Question
from journeykit.render.curve import curve_traits
from journeykit.render.notes import footnotes
from journeykit.screens.shown import picks_blocks
from journeykit.session.view import View
from journeykit.widgets.emotion_curve import EmotionCurve
from journeykit.widgets.sheet import Sheet

PAUSE_S = 1.5
"""Between our marks and the quote, and between the quote and the customers."""
_LAST_BEAT = 2
_PICKS = (Question.LEAST_SURE, Question.MATTERS_MOST)
"""What the room picked before it saw itself; it stands beside our own picture."""


def not_yet_checked(view: View) -> list[dict[str, Any]]:
    """The badge that a picture wears while too few customers were asked."""
    if view.material.is_checked:
        return []
    many = view.journey.customers.many
    return [{"kind": "badge", "text": _("Our view, not yet checked with {customers}").format(customers=many)}]


def all_uncovered(view: View) -> bool:
    """Whether the room has nothing left to uncover: also where no customer was asked. Then people can say "looked"."""
    return view.material.latest_wave is None or set(view.uncovered()) >= set(view.journey.target_ids)


class Picture:
    """The curve of a session as far as it is revealed, and the words that belong to the step spoken about.

    A step that is uncovered while the page is open comes in three beats: our marks, its quote, its customers. A page
    that is loaded later shows it whole at once.
    """

    def __init__(self, size: str, *, show_dots: bool = False) -> None:
        self.curve = EmotionCurve(size=size, show_dots=show_dots)
        self.words = Sheet(label=_("In words"))
        self.root = VBox([self.curve, self.words])
        self.when_beat: Callable[[], object] | None = None
        """Who shows it again at each beat: the page around it, which may have more to change."""
        self._known: tuple[str, ...] | None = None
        self._coming: str | None = None
        self._beat = 0

    @property
    def whole(self) -> bool:
        """Whether everything that is uncovered is drawn: False between the beats of a step."""
        return self._coming is None or self._beat == _LAST_BEAT

    def show(self, view: View) -> tuple[StepFinding, ...]:
        """Draw what may be seen now. Returns the findings that are drawn; none before the reveal."""
        if not view.revealed:
            self._known = view.uncovered()
            self._draw(view, (), None)
            return ()
        self._notice_what_is_uncovered(view)
        hidden = None if self.whole else self._coming
        theirs = [shown for shown in view.theirs() if shown.target_id != hidden]
        findings = step_findings(view.journey, view.ours(), theirs)
        on_customers = view.now().exercise.id is ExerciseId.REVEAL_CUSTOMERS
        self._draw(view, findings, self._known[-1] if self._known and on_customers else None)
        return findings

    def _notice_what_is_uncovered(self, view: View) -> None:
        uncovered = view.uncovered()
        new = uncovered[len(self._known) :] if self._known is not None else ()
        self._known = uncovered
        if new and view.now().exercise.id is ExerciseId.REVEAL_CUSTOMERS:
            self._coming, self._beat = new[-1], 0
            self._play(view)

    def _play(self, view: View) -> None:
        coming = self._coming
        beats = (1, _LAST_BEAT) if coming and view.material.shown_quotes(coming) else (_LAST_BEAT,)

        def beat(number: int) -> None:
            if self._coming == coming:
                self._beat = number
                (self.when_beat or partial(self.show, view))()

        loop = IOLoop.current()
        for at, number in enumerate(beats, 1):
            loop.call_later(PAUSE_S * at, beat, number)

    def _draw(self, view: View, findings: Sequence[StepFinding], focus: str | None) -> None:
        with self.curve.hold_trait_notifications():
            for name, value in curve_traits(view.journey, findings, focus).items():
                setattr(self.curve, name, value)
        self.words.blocks = self._blocks(view, findings, focus) if findings else []

    def _blocks(self, view: View, findings: Sequence[StepFinding], focus: str | None) -> list[dict[str, Any]]:
        if focus is None:
            splits = ((finding, two_pictures(view.journey, finding)) for finding in findings)
            return [
                *(_card(finding.label, sentence.text()) for finding, sentence in splits if sentence),
                *self._picked(view),
            ]
        finding = next(each for each in findings if each.target_id == focus)
        blocks: list[dict[str, Any]] = []
        quotes = view.material.shown_quotes(focus)
        if quotes and (self._coming != focus or self._beat >= 1):
            wrote = _("One {customer} wrote").format(customer=view.journey.customers.one)
            words = _("\u201c{quote}\u201d").format(quote=quotes[0].text)
            quote = {"kind": "quote", "text": words, "by": quotes[0].source}
            blocks.append({"kind": "group", "blocks": [{"kind": "quiet", "text": wrote}, quote]})
        basis = [finding.basis.text()] if finding.basis else []
        if view.told.has_votes(Question.LEAST_SURE) and finding in felt_sure(findings, view.told.votes(_PICKS[0])):
            many = view.journey.customers.many
            basis.insert(0, _("We felt sure; {customers} see it differently.").format(customers=many))
        if focus in view.told.new_step_ids() and finding.ours is None:  # beside our view its sentence says so
            text = _("New: our {customers} were not asked about this step.")
            basis.insert(0, text.format(customers=view.journey.customers.many))
        notes = footnotes(view.journey, findings, view.material.latest_wave, view.k, focus)
        return [
            *blocks,
            _card(finding.label, finding.sentence.text(), *basis),
            {"kind": "foot", "text": " ".join(notes)},
        ]

    def _picked(self, view: View) -> list[dict[str, Any]]:
        """What the room picked: on a phone each step with its dots, on the others, which have less room, in words."""
        found = [view.told.votes(question) for question in _PICKS if view.told.has_votes(question)]
        votes = [each for each in found if each.n]
        if self.curve.size == "phone":
            return picks_blocks(view, *(each.question for each in votes))
        said = [moment(view.journey, each) for each in votes]
        return [_card(each.about.text(), each.sentence.text()) for each in said]


def _card(heading: str, text: str, *quiet: str) -> dict[str, Any]:
    told = [{"kind": "heading", "text": heading}, {"kind": "text", "text": text}]
    return {"kind": "group", "blocks": [*told, *({"kind": "quiet", "text": each} for each in quiet)]}
