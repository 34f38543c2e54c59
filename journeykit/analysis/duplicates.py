"""Which notes say the same? Suggestions only: a person decides, and merging keeps how many wrote each.

Takes texts and how many people stand behind each; it knows nobody.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from itertools import combinations

from pydantic import BaseModel, Field
from rapidfuzz.fuzz import token_set_ratio

ALIKE = 65.0
"""Two notes that are as alike as this may say the same.

Measured on 24 notes with 6 true pairs: from 60 to 70 all six are found and no other, at 80 only four of them. That is
little to measure on, which is one more reason to ask a person.
"""


class Written(BaseModel, frozen=True, extra="forbid"):
    """One note, and how many people stand behind it."""

    id: str
    text: str
    n: int = Field(default=1, ge=1)
    merged_ids: tuple[str, ...] = ()
    """The notes that were merged into this one."""


class Pair(BaseModel, frozen=True, extra="forbid"):
    """Two notes that may say the same."""

    ids: tuple[str, str]
    likeness: float
    """0 to 100."""


class Group(BaseModel, frozen=True, extra="forbid"):
    """Notes that may all say the same: each is like each other one."""

    ids: tuple[str, ...]
    central_id: str
    """The note that is most like the others: what the merged one may be called."""
    likeness: float
    """That of its least alike pair."""


def likeness(one: str, other: str, *, prompt: str = "") -> float:
    """How alike two texts are, 0 to 100: the best match of their shared words and of the rest, letter by letter.

    Case, punctuation and the order of words do not matter, nor do the words of the prompt that all of them complete:
    otherwise each "How might we ... so that ..." would be like each other one. It compares letters, in any script, and
    knows nothing of meaning or of other languages.
    Source: token_set_ratio of rapidfuzz.
    """
    return _likeness(*(_plain(text, frozenset(_words(prompt))) for text in (one, other)))


def pairs(notes: Sequence[Written], *, prompt: str = "", alike: float = ALIKE) -> tuple[Pair, ...]:
    """The pairs of notes that may say the same, most alike first; equal ones by their texts.

    The same notes give the same pairs in whatever order they come. Raises ValueError when an id is there twice.
    """
    return tuple(
        Pair(ids=ids, likeness=found)
        for ids, found in sorted(_compared(_in_order(notes), prompt).items(), key=lambda each: -each[1])
        if found >= alike
    )


def groups(notes: Sequence[Written], *, prompt: str = "", alike: float = ALIKE) -> tuple[Group, ...]:
    """The notes that may be one, in groups: most alike first.

    Starting from the most alike pair, two groups become one as long as each note of one is alike enough to each of the
    other, so that no chain of notes ties together what has nothing in common. A note is in one group at most.

    Raises ValueError when an id is there twice.
    """
    ordered = _in_order(notes)
    likenesses = _compared(ordered, prompt)
    place = {note.id: at for at, note in enumerate(ordered)}

    def between(one: str, other: str) -> float:
        return likenesses[(one, other) if place[one] < place[other] else (other, one)]

    home: dict[str, tuple[str, ...]] = {note.id: (note.id,) for note in ordered}
    for one, other in sorted(likenesses, key=lambda ids: -likenesses[ids]):
        if likenesses[one, other] < alike:
            break
        left, right = home[one], home[other]
        if left != right and all(between(a, b) >= alike for a in left for b in right):
            home |= dict.fromkeys(left + right, tuple(sorted(left + right, key=place.__getitem__)))
    found = [
        Group(
            ids=ids,
            central_id=max(ids, key=lambda id_: round(sum(between(id_, each) for each in ids if each != id_), 9)),
            likeness=min(between(a, b) for a, b in combinations(ids, 2)),
        )
        for ids in dict.fromkeys(home.values())
        if len(ids) > 1
    ]
    return tuple(sorted(found, key=lambda group: -group.likeness))


def merge(notes: Sequence[Written], ids: Collection[str], kept_id: str) -> tuple[Written, ...]:
    """The notes after a person made one of some. It keeps the text of `kept_id`, its place, and everybody's count.

    ids: what becomes one, `kept_id` among them or not. Merging in several steps gives the same as in one.
    Raises ValueError for an id that is not there.
    """
    gone = set(ids) - {kept_id}
    known = {note.id: note for note in notes}
    if unknown := sorted((gone | {kept_id}) - set(known)):
        raise ValueError(f"No note has the id {', '.join(unknown)}.")
    parts = [note for note in notes if note.id in gone]
    kept = known[kept_id]
    merged_ids = sorted({*kept.merged_ids, *(id_ for note in parts for id_ in (note.id, *note.merged_ids))})
    one = kept.model_copy(update={"n": kept.n + sum(note.n for note in parts), "merged_ids": tuple(merged_ids)})
    return tuple(one if note.id == kept_id else note for note in notes if note.id not in gone)


def _in_order(notes: Sequence[Written]) -> list[Written]:
    if len({note.id for note in notes}) < len(notes):
        raise ValueError("Each note has an id of its own.")
    return sorted(notes, key=lambda note: (note.text.casefold(), note.text, note.id))


def _compared(notes: Sequence[Written], prompt: str) -> dict[tuple[str, str], float]:
    """The likeness of each two notes, by their ids."""
    besides = frozenset(_words(prompt))
    plain = [(note.id, _plain(note.text, besides)) for note in notes]
    return {(one, other): _likeness(a, b) for (one, a), (other, b) in combinations(plain, 2)}


def _likeness(one: str, other: str) -> float:
    return float(token_set_ratio(one, other))


def _plain(text: str, besides: frozenset[str]) -> str:
    """What is compared of a text; all of it where it is nothing but a prompt or signs."""
    return " ".join(word for word in _words(text) if word not in besides) or text


def _words(text: str) -> list[str]:
    """The words of a text in any script: marks on letters stay, punctuation and spaces divide."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(" " if unicodedata.category(each)[0] in "PZC" else each for each in plain).split()
