"""Customers' answers from a CSV file: counts, or a row for each answer, to waves of counts on their own scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from journeykit.errors import BadFile
from journeykit.interchange.problem import BadPlaces, Problem, choices, quoted
from journeykit.interchange.survey_scale import VALUE_NAMES, scale_of_answers, told_scales, value_column
from journeykit.interchange.survey_settings import SurveySettings, settings_beside
from journeykit.interchange.table_file import Row, Table, cell_place, read_table
from journeykit.interchange.targets import Targets
from journeykit.language import _, ngettext
from journeykit.models.evidence import Source, Wave, WaveCount
from journeykit.models.journey import Journey
from journeykit.models.scale import Scale

TARGET_NAMES = ("target_id", "step_id", "target", "step", "stage_id", "stage")
WAVE = "wave"
ALL = "all"
"""The name of the wave of a file that names none."""
_NOT_APPLICABLE = frozenset({"", "na", "n/a", "not_applicable", "not applicable", "blank"})
_WAVE_LENGTH = 40


@dataclass(frozen=True)
class Survey:
    """What was made of a file of answers."""

    waves: tuple[Wave, ...]
    not_applicable: Mapping[str, int]
    """By wave: how many answers were left out, because they were empty or said that the step did not apply."""


@dataclass(frozen=True)
class _Answer:
    """One row: how many gave an answer at a step in a wave. The value is None when it is left out."""

    row: Row
    wave: str
    target_id: str
    value: int | None
    count: int


def read_customers(path: str | Path, journey: Journey) -> tuple[Wave, ...]:
    """The waves of a file, oldest first. Raises BadFile with every problem it has. See `read_survey`."""
    return read_survey(path, journey).waves


def read_survey(path: str | Path, journey: Journey, settings: SurveySettings | None = None) -> Survey:
    """What a CSV file says about a journey's steps.

    With a column `count` a row is how many gave an answer (wave, target_id, value, count); without it a row is one
    answer (respondent_id, wave, target_id, value, comment). The scale is told by columns scale_min and scale_max, by a
    .yaml file of the same name, by the column's name ("score 0-10"), or by the answers where they are plain.
    settings: in place of the .yaml file. Raises BadFile with every problem of the file.
    """
    path = Path(path)
    table = read_table(path)
    settings = settings_beside(path) if settings is None else settings
    scales = told_scales(table, settings, _wave_name)
    answers = _Rows(table, settings, journey, scales).answers()
    given = {answer.value for answer in answers if answer.value is not None and answer.count}
    if not given:
        raise BadFile(str(path), _("the file"), _("no answer at any step"), _("at least one answer"))
    names = _oldest_first({answer.wave: None for answer in answers}, settings)
    scales = scales or dict.fromkeys(names, scale_of_answers(str(path), given))
    left_out = {name: sum(each.count for each in answers if each.wave == name and each.value is None) for name in names}
    return Survey(tuple(_wave(name, scales[name], answers, table, settings, journey) for name in names), left_out)


def describe(waves: Iterable[Wave], journey: Journey, not_applicable: Mapping[str, int] | None = None) -> list[str]:
    """A sentence or more a wave: what was made of a file, as people read it before they trust it.

    not_applicable: by wave, how many answers were left out, as `read_survey` gives them.
    """
    return [" ".join(_told(wave, journey, (not_applicable or {}).get(wave.wave, 0))) for wave in waves]


def _told(wave: Wave, journey: Journey, left_out: int) -> Iterator[str]:
    numbers = {step.id: wave.of(step.id).n for step in journey.targets}
    answered = [n for n in numbers.values() if n]
    if not answered:
        yield _("{wave}: no answers.").format(wave=wave.wave)
        return
    steps = ngettext("{n} step", "{n} steps", len(answered)).format(n=len(answered))
    low, high = min(answered), max(answered)
    each = f"{low:,}" if low == high else _("{low:,} to {high:,}").format(low=low, high=high)
    yield _("{wave}: {each} answers a step at {steps}.").format(wave=wave.wave, each=each, steps=steps)
    yield _("Scale: {conversion}.").format(conversion=wave.scale.conversion())
    silent = [step.label for step in journey.targets if not numbers[step.id]]
    if silent:
        yield _("Steps without answers: {steps}.").format(steps=", ".join(silent))
    if left_out:
        yield _("{n:,} empty or not applicable left out.").format(n=left_out)


class _Rows:
    """The rows of a table as answers; collects what is wrong with them."""

    def __init__(self, table: Table, settings: SurveySettings, journey: Journey, scales: Mapping[str, Scale]) -> None:
        self._table, self._settings, self._scales = table, settings, scales
        self._targets = Targets(journey)
        value = value_column(table)
        self._target, self._value = table.needed(TARGET_NAMES, (value,) if value else VALUE_NAMES)
        self._wave = table.column((WAVE,))
        self._count = table.column(("count",))
        self._codes = _NOT_APPLICABLE | {code.casefold() for code in settings.not_applicable}
        self._words = {word.casefold(): value for value, word in settings.labels.items()}
        self._problems: list[Problem] = []

    def answers(self) -> list[_Answer]:
        """Every row. Raises BadPlaces when one of them cannot be used."""
        answers = [self._answer(row) for row in self._table.rows]
        if self._count:
            self._refuse_repeats(answers)
        if self._problems:
            raise BadPlaces(self._table.file, self._problems)
        return answers

    def _answer(self, row: Row) -> _Answer:
        return _Answer(row, self._wave_of(row), self._target_of(row), self._value_of(row), self._count_of(row))

    def _wave_of(self, row: Row) -> str:
        name = _wave_name(row)
        known = self._settings.waves
        if not name or len(name) > _WAVE_LENGTH:
            self._wrong(row, self._wave, _("a name of 1 to {n} characters").format(n=_WAVE_LENGTH))
        elif self._wave and known and name not in known:
            self._wrong(row, self._wave, choices(known, name))
        return name

    def _target_of(self, row: Row) -> str:
        name = row.cells[self._target]
        found = self._targets.find(name)
        if found is None:
            self._wrong(row, self._target, self._targets.allowed(name))
        return found or ""

    def _value_of(self, row: Row) -> int | None:
        text = row.cells[self._value]
        if text.casefold() in self._codes:
            return None
        value = self._words.get(text.casefold(), _whole(text))
        scale = self._scales.get(_wave_name(row))
        if value is None or (scale and not scale.scale_min <= value <= scale.scale_max):
            self._wrong(row, self._value, self._allowed_values(scale))
        return value

    def _allowed_values(self, scale: Scale | None) -> str:
        if scale is None:
            numbers = _("whole numbers")
        else:
            numbers = _("whole numbers from {low} to {high}").format(low=scale.scale_min, high=scale.scale_max)
        codes = [code for code in self._settings.not_applicable if code] or ["not_applicable"]
        return _("{numbers}, or {codes} for no answer").format(numbers=numbers, codes=", ".join(codes))

    def _count_of(self, row: Row) -> int:
        if not self._count:
            return 1
        count = _whole(row.cells[self._count])
        if count is None or count < 0:
            self._wrong(row, self._count, _("whole numbers from 0"))
            return 0
        return count

    def _refuse_repeats(self, answers: Iterable[_Answer]) -> None:
        first: dict[tuple[str, str, int], int] = {}
        for answer in answers:
            if answer.value is None or not answer.target_id:
                continue
            key = (answer.wave, answer.target_id, answer.value)
            if key in first:
                found = _("a second count for {wave}, {target}, {value}; the first is in line {line}").format(
                    wave=answer.wave, target=answer.target_id, value=answer.value, line=first[key]
                )
                place = _("line {line}").format(line=answer.row.line)
                self._problems.append(Problem(place, found, _("one count for each answer")))
            first.setdefault(key, answer.row.line)

    def _wrong(self, row: Row, column: str | None, allowed: str) -> None:
        name = column or ""
        cell = row.cells.get(name, "")
        self._problems.append(Problem(cell_place(row, name), quoted(cell) if cell else _("nothing"), allowed))


def _wave_name(row: Row) -> str:
    return row.cells.get(WAVE, ALL)


def _whole(text: str) -> int | None:
    """The whole number of a cell, also as "4.0" or "4,0"; None for anything else, "1,000" too."""
    found = re.fullmatch(r"([+-]?[0-9]{1,9})(?:[.,]0)?", text.replace("\u2212", "-"))
    return int(found[1]) if found else None


def _oldest_first(names: Iterable[str], settings: SurveySettings) -> list[str]:
    """As the settings order the waves, else by name where all begin with a number (a year), else as they appear."""
    there = list(names)
    if settings.waves:
        order = [*settings.waves, *there]
        return sorted(there, key=order.index)
    years = {name: int(found[0]) for name in there if (found := re.match("[0-9]+", name))}
    return sorted(there, key=lambda name: (years[name], name)) if len(years) == len(there) else there


def _wave(
    name: str, scale: Scale, answers: Iterable[_Answer], table: Table, settings: SurveySettings, journey: Journey
) -> Wave:
    found: Counter[tuple[str, int]] = Counter()
    for answer in answers:
        if answer.wave == name and answer.value is not None:
            found[answer.target_id, answer.value] += answer.count
    rows = tuple(
        WaveCount(target_id=target_id, value=value, count=found[target_id, value])
        for target_id in journey.target_ids
        for value in scale.values
        if found[target_id, value]
    )
    period = settings.waves.get(name) or settings.period or (_dates(table) if name == ALL else "")
    source = Source(name=settings.source, licence=settings.licence, question=settings.question, period=period)
    return Wave(wave=name, scale=scale, source=source, counts=rows)


def _dates(table: Table) -> str:
    """From when to when a file's rows are, by its column `date`; empty when it has none, or one in another form."""
    try:
        dates = sorted(date.fromisoformat(row.cells["date"]) for row in table.rows)
    except (KeyError, ValueError):
        return ""
    return _("{first} to {last}").format(first=dates[0], last=dates[-1])
