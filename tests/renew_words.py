"""Take every text that people read into the catalogues, and compile those: `make words`.

journeykit/locale/journeykit.pot holds what the sources say now; each language's journeykit.po keeps what was translated
of it, and its journeykit.mo is what a process reads. English says what the sources say. Nothing in them changes from
run to run but the words: no line numbers, no dates.
"""

from __future__ import annotations

import ast
import inspect
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "journeykit" / "locale"
TEMPLATE = LOCALE / "journeykit.pot"
KEYWORDS = {**DEFAULT_KEYWORDS, "NN_": (1, 2)}
_HEADERS = (
    "Project-Id-Version",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)


class Words(Catalog):
    """A catalogue whose head says nothing of the moment or of a person."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super().mime_headers if name in _HEADERS]

    @mime_headers.setter
    def mime_headers(self, headers: list[tuple[str, str]]) -> None:
        """Keeps its own head."""


def commands(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """What Babel finds in a file of journeykit.cli, and what its command says of itself: the function's docstring."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for node in ast.parse(file.read()).body:
        if isinstance(node, ast.FunctionDef) and node.name.strip("_") in (Path(file.name).stem, "journeykit"):
            yield node.lineno, None, inspect.cleandoc(ast.get_docstring(node, clean=False) or ""), []


def extracted(language: str | None = None) -> Words:
    """A catalogue of all that the sources say, in their order, without translations."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [
        (each["pattern"], commands if each["method"] == "renew_words:commands" else each["method"]) for each in mappings
    ]
    words = Words(language, domain="journeykit", project="journeykit", version="1", fuzzy=False, charset="utf-8")
    words.header_comment = (
        "# What people read in journeykit. Made by `make words`; translate the msgstr of a journeykit.po."
    )
    for file, _line, message, _comments, _context in extract_from_dir(
        ROOT, method_map=methods, keywords=KEYWORDS, directory_filter=_is_source
    ):
        words.add(message, locations=[(Path(file).as_posix(), 0)])
    return words


def _is_source(folder: str) -> bool:
    return Path(folder).name not in ("tests", "benchmarks", "docs", "build", "dist") and not Path(
        folder
    ).name.startswith(".")


def translated(language: str) -> Words:
    """What the sources say, with what a language's catalogue translates of it."""
    words, kept = extracted(language), None
    path = LOCALE / language / "LC_MESSAGES" / "journeykit.po"
    if path.exists():
        kept = read_po(io.BytesIO(path.read_bytes()), locale=language)
    for message in words:
        if message.id:
            message.string = _source(words, message) if language == "en" else _kept(words, message, kept)
    return words


def _source(words: Catalog, message: Message) -> Any:
    return message.id if isinstance(message.id, str) else (message.id[0], *message.id[1:] * (words.num_plurals - 1))


def _kept(words: Catalog, message: Message, kept: Catalog | None) -> Any:
    before = kept.get(message.id) if kept else None
    if before and before.string and not before.fuzzy:
        return before.string
    return "" if isinstance(message.id, str) else ("",) * words.num_plurals


def as_po(words: Words) -> bytes:
    """A catalogue as a .po or .pot file."""
    text = io.BytesIO()
    write_po(text, words, width=110, sort_by_file=True, include_lineno=False)
    return text.getvalue()


def as_mo(words: Words) -> bytes:
    """A catalogue as a process reads it."""
    compiled = io.BytesIO()
    write_mo(compiled, words)
    return compiled.getvalue()


def languages() -> list[str]:
    """Every language with a catalogue; English always."""
    return sorted({"en", *(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/journeykit.po"))})


def files() -> dict[Path, bytes]:
    """What every file of the catalogues must hold."""
    made = {TEMPLATE: as_po(extracted())}
    for language in languages():
        words, folder = translated(language), LOCALE / language / "LC_MESSAGES"
        made |= {folder / "journeykit.po": as_po(words), folder / "journeykit.mo": as_mo(words)}
    return made


if __name__ == "__main__":
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            print(f"renewed {path.relative_to(ROOT)}")
