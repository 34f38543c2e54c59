"""A browser without a screen: it joins, waits in the lobby and loads the page, as people do."""

from __future__ import annotations

import asyncio
import html
import json
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.models.session import Role

PAGE = "voila/render/session.ipynb"
_ASKS_AGAIN_S = 1.0
_PATIENCE_S = 180.0
_FIELD = re.compile(r'name="(_xsrf|form_id)" value="([^"]*)"')


class Browser:
    """One participant's browser. root: the address of the join page, with a slash at its end."""

    def __init__(self, root: str, client: AsyncHTTPClient) -> None:
        self.root = root
        self._client = client
        self._cookies: dict[str, str] = {}

    @property
    def cookies(self) -> str:
        """The cookies as a request carries them."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    async def join(self, code: str, role: Role) -> None:
        """Come by the link and tap a role. Raises JourneykitError when the server does not let us in."""
        page = await self._ask(f"j/{code}")
        fields = {name: html.unescape(value) for name, value in _FIELD.findall(_text(page))}
        answer = await self._ask("join", fields | {"code": code, "role": role.value})
        if answer.code != 303:
            raise JourneykitError(_("The join page refused a simulated person ({status}).").format(status=answer.code))

    async def load(self) -> str:
        """Load the page, as soon as its turn has come; its HTML. Raises JourneykitError when it never comes."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while (page := await self._ask(PAGE)).code != 200:
                    if page.code != 303:  # refused just now
                        await asyncio.sleep(_ASKS_AGAIN_S)
                    await self._wait()
        except TimeoutError as error:
            raise JourneykitError(_("A simulated person's page did not come within three minutes.")) from error
        return _text(page)

    async def _wait(self) -> None:
        """Wait in the lobby until it says that the turn has come."""
        lobby = {"open": False, "before": 0}
        while not lobby["open"]:
            answer = await self._ask(f"lobby/state?seen={lobby['before']}")
            if answer.code == 200:
                lobby = json.loads(_text(answer))
            else:
                await asyncio.sleep(_ASKS_AGAIN_S)

    async def _ask(self, path: str, form: dict[str, str] | None = None) -> HTTPResponse:
        request = HTTPRequest(
            self.root + path,
            method="GET" if form is None else "POST",
            body=None if form is None else urlencode(form),
            headers={"Cookie": self.cookies},
            follow_redirects=False,
            connect_timeout=_PATIENCE_S,
            request_timeout=_PATIENCE_S,
        )
        answer = await self._client.fetch(request, raise_error=False)
        if answer.code == 599:
            raise ConnectionError(str(answer.error))
        for header in answer.headers.get_list("Set-Cookie"):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return answer


def _text(answer: HTTPResponse) -> str:
    return answer.body.decode("utf-8", "replace")
