"""A text file of somebody else: its bytes, its size and its encoding."""

from __future__ import annotations

import codecs
from pathlib import Path

from journeykit.errors import BadFile
from journeykit.language import _

_WORKBOOK = b"PK\x03\x04"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_text(path: Path, *, largest: int, encodings: tuple[str, ...] = ("utf-8",)) -> str:
    """A file's text: by its byte order mark where it has one, else in the first of `encodings` that fits.

    largest: the most bytes that are read. Raises BadFile for a file that is missing, too large or no text.
    """
    file = str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(largest + 1)
    except OSError as error:
        raise BadFile(file, _("the file"), error.strerror or str(error), _("a file that can be read")) from error
    if len(raw) > largest:
        raise too_large(file, largest)
    if raw.startswith(_WORKBOOK):
        raise BadFile(file, _("the file"), _("a workbook or zip file"), _("a text file; in Excel: Save as, CSV UTF-8"))
    marked = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), None)
    for encoding in (marked,) if marked else encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            continue
        if "\0" not in text:
            return text
        line = text[: text.index("\0")].count("\n") + 1
    raise BadFile(file, _("line {line}").format(line=line), _("bytes that are no text"), _("text saved as UTF-8"))


def too_large(file: str, largest: int) -> BadFile:
    """The error for a file of more bytes than are read."""
    allowed = _("at most {size:,} bytes").format(size=largest)
    return BadFile(file, _("the file"), _("more than {size:,} bytes").format(size=largest), allowed)
