"""The ids of stages, steps and touchpoints: made once, never changed or reused."""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import Annotated

from pydantic import Field

PATTERN = r"^[a-z0-9][a-z0-9_-]{0,39}$"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without the letters and digits that people confuse

Identifier = Annotated[str, Field(pattern=PATTERN)]


def fresh_identifier(label: str) -> str:
    """An id from a label and four random characters: "Finding the way" gives "finding_the_way_x7k2"."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:35] or "item"
    return f"{stem}_{random_letters(4)}"


def random_letters(n: int) -> str:
    """n random letters and digits that are easy to read aloud and to type."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(n))
