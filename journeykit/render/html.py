"""The map as one HTML file: no script, nothing from outside, readable on a phone, one A4 page on paper."""

from __future__ import annotations

from collections.abc import Iterable

from journeykit.language import _
from journeykit.look import face
from journeykit.models import curve
from journeykit.models.report import Report
from journeykit.models.scale import POINTS, word
from journeykit.render.agreed import action_list, text_list
from journeykit.render.document import document
from journeykit.render.elements import Markup, element, joined
from journeykit.render.map_view import MapPoint, MapQuote, MapStep, MapView, map_view
from journeykit.render.paper_fit import CARDS_ON_PAPER, LINES_ON_PAPER, PaperFit, paper_fit
from journeykit.render.svg_curve import shape, svg_curve


def html_map(report: Report) -> str:
    """The map of a session as a whole HTML document."""
    return map_document(map_view(report))


def map_document(view: MapView) -> str:
    """A map as a whole HTML document."""
    return document(_("{title}: customer journey").format(title=view.title), ("agreed.css", "map.css"), _page(view))


def _page(view: MapView) -> Markup:
    columns, fit = len(view.steps), paper_fit(view)
    return element(
        "main",
        element(
            "div",
            _header(view),
            element("div", _row_names(view), _figure(view), *_periods(view), class_="jk-map-grid"),
            _agreed(view),
            _numbers(view),
            _footer(view, fit),
            class_=" ".join(["jk-map-page", *(f"jk-map-paper-without-{lane}" for lane in fit.left_out)]),
            style=f"--jk-map-columns:{columns};--jk-map-paper:{fit.px}px",
        ),
        class_=f"jk-map jk-map-{'wide' if columns > 8 else 'slim'}",
    )


def _header(view: MapView) -> Markup:
    about = " · ".join(filter(None, (_("Customer journey"), view.held_on, view.next_review)))
    badges = [element("li", badge, class_="jk-map-badge") for badge in view.badges]
    learned = element(
        "section",
        element("h2", _("What we found"), class_="jk-aside"),
        element("ol", *(element("li", line) for line in view.headlines)),
        class_="jk-map-headlines",
    )
    return element(
        "header",
        element(
            "div",
            element("p", about, class_="jk-quiet"),
            element("h1", view.title),
            element("p", _("{persona}. {goal}").format(persona=view.persona, goal=view.goal)),
            element("p", view.scenario, class_="jk-quiet"),
            element("ul", *badges, class_="jk-map-badges") if badges else None,
        ),
        learned if view.headlines else None,
        class_="jk-map-header",
    )


def _row_names(view: MapView) -> Markup:
    """The names of the rows, for the eye; each cell carries its own for everybody else."""
    return joined(
        element("div", _("Step"), class_="jk-map-name jk-map-step", aria_hidden="true"),
        *(
            element(
                "div",
                shape(lane == "ours") if lane in ("ours", "theirs") else None,
                name,
                class_=f"jk-map-name jk-map-{lane}",
                aria_hidden="true",
            )
            for lane, name in _lanes(view).items()
        ),
    )


def _lanes(view: MapView) -> dict[str, str]:
    """The lanes in which at least one step has something, with their names."""
    names = {
        "marks": _("Our choice"),
        "doing": _("Doing"),
        "thinking": _("Thinking"),
        "expecting": _("Expecting"),
        "ours": view.ours_name,
        "theirs": view.theirs_name,
        "quotes": _("In their words"),
    }
    return {lane: name for lane, name in names.items() if any(any(_content(step, lane)) for step in view.steps)}


def _content(step: MapStep, lane: str) -> tuple[Markup | str, ...]:
    match lane:
        case "marks":
            return tuple(element("p", element("b", mark)) for mark in step.marks)
        case "ours":
            return _said(step.ours, step.ours_hidden, split=step.split)
        case "theirs":
            return _said(step.theirs, step.theirs_hidden)
        case "quotes":
            return tuple(_quote(quote) for quote in step.quotes)
        case _:
            return ({"doing": step.doing, "thinking": step.thinking, "expecting": step.expecting}[lane],)


def _figure(view: MapView) -> Markup:
    steps = view.steps
    drawing = svg_curve(
        [step.ours.mean if step.ours else None for step in steps],
        [(step.theirs.mean, step.theirs.low, step.theirs.high) if step.theirs else None for step in steps],
        baseline=view.baseline,
        baseline_label=view.baseline_label,
        name=_("Chart: feeling at each step. {sentence}").format(sentence=view.twin.sentence),
    )
    faces = (
        element(
            "div",
            element("span", word(points)),
            Markup(face(points, size=24)),
            class_="jk-map-face",
            style=f"top:{curve.from_top(points)}%",
        )
        for points in reversed(POINTS)
    )
    return element(
        "figure",
        element("div", *faces, class_="jk-map-faces", aria_hidden="true"),
        element("div", drawing, class_="jk-map-drawing"),
        element("figcaption", *_key(view), class_="jk-map-key"),
        class_="jk-map-curve",
    )


def _key(view: MapView) -> Iterable[Markup]:
    yield element("span", view.twin.sentence, class_="jk-map-sentence")
    for ours, text in ((True, view.ours_key), (False, view.theirs_key)):
        if text:
            yield element("span", shape(ours), text)
    yield element("span", _("the line: {baseline}; below it tinted red").format(baseline=view.baseline_label))


def _periods(view: MapView) -> Iterable[Markup]:
    names, first = _lanes(view), 1
    for period in view.periods:
        stages, start = [], first
        for stage in period.stages:
            at, first = first, first + len(stage.steps)
            stages.append(
                element(
                    "section",
                    element("h3", stage.label, class_="jk-map-stage", style=_span(at, first)),
                    *(_step(step, names, at + place) for place, step in enumerate(stage.steps)),
                    class_="jk-map-part",
                )
            )
        title = element("h2", period.label, class_="jk-map-period", style=_span(start, first))
        yield element("section", title, *stages, class_="jk-map-part")


def _span(start: int, end: int) -> str:
    return f"--jk-map-start:{start};--jk-map-end:{end}"


def _step(step: MapStep, names: dict[str, str], column: int) -> Markup:
    return element(
        "article",
        element("h4", element("span", f"{step.number}. "), step.label, class_="jk-map-cell jk-map-step"),
        *(_cell(lane, name, _content(step, lane)) for lane, name in names.items()),
        class_="jk-map-part",
        data_step=step.step_id,
        style=f"--jk-map-column:{column}",
    )


def _cell(lane: str, name: str, content: tuple[Markup | str, ...]) -> Markup:
    filled = any(content)
    return element(
        "div",
        element("b", name, class_="jk-map-label") if filled else None,
        *(part if isinstance(part, Markup) else element("p", part) for part in content if part),
        class_=f"jk-map-cell jk-map-{lane}" + ("" if filled else " jk-map-empty"),
    )


def _said(point: MapPoint | None, hidden: str, *, split: bool = False) -> tuple[Markup | str, ...]:
    if point is None:
        return (element("p", hidden, class_="jk-quiet"),) if hidden else ()
    return (point.text, element("p", element("b", _("Two different pictures here"))) if split else "")


def _quote(quote: MapQuote) -> Markup:
    return element(
        "blockquote",
        element("p", _("“{text}”").format(text=quote.text)),
        element("footer", quote.source, class_="jk-quiet"),
    )


def _agreed(view: MapView) -> Markup | None:
    """What ends the map: who does what by when, and what people will do differently."""
    parts = []
    if view.actions:
        actions = action_list(view.actions, on_paper=CARDS_ON_PAPER)
        parts.append(element("section", element("h2", _("What we will do")), actions, class_="jk-map-actions"))
    if view.commitments:
        lines = text_list(view.commitments, on_paper=LINES_ON_PAPER)
        parts.append(element("section", element("h2", _("What people will do differently")), lines))
    return element("div", *parts, class_="jk-map-agreed") if parts else None


def _numbers(view: MapView) -> Markup:
    asked = any(step.asked for step in view.steps)
    heads = [*view.twin.columns, *([_("Customers were asked")] if asked else [])]
    rows = (
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell) for cell in row[1:]),
            element("td", step.asked) if asked else None,
        )
        for row, step in zip(view.twin.rows, view.steps, strict=True)
    )
    table = element(
        "table",
        element("caption", _("Every number of the chart, step by step"), class_="jk-aside"),
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *rows),
    )
    scroller = element("div", table, class_="jk-map-scroller", tabindex="0", role="region", aria_label=_("Numbers"))
    return element("details", element("summary", _("Show the numbers")), scroller, class_="jk-map-numbers")


def _footer(view: MapView, fit: PaperFit) -> Markup:
    names = [name.lower() for lane, name in _lanes(view).items() if lane in fit.left_out]
    missing = _("Only in the file, for lack of space on paper: {lanes}.").format(lanes=", ".join(names))
    return element(
        "footer",
        *(element("span", f"{note} ") for note in view.footnotes),
        element("span", missing, class_="jk-map-paper-only") if names else None,
        class_="jk-map-footer jk-quiet",
    )
