"""What a survey's own file cannot say: its scale, question, codes and source, in a .yaml beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field

from journeykit.interchange.checked import checked
from journeykit.interchange.text_file import read_text
from journeykit.interchange.yaml_file import LARGEST, read_document
from journeykit.models.scale import Scale

WaveName = Annotated[str, Field(min_length=1, max_length=40)]
PeriodText = Annotated[str, Field(max_length=60)]


class SurveySettings(BaseModel, frozen=True, extra="forbid"):
    """The keys of customers.yaml. All may be left out."""

    scale: Scale | None = None
    labels: dict[int, str] = {}
    """The words of the answers; a cell may hold the word for the number."""
    question: str = Field(default="", max_length=300)
    """The question asked at every step; a step's own question goes first."""
    not_applicable: tuple[str, ...] = ()
    """What stands in the column of answers when a step did not happen to somebody: left out, never counted as 0."""
    source: str = Field(default="", max_length=300)
    licence: str = Field(default="", max_length=200)
    waves: dict[WaveName, PeriodText] = {}
    """When each wave was asked, as people read it, oldest wave first."""
    period: PeriodText = ""
    """When it was asked, for a file without waves."""


def settings_beside(path: Path) -> SurveySettings:
    """The settings of customers.csv are those of customers.yaml in its folder. Raises BadFile for a wrong file."""
    beside = path.with_suffix(".yaml")
    if not beside.is_file():
        return SurveySettings()
    document = read_document(read_text(beside, largest=LARGEST), str(beside))
    return checked(SurveySettings, document.data or {}, str(beside), document.lines)
