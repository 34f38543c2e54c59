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
_ASKS_EACH_S = 1.0
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
        """Wait for one's turn in the lobby and load the page; its HTML. Raises JourneykitError when it never comes."""
        waits_until = asyncio.get_running_loop().time() + _PATIENCE_S
        while asyncio.get_running_loop().time() < waits_until:
            lobby = await self._ask("lobby/state")
            if lobby.code == 200 and json.loads(_text(lobby))["open"]:
                page = await self._ask(PAGE)
                if page.code == 200:
                    return _text(page)
            await asyncio.sleep(_ASKS_EACH_S)
        raise JourneykitError(_("A simulated person's page did not come within three minutes."))

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
