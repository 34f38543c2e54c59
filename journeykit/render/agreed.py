"""What was agreed, as HTML: the same cards on the map and on the summary."""

from __future__ import annotations

from collections.abc import Sequence

from journeykit.language import _, ngettext
from journeykit.render.card_words import CardWords
from journeykit.render.elements import Markup, element


def action_list(actions: Sequence[CardWords], *, on_paper: int | None = None) -> Markup:
    """A card an action, with who does it, by when, its first step and its measure.

    on_paper: how many of them are printed; all without it. The rest is counted there.
    """
    cards = [_card(action, off_paper=on_paper is not None and at >= on_paper) for at, action in enumerate(actions)]
    return element("ul", *cards, *_rest(len(actions), on_paper), class_="jk-agreed-cards")


def text_list(texts: Sequence[str], *, on_paper: int | None = None, quoted: bool = False) -> Markup:
    """A line a text. on_paper: how many of them are printed; quoted: whether they are somebody's own words."""
    lines = [
        element(
            "li",
            _("“{text}”").format(text=text) if quoted else text,
            class_="jk-agreed-off-paper" if on_paper is not None and at >= on_paper else None,
        )
        for at, text in enumerate(texts)
    ]
    return element("ul", *lines, *_rest(len(texts), on_paper), class_="jk-agreed-lines")


def _card(action: CardWords, *, off_paper: bool) -> Markup:
    terms = {
        "first-step": (_("First step this week"), action.first_step),
        "measure": (_("We will see it by"), action.measure),
    }
    return element(
        "li",
        element("p", element("strong", action.what)),
        element("p", _("{who}, {by_day}").format(who=action.who, by_day=action.due)),
        element(
            "dl",
            *(
                element("div", element("dt", name), element("dd", text), class_=f"jk-agreed-{term}")
                for term, (name, text) in terms.items()
            ),
        ),
        class_="jk-agreed-card" + (" jk-agreed-off-paper" if off_paper else ""),
    )


def _rest(n: int, on_paper: int | None) -> tuple[Markup, ...]:
    left = n - on_paper if on_paper is not None else 0
    if left <= 0:
        return ()
    text = ngettext("and {n} more, in the file", "and {n} more, in the file", left).format(n=left)
    return (element("li", text, class_="jk-agreed-rest"),)
