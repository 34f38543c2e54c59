"""The one-page summary as one HTML file: no script, nothing from outside, readable on a phone, one A4 page on paper."""

from __future__ import annotations

from collections.abc import Sequence

from journeykit.language import _
from journeykit.models.report import Report
from journeykit.render.agreed import action_list, text_list
from journeykit.render.document import document
from journeykit.render.elements import Markup, element
from journeykit.render.summary_fit import summary_fit
from journeykit.render.summary_view import SummaryLine, SummaryView, summary_view


def html_summary(report: Report) -> str:
    """The summary of a session as a whole HTML document."""
    view = summary_view(report)
    title = _("{title}: summary").format(title=view.title)
    return document(title, ("agreed.css", "summary.css"), _page(view))


def _page(view: SummaryView) -> Markup:
    fit = summary_fit(view)
    return element(
        "main",
        _header(view),
        _part(_("What we found"), _headlines(view.headlines)),
        _part(_("The moments that matter"), _lines(view.moments)),
        _part(_("What we will do"), _actions(view, fit.actions)),
        element(
            "div",
            _part(_("What people will do differently"), _texts(view.commitments, fit.lines)),
            _part(_("What people think now"), _texts(view.insights, fit.lines, quoted=True)),
            class_="jk-summary-beside",
        )
        if view.commitments or view.insights
        else None,
        _part(_("What the room says it learned"), _lines(view.learned), _quiet(view.caution)),
        element("dl", *_terms(view.ahead), class_="jk-summary-ahead"),
        element("footer", *(element("span", f"{note} ") for note in view.footnotes), class_="jk-quiet"),
        class_="jk-summary",
        style=f"--jk-summary-paper:{fit.px}px",
    )


def _header(view: SummaryView) -> Markup:
    badges = [element("li", badge) for badge in view.badges]
    return element(
        "header",
        element("p", _("Summary · {date}").format(date=view.held_on), class_="jk-quiet"),
        element("h1", view.title),
        element("p", _("{persona}. {scenario}").format(persona=view.persona, scenario=view.scenario)),
        element("p", " · ".join(view.answered), class_="jk-summary-answered") if view.answered else None,
        element("ul", *badges, class_="jk-summary-badges") if badges else None,
    )


def _part(name: str, *content: Markup | None) -> Markup | None:
    """A part with its heading; none where it has nothing in it."""
    filled = [each for each in content if each is not None]
    return element("section", element("h2", name), *filled) if filled else None


def _headlines(texts: Sequence[str]) -> Markup | None:
    return element("ol", *(element("li", text) for text in texts)) if texts else None


def _lines(lines: Sequence[SummaryLine]) -> Markup | None:
    return element("dl", *_terms(lines), class_="jk-summary-lines") if lines else None


def _terms(lines: Sequence[SummaryLine]) -> list[Markup]:
    return [element("div", element("dt", line.name), element("dd", line.text)) for line in lines]


def _actions(view: SummaryView, on_paper: int | None) -> Markup:
    if view.no_action:
        return element("p", element("strong", view.no_action), class_="jk-summary-alarm")
    return action_list(view.actions, on_paper=on_paper)


def _texts(texts: Sequence[str], on_paper: int | None, *, quoted: bool = False) -> Markup | None:
    return text_list(texts, on_paper=on_paper, quoted=quoted) if texts else None


def _quiet(text: str) -> Markup | None:
    return element("p", text, class_="jk-quiet jk-summary-caution") if text else None
