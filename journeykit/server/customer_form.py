"""The customers' link, `/c/CODE`: one page without account, cookie, kernel or script, and where its answers go."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from journeykit.errors import JourneykitError, UnknownSession, UnknownStep
from journeykit.language import _, ngettext
from journeykit.look import face
from journeykit.models.by_link import LONGEST_WORDS, LinkAnswer, LinkComment, own_experience_prompt
from journeykit.models.journey import Journey, Step
from journeykit.models.scale import POINTS, word
from journeykit.server.admission import Refused
from journeykit.server.handlers import Welcoming
from journeykit.session.customers import RoundClosed
from journeykit.session.invitation import session_by_code

DID_NOT_HAPPEN = "none"
"""What the form sends for a step that did not happen to somebody; it is not kept."""
_FELT = "felt:"
_FORM = "customers_form"
_FORM_DAYS = 7


class NotYet(JourneykitError):
    """A form that cannot be taken as it is. Its text says what to change; nothing is lost."""


@dataclass(frozen=True)
class Filled:
    """What stands in the form, as it was sent."""

    felt: dict[str, str] = field(default_factory=dict)
    """What was tapped, by step id."""
    about: str = ""
    words: str = ""
    may_show: bool = False

    def answer(self, journey: Journey) -> LinkAnswer:
        """What of it is counted. Words without consent are left out. Raises NotYet with what to change."""
        felt = {target_id: _points(value) for target_id, value in self.felt.items()}
        if strangers := felt.keys() - set(journey.target_ids):
            raise UnknownStep(min(strangers), journey.target_ids)
        comment = self._comment(journey)
        if not felt and comment is None:
            text = _("Nothing is filled in yet. Tap a face at one step or more.")
            if self.words:
                text = _("Tap a face at one step or more, or tick that we may show your words.")
            raise NotYet(text)
        known = {target_id: points for target_id, points in felt.items() if points is not None}
        return LinkAnswer(felt=known, comment=comment)

    def _comment(self, journey: Journey) -> LinkComment | None:
        if len(self.words) > LONGEST_WORDS:
            over = len(self.words) - LONGEST_WORDS
            told = ngettext(
                "Your words are {n} character too long. Please shorten them.",
                "Your words are {n} characters too long. Please shorten them.",
                over,
            )
            raise NotYet(told.format(n=over))
        if not self.words or not self.may_show:
            return None
        if not self.about:
            raise NotYet(_("Which step are your words about? Please choose it, so that we can show them there."))
        journey.target(self.about)
        return LinkComment(step_id=self.about, text=self.words)


def _points(value: str) -> int | None:
    if value == DID_NOT_HAPPEN:
        return None
    if value not in map(str, POINTS):
        raise NotYet(_("One answer is none of the five faces. Please tap again."))
    return int(value)


def _line(step: Step) -> str:
    """What stands under a step's name: its question, else what somebody does there. Never a thought: it would lead."""
    return step.asked.question if step.asked else step.doing


class CustomersPage(Welcoming):
    """The form. Whoever has the link may answer; nothing here knows who that is."""

    def check_xsrf_cookie(self) -> None:
        """No cookie is set here: the signed id in the form stands in for it, and `post` asks for that."""

    def prepare(self) -> None:
        """Only the code of this session leads on. Raises Refused 404 for another one."""
        self.refuse_guessing()
        try:
            found = session_by_code(self.house.engine, self.path_args[0]).session_id
        except UnknownSession:
            found = None
        if found != self.house.session.session_id:
            self.count_wrong_code()
            raise Refused(
                HTTPStatus.NOT_FOUND,
                _("This link is old or mistyped. Scan the code again, or ask those who gave it to you."),
            )

    def get(self, code: str) -> None:
        """The form, or that the round is closed."""
        if self.house.customers_link.is_open:
            self.show_form(code, Filled())
        else:
            self.show_closed()

    def post(self, code: str) -> None:
        """Count the answers in and say thank you; with something wrong, the form as it was sent."""
        filled = self._filled()
        given = self.get_body_argument("form_id", "")
        form_id = (self.get_signed_cookie(_FORM, value=given, max_age_days=_FORM_DAYS) or b"").decode()
        if form_id in self.house.answered_forms:  # a double tap, or a request that was sent again
            self._thank(code, filled)
            return
        try:
            if not form_id:
                raise NotYet(_("This page has been open for long. Please send it once more."))
            if self.house.customers_of_late.too_many(self.asking_address):
                self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
                raise NotYet(_("Very many answers came from this network. Please send again in ten minutes."))
            answer = filled.answer(self.house.customers_link.journey)
            self.house.customers_link.say(answer)
        except RoundClosed:
            self.set_status(HTTPStatus.CONFLICT)
            self.show_closed()
            return
        except UnknownStep:
            self._show_again(code, filled, _("The steps have changed meanwhile. Please look again, then send."))
            return
        except NotYet as problem:
            self._show_again(code, filled, str(problem))
            return
        self.house.answered_forms.add(form_id)
        self.house.customers_of_late.note(self.asking_address)
        self._thank(code, filled)

    def show_form(self, code: str, filled: Filled, problem: str = "") -> None:
        """The form, with what was filled in and what is wrong with it."""
        journey = self.house.customers_link.journey
        self.finish(
            self.drawn(
                "customers",
                code=code,
                problem=problem,
                filled=filled,
                form_id=self.create_signed_value(_FORM, secrets.token_urlsafe(16)).decode(),
                asked_about=journey,
                prompt=own_experience_prompt(),
                k=self.house.session.k,
                steps=[(step, _line(step)) for step in journey.targets],
                faces=[(str(points), word(points), face(points, filled=False, size=40)) for points in POINTS],
                did_not_happen=DID_NOT_HAPPEN,
                longest=LONGEST_WORDS,
            )
        )

    def show_closed(self) -> None:
        """The round is over."""
        self.tell(_("Thank you, this round is closed."), _("No more answers are counted. Thank you for your time."))

    def tell(self, title: str, text: str, *, more: str = "", again: str = "") -> None:
        """A page that only says something. again: the code of a form for the next person at the same device."""
        self.finish(self.drawn("customers_told", title=title, text=text, more=more, again=again))

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 - the name is tornado's
        """An error in plain words, without the way to the room: customers have no place there."""
        error = kwargs.get("exc_info", (None, None))[1]
        text = error.text if isinstance(error, Refused) else _("Please go back and try again.")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.tell(_("This did not work"), text)

    def _filled(self) -> Filled:
        felt = {
            name.removeprefix(_FELT): self.get_body_argument(name)
            for name in self.request.body_arguments
            if name.startswith(_FELT)
        }
        return Filled(
            felt=felt,
            about=self.get_body_argument("about", ""),
            words=" ".join(self.get_body_argument("words", "").split()),
            may_show=self.get_body_argument("may_show", "") == "yes",
        )

    def _show_again(self, code: str, filled: Filled, problem: str) -> None:
        if self.get_status() == HTTPStatus.OK:
            self.set_status(HTTPStatus.BAD_REQUEST)
        self.show_form(code, filled, problem)

    def _thank(self, code: str, filled: Filled) -> None:
        unkept = "?words=0" if filled.words and not filled.may_show else ""
        self.go(f"c/{code}/thanks{unkept}")


class CustomersThanks(CustomersPage):
    """After the form, at an address of its own: loading it again sends nothing again."""

    SUPPORTED_METHODS = ("GET",)

    def get(self, code: str) -> None:
        """Thank you."""
        more = ""
        if self.get_query_argument("words", "") == "0":
            more = _("Your words were not kept, because the tick was not set.")
        self.tell(_("Thank you. Your answers count."), _("You can close this page now."), more=more, again=code)
