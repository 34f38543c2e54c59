"""The pages before and beside the exercises: join, coming back, the facilitator's door, signs of life."""

from __future__ import annotations

import ipaddress
import secrets
from http import HTTPStatus
from typing import Any, cast

from tornado import web

from journeykit.errors import JourneykitError, UnknownSession
from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role, Seat, role_words
from journeykit.server.admission import CONTROL_PAGE, PREPARE_PAGE, PROJECTOR_PAGE, Refused, local_address
from journeykit.server.channels import hang_up
from journeykit.server.kernels import Kernels
from journeykit.server.lobby import PAGE
from journeykit.server.plain import Plain
from journeykit.session.invitation import join, say_device_arrived, session_by_code, take_over

_LONGEST_CODE = 40
_SHORTCUTS = {"control": CONTROL_PAGE, "projector": PROJECTOR_PAGE, "prepare": PREPARE_PAGE}


class Welcoming(Plain):
    """The join page and what its forms do."""

    def show_join(self, code: str = "", problem: str = "", *, status: int = HTTPStatus.OK, back: bool = False) -> None:
        """The join page, with what went wrong."""
        self.set_status(status)
        self.finish(
            self.drawn(
                "join",
                code=code[:_LONGEST_CODE],
                problem=problem,
                came_back=back,
                form_id=secrets.token_urlsafe(16),
                roles=[(role.value, role_words(role)) for role in Role],
            )
        )

    def refuse_guessing(self) -> None:
        """Raises Refused 429 when too many wrong codes came from the same address."""
        if self.house.wrong_codes.too_many(self.asking_address):
            raise Refused(
                429, _("Too many wrong codes came from this network. Please wait five minutes and try again.")
            )

    def count_wrong_code(self) -> None:
        """One more wrong code from this address."""
        self.house.wrong_codes.note(self.asking_address)

    def notice_device(self) -> None:
        """Tell the facilitator's page when another device has found us."""
        if not self.house.device_arrived and self._another_device():
            self.house.device_arrived = True
            say_device_arrived(self.house.engine, self.house.session.session_id)

    def show_page(self, seat: Seat, *, again: bool) -> None:
        """On to the page where its turn has come, which is usual; else to the lobby."""
        if self.house.turns.before(seat.seat_id) == 0:
            self.go(PAGE)
        else:
            self.go("lobby?again=1" if again else "lobby")

    def tell_other_devices(self, seat: Seat) -> None:
        """A seat goes on on this device: its pages on another one are to ask what has become of them."""
        for kernel_id in cast(Kernels, self.settings["kernel_manager"]).of(seat.seat_id):
            hang_up(kernel_id)

    @property
    def asking_address(self) -> str:
        """Where the request comes from; kept in memory only."""
        return self.request.remote_ip or ""

    def _another_device(self) -> bool:
        if self.house.behind_proxy:
            return not self.visitor.facilitator
        try:
            if ipaddress.ip_address(self.asking_address).is_loopback:
                return False
        except ValueError:
            return False
        return self.asking_address != local_address(self.request)


class JoinPage(Welcoming):
    """`/` and `/j/CODE`: for newcomers the join page, for everybody else the way back to their place."""

    def get(self, code: str = "") -> None:
        """The join page, its code filled in by the link."""
        self.notice_device()
        if self.visitor.participant is not None:
            self.show_page(self.visitor.participant, again=True)
        elif self.visitor.stepped_aside:
            self.finish(self.drawn("stepped_aside"))
        else:
            self.show_join(code)


class Join(Welcoming):
    """One tap on a role: a seat, a cookie, the page."""

    def get(self) -> None:
        """A reload of a form's answer leads to the form."""
        self.go("")

    def post(self) -> None:
        """Take a seat."""
        self.refuse_guessing()
        code, role = self.get_body_argument("code", ""), self.get_body_argument("role", "")
        form_id = self.get_body_argument("form_id", "")[:_LONGEST_CODE]
        seat = self.house.seat_of_form(form_id) if form_id else None
        if seat is None:
            seat = self._new_seat(code, role)
        if seat is None:
            return
        if form_id:
            self.house.keep_form(form_id, seat)
        self.house.admission.let_in(self, seat)
        self.show_page(seat, again=False)

    def _new_seat(self, code: str, role: str) -> Seat | None:
        session = self.house.session
        try:
            fits = session_by_code(self.house.engine, code).session_id == session.session_id
        except UnknownSession:
            fits = False
        if not fits:
            if code.strip():
                self.count_wrong_code()
            problem = _("That is not this session's code. It is on the big screen: a word and two digits.")
            self.show_join(code, problem, status=HTTPStatus.BAD_REQUEST)
            return None
        if role not in list(Role):
            self.show_join(session.code, _("Now tap what fits you today."))
            return None
        return join(self.house.engine, session.code, Role(role))


class Return(Welcoming):
    """Going on with a seat on another device."""

    def get(self) -> None:
        """A reload of a form's answer leads to the form."""
        self.go("")

    def post(self) -> None:
        """Take the seat over, by its return code."""
        self.refuse_guessing()
        try:
            seat = take_over(
                self.house.engine, self.house.session.session_id, self.get_body_argument("return_code", "")
            )
        except JourneykitError as error:
            self.count_wrong_code()
            self.show_join(problem=str(error), status=HTTPStatus.BAD_REQUEST, back=True)
            return
        self.house.admission.let_in(self, seat)
        self.tell_other_devices(seat)
        self.show_page(seat, again=True)


class Back(Welcoming):
    """Taking the seat back on the device before."""

    def post(self) -> None:
        """The seat is this browser's again."""
        if self.visitor.seat is None:
            raise web.HTTPError(403)
        seat = take_over(self.house.engine, self.house.session.session_id, self.visitor.seat.return_code)
        self.house.admission.let_in(self, seat)
        self.tell_other_devices(seat)
        self.show_page(seat, again=True)


class Leave(Plain):
    """Somebody else uses this device now."""

    def get(self) -> None:
        """Says how to come back, and asks."""
        if self.visitor.seat is None:
            self.go("")
        else:
            self.finish(self.drawn("leave", return_code=self.visitor.seat.return_code.upper()))

    def post(self) -> None:
        """Forget the seat in this browser; the answers stay."""
        self.house.admission.let_go(self)
        self.go("")


class FacilitatorDoor(Welcoming):
    """`/f/KEY`: the key becomes a cookie and leaves the address bar."""

    def get(self, key: str) -> None:
        """Let the facilitator in."""
        self.refuse_guessing()
        if not self.house.admission.let_in_facilitator(self, key):
            self.count_wrong_code()
            raise Refused(403, _("This is not the facilitator's link of this session. Copy it again, whole."))
        self.go("control")


class Shortcut(Plain):
    """`/control`, `/prepare` and `/projector`."""

    def get(self, name: str) -> None:
        """On to the page itself, which checks who asks."""
        self.go(f"voila/render/{_SHORTCUTS[name]}")


class Preview(Plain):
    """`/preview/NN`: an exercise as a participant sees it, on this session's journey with invented people."""

    def get(self, number: str) -> None:
        """On to the numbered page, which checks who asks. Raises HTTPError 404 for a number that there is not."""
        names = {f"{n:02}": f"{n:02}_{id_}.ipynb" for n, id_ in enumerate(ExerciseId, 1)}
        if number not in names:
            raise web.HTTPError(404)
        self.go(f"voila/render/{names[number]}")


class Alive(Plain):
    """What an open page asks every few seconds: is this still the same server, and is my kernel there?"""

    def get(self) -> None:
        """JSON: boot, and for a kernel of the visitor's "connected", "waiting", "gone" or "ended"."""
        answer = {"boot": self.house.boot_id}
        if kernel_id := self.get_query_argument("kernel", ""):
            kernels = cast(Kernels, self.settings["kernel_manager"])
            if kernel_id in self.house.ended_kernels:
                answer["kernel"] = "ended"
            elif not self.visitor.owns(kernels.owner(kernel_id)):
                answer["kernel"] = "gone"
            else:
                answer["kernel"] = "connected" if kernels.connected(kernel_id) else "waiting"
        self.finish(answer)


class Healthy(Plain):
    """For whoever watches the server."""

    def get(self) -> None:
        """JSON: ok, and for the facilitator how many kernels run and how many people there is room for."""
        answer: dict[str, Any] = {"ok": True}
        if self.visitor.facilitator:
            answer["most"] = self.house.most
            answer["kernels"] = cast(Kernels, self.settings["kernel_manager"]).count()
        self.finish(answer)
