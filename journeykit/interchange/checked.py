"""Plain data into a model, and what the model refuses in the words of the file it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from journeykit.interchange.problem import BadPlaces, Problem, choices, quoted
from journeykit.language import _

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]
Across = Callable[[Any, Mapping[Path, int]], Iterator[Problem]]


def checked(
    model: type[Model], data: Any, file: str, lines: Mapping[Path, int] | None = None, across: Across | None = None
) -> Model:
    """The model of plain data.

    lines: the line of each path, where the file has lines. across: finds the places of what the model refuses as a
    whole, such as an id that is used twice. Raises BadPlaces with every problem, in the order of the file.
    """
    known = lines or {}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems: list[tuple[int, Problem]] = []
        for detail in error.errors():
            path = tuple(detail["loc"])
            if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
                continue  # pydantic counts only the items that are right; the wrong ones are told by themselves
            if detail["type"] == "value_error" and across is not None and not path:
                problems += [(0, problem) for problem in across(data, known)]
            else:
                problems.append((_line(path, known), _problem(model, detail, path, known)))
        raise BadPlaces(file, [problem for __, problem in sorted(problems, key=lambda each: each[0])]) from error


def place(path: Path, lines: Mapping[Path, int]) -> str:
    """A path as people read it: "stages[1].steps[0].label (line 12)"."""
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    line = _line(path, lines)
    if not line:
        return key or _("the file")
    return _("{key} (line {line})").format(key=key, line=line) if key else _("line {line}").format(line=line)


def _line(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of a path, or of the nearest part around it; 0 where no line is known."""
    return next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), 0)


def _problem(model: type[BaseModel], detail: ErrorDetails, path: Path, lines: Mapping[Path, int]) -> Problem:
    kind, found = detail["type"], detail["input"]
    if kind == "missing":
        missing = _("no {key}").format(key=path[-1])
        return Problem(place(path[:-1], lines), missing, _("a value for {key}").format(key=path[-1]))
    if kind == "extra_forbidden":
        keys = choices(_model_at(model, path[:-1]).model_fields, str(path[-1]))
        return Problem(place(path, lines), _("the key {key}").format(key=quoted(path[-1])), keys)
    return Problem(place(path, lines), _found(found), _allowed(detail))


def _found(found: Any) -> str:
    match found:
        case None | "":
            return _("nothing")
        case dict():
            return _("keys and values")
        case list() | tuple():
            return _("a list of {n}").format(n=len(found))
        case _:
            return quoted(found)


def _allowed(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "enum" | "literal_error":
            expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            return choices(expected.split(", "), str(detail["input"]))
        case "string_too_long":
            return _("at most {n} characters").format(n=context["max_length"])
        case "string_too_short":
            return _("a text")
        case "too_long":
            return _("at most {n} in this list").format(n=context["max_length"])
        case "too_short":
            return _("at least {n} in this list").format(n=context["min_length"])
        case "string_pattern_mismatch":
            return _("an id of small letters, digits, _ and -, at most 40")
        case "greater_than_equal":
            return _("{n:g} or more").format(n=context["ge"])
        case "less_than_equal":
            return _("{n:g} or less").format(n=context["le"])
        case "value_error":
            return str(context["error"])
        case kind:
            return _kinds().get(kind.split("_")[0], detail["msg"])


def _kinds() -> dict[str, str]:
    """What is allowed, by the first word of the name that pydantic gives to a wrong kind of value."""
    return {
        "string": _("a text"),
        "bool": _("true or false"),
        "float": _("a number"),
        "finite": _("a number"),
        "int": _("a whole number"),
        "date": _("a date as year-month-day: 2026-05-31"),
        "tuple": _("a list, each item after a dash"),
        "list": _("a list, each item after a dash"),
        "dict": _("keys and values"),
        "model": _("keys and values"),
    }


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as tuple[Step, ...] or AskedQuestion | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner))), None)
