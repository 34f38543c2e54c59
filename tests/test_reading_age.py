"""What participants and customers read, and what is read out to them, is at a reading age of about twelve.

The measure is the Automated Readability Index (Smith & Senter 1967): 4.71 strokes a word + 0.5 words a sentence - 21.43
(6 stands for eleven to twelve years). It needs no dictionary of syllables. Pieces under four words are names of things,
not sentences, and are left out; the places of a message are filled as in the clinic.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pytest
import renew_words as words
import textstat

HIGHEST = 6.0
LONGEST = 22
"""Words in a sentence."""
READ = re.compile(
    r"journeykit/(models|analysis|render/(agreed|card_words|summary\w*|map_view|html|notes|text_twin|curve)"
    r"|widgets/(sheet|emotion_\w+|save_bar|top_bar|upload)|server/(pages/.*|handlers|plain|customer_form|erase|exercise_page)"
    r"|session/(door|seat|shaping)|screens/(?!control|prepare|room_column|take_home|proposals|cards|review|spool)\w+)"
    r"(\.py|\.html|/.*)$"
)
"""The sources of what participants, customers and the room read; facilitators and analysts read the others."""
_PLACES = {"name": "Amina", "customers": "patients", "customer": "patient", "label": "Waiting", "step": "Waiting"}


def sentences(texts: Iterable[str]) -> list[str]:
    """The sentences in some messages, each with its full stop."""
    found = []
    for text in texts:
        told = re.sub(r"\{(\w*)[^{}]*\}", lambda place: _PLACES.get(place[1].lower(), "five"), text)
        for piece in re.split(r"(?<=[.!?:;…])\s+|\n+", re.sub(r"[“”\"()]", "", told)):
            if len(piece.split()) >= 4:
                found.append(piece.strip(" .:;!?…") + ".")
    return found


def texts_by_source() -> dict[str, list[str]]:
    """What each source says to participants, customers or the room."""
    found: dict[str, list[str]] = defaultdict(list)
    for message in words.extracted():
        for source, _line in message.locations if message.id else ():
            if READ.match(source):
                found[source].append(message.id if isinstance(message.id, str) else message.id[1])
    return found


SOURCES = texts_by_source()


def age(text: str) -> float:
    """The index of a text, negative for the simplest."""
    return float(textstat.automated_readability_index(text))


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_what_a_source_says_is_as_easy_as_a_book_for_eleven_to_twelve_years(source: str):
    told = sentences(SOURCES[source])
    if len(told) > 1:  # one sentence alone measures its own words, not how we write
        assert age(" ".join(told)) <= HIGHEST, told


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_no_sentence_is_longer_than_a_breath(source: str):
    assert [told for told in sentences(SOURCES[source]) if len(told.split()) > LONGEST] == []


def test_every_part_of_a_session_is_measured():
    for known in ("models/agenda.py", "screens/welcome.py", "screens/close.py", "server/pages/join.html"):
        assert f"journeykit/{known}" in SOURCES
    assert "journeykit/screens/control.py" not in SOURCES
    assert sum(len(sentences(texts)) for texts in SOURCES.values()) > 200


def test_the_measure_tells_easy_from_hard():
    assert age("How was it today.") == pytest.approx(4.71 * 14 / 4 + 0.5 * 4 / 1 - 21.43)  # 14 strokes with the stop
    assert age("Stakeholders should operationalise experiential differentiation comprehensively.") > 20
