"""The files that browsers load: each has a name that its content gives it, is kept for good, and is compressed once."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from jupyter_core.paths import jupyter_path
from tornado import web

from journeykit.look import TOKENS_CSS
from journeykit.shipped import WIDGETS, content_hash, hashed, widget_script

_HERE = Path(__file__).parent
_BUILT = _HERE / "front" / "built"
_OWN = ("page.css", "customers.css", "lobby.js", "forget.js", "icon.svg")
_HASHED = re.compile(r"(.+)\.([0-9a-f]{16})(\.\w+)")
_FOR_GOOD = "public, max-age=31536000, immutable"
_LEAST_TO_PACK = 400  # bytes; the header of a smaller file's answer is larger than what is saved
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class File:
    """A file's content as it stands, and compressed."""

    content: bytes
    brotli: bytes | None = None
    """Only for what is compressed when it is built; browsers ask for it only on https."""

    @cached_property
    def hash(self) -> str:
        """What its name carries."""
        return content_hash(self.content)

    @cached_property
    def gzip(self) -> bytes | None:
        """Compressed for every browser; None where it is not worth it."""
        if len(self.content) < _LEAST_TO_PACK:
            return None
        return gzip.compress(self.content, mtime=0)

    def packed(self, accepted: str) -> tuple[str, bytes]:
        """The smallest form that a browser takes: its coding, empty for none, and the bytes."""
        codings = {each.partition(";")[0].strip() for each in accepted.split(",")}
        if "br" in codings and self.brotli:
            return "br", self.brotli
        if "gzip" in codings and self.gzip:
            return "gzip", self.gzip
        return "", self.content


class Shelf:
    """All files, by plain names such as page.css and widgets/sheet.js."""

    def __init__(self) -> None:
        self._sources: dict[str, Callable[[], File]] = dict(_sources())
        self._files: dict[str, File] = {}

    def address(self, name: str) -> str:
        """A file's name with its content's hash, by which browsers keep it for good. Raises KeyError."""
        return name if _is_built(name) else hashed(name, self._file(name).hash)

    def find(self, asked: str) -> tuple[str, File, bool] | None:
        """A file by either of its names, its plain name, and whether a browser may keep it for good."""
        if asked in self._sources:
            return asked, self._file(asked), _is_built(asked)
        found = _HASHED.fullmatch(asked)
        name = found[1] + found[3] if found else ""
        if found is None or name not in self._sources:
            return None
        if self._file(name).hash != found[2]:  # somebody works on journeykit: the file has changed since
            self._files.pop(name)
        return name, self._file(name), self._file(name).hash == found[2]

    def libraries(self) -> dict[str, str]:
        """The addresses of other libraries of widgets, by the module that widgets name."""
        prefix, end = "library/", ".js"
        return {
            name.removeprefix(prefix).removesuffix(end): self.address(name)
            for name in self._sources
            if name.startswith(prefix)
        }

    def _file(self, name: str) -> File:
        if name not in self._files:
            self._files[name] = self._sources[name]()
        return self._files[name]


def _is_built(name: str) -> bool:
    return name.startswith("front/")  # the build has put the hash into the name already


def _sources() -> Iterator[tuple[str, Callable[[], File]]]:
    """Every file by its name, and how it is read."""
    yield "tokens.css", partial(_read, TOKENS_CSS)
    yield "exercise.css", _exercise_styles
    for name in _OWN:
        yield name, partial(_read, _HERE / "static" / name)
    for path in sorted(_BUILT.glob("*.js")):
        yield f"front/{path.name}", partial(_read, path, packed=path.with_name(f"{path.name}.br"))
    for path in sorted(WIDGETS.glob("*.js")):
        yield f"widgets/{path.name}", partial(_widget, path.stem)
    for module, path in _libraries().items():
        yield f"library/{module}.js", partial(_read, path)


def _read(path: Path, packed: Path | None = None) -> File:
    return File(path.read_bytes(), packed.read_bytes() if packed else None)


def _widget(stem: str) -> File:
    return File(widget_script(stem).encode())


def _exercise_styles() -> File:
    """One stylesheet for pages with a kernel: the look, the page, and all widgets."""
    widgets = sorted(path for path in WIDGETS.glob("*.css") if path != TOKENS_CSS)
    return File(b"\n".join(path.read_bytes() for path in (TOKENS_CSS, _HERE / "static" / "kernel.css", *widgets)))


def _libraries() -> dict[str, Path]:
    """The scripts of other libraries of widgets, as they are installed: one `index.js` below nbextensions each."""
    found: dict[str, Path] = {}
    for folder in map(Path, jupyter_path("nbextensions")):
        for path in sorted([*folder.glob("*/index.js"), *folder.glob("@*/*/index.js")]):
            found.setdefault(path.parent.relative_to(folder).as_posix(), path)
    return found


SHELF = Shelf()


def first_scripts() -> list[str]:
    """The addresses of the scripts that every page with a kernel needs: the page's own, and what it imports."""
    return [f"front/{name}" for name in json.loads((_BUILT / "first.json").read_text(encoding="utf-8"))]


class Asset(web.RequestHandler):
    """One of these files, in the form that the browser likes best."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    def set_default_headers(self) -> None:
        """Public files; still nothing that a browser should guess about."""
        self.set_header("X-Content-Type-Options", "nosniff")

    async def get(self, asked: str) -> None:
        """The file. Raises HTTPError 404."""
        found = SHELF.find(asked)
        if found is None:
            raise web.HTTPError(404)
        name, file, for_good = found
        coding, content = await asyncio.to_thread(file.packed, self.request.headers.get("Accept-Encoding", ""))
        self.set_header("Content-Type", _TYPES[PurePosixPath(name).suffix])
        self.set_header("Cache-Control", _FOR_GOOD if for_good else "no-cache")
        self.set_header("Etag", f'W/"{file.hash}"')
        if coding:
            self.set_header("Content-Encoding", coding)
        if self.check_etag_header():
            self.set_status(304)
            return
        self.finish(content)

    head = get
