"""The summary as one file: whole, by itself, safe whatever people typed, and on one page."""

from __future__ import annotations

from itertools import pairwise

import pytest
from render.test_html import CANARY, Elements, poisoned
from reports import SHARED, agreed_report, report_of, small_report
from samples import small_material

from journeykit.models.said import ActionCard
from journeykit.render.summary import html_summary
from journeykit.render.summary_fit import summary_fit
from journeykit.render.summary_view import summary_view


def agreed():
    return agreed_report(small_material())


def spoiled():
    """A whole session with the canary in everything that somebody typed."""
    card = ActionCard(card_id="c", what=CANARY, who=CANARY, due="2026-12-05", first_step=CANARY, metric=CANARY)
    report = agreed_report(poisoned())
    return report.model_copy(
        update={
            "actions": (card, card.model_copy(update={"metric": "", "metric_by": card.due})),
            "commitments": (SHARED.model_copy(update={"if_text": CANARY, "then_text": CANARY}),),
            "insights": (CANARY,),
            "plan": report.plan.model_copy(update={"sponsor": CANARY}),
        }
    )


def test_what_people_typed_stays_text():
    without = spoiled().model_copy(update={"actions": (), "no_action_because": CANARY})
    for report in (spoiled(), without):
        page = Elements(html_summary(report))
        assert "img" not in page.tags()
        assert not [attributes for _tag, attributes in page.found if any(name.startswith("on") for name in attributes)]
        assert page.text.count(CANARY) >= 10


def test_the_file_needs_nothing_but_itself_and_has_no_script():
    html = html_summary(agreed())
    page = Elements(html)
    assert not page.tags() & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not [attributes for _tag, attributes in page.found if {"src", "href"} & attributes.keys()]
    assert "url(" not in html
    assert "@import" not in html


def test_it_has_a_language_a_title_and_headings_in_order():
    page = Elements(html_summary(agreed()))
    assert page.found[0] == ("html", {"lang": "en"})
    assert "A small visit: summary" in page.text
    levels = [int(tag[1]) for tag, _attributes in page.found if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_text_of_the_model_is_on_the_page():
    view, text = summary_view(agreed()), Elements(html_summary(agreed())).text
    lines = [text_ for line in (*view.moments, *view.learned, *view.ahead) for text_ in (line.name, line.text)]
    cards = [text_ for card in view.actions for text_ in (card.what, card.first_step, card.measure)]
    for each in (*view.answered, *view.badges, *view.headlines, *lines, *cards, *view.commitments, view.caution):
        assert each in text
    assert "Ruiz, by 5 December 2026" in text
    assert "“It is not the wait, it is not knowing.”" in text


def test_a_part_with_nothing_in_it_is_left_out_and_a_missing_action_stands_in_red():
    page = Elements(html_summary(small_report()))
    for heading in ("The moments that matter", "What people think now", "What the room says it learned"):
        assert heading not in page.text
    assert "There is no action yet." in page.text
    assert [1 for _tag, attributes in page.found if attributes.get("class") == "jk-summary-alarm"]
    assert not [
        1 for _, attributes in Elements(html_summary(agreed())).found if attributes.get("class") == "jk-summary-alarm"
    ]


def test_before_the_reveal_nothing_of_ours_is_in_the_file():
    page = Elements(html_summary(report_of(small_material(), None)))
    assert "Answers are still private" in page.text
    assert "We thought" not in page.text


def many(n: int):
    """A session in which people said very much."""
    report = agreed()
    return report.model_copy(
        update={
            "actions": tuple(report.actions[0].model_copy(update={"card_id": f"c{at}"}) for at in range(n // 8)),
            "commitments": (SHARED,) * n,
            "insights": ("They would wait, if only somebody told them how long it takes.",) * n,
        }
    )


def test_letters_stay_as_large_as_they_may_until_the_page_is_full():
    assert summary_fit(summary_view(agreed())) == (15.0, None, None)
    assert summary_fit(summary_view(many(10))).px >= 11


@pytest.mark.parametrize("n", [40, 200, 800])
def test_much_text_makes_lists_shorter_first_then_letters_smaller_and_none_under_six_points(n):
    fit = summary_fit(summary_view(many(n)))
    assert fit.lines is not None
    assert fit.px * 0.75 >= 6  # 96 px and 72 points are an inch


def test_what_is_not_printed_is_counted_on_paper_and_whole_in_the_file():
    page = Elements(html_summary(many(200)))
    assert "and 197 more, in the file" in page.text
    assert page.text.count("They would wait, if only") == 200


def test_the_same_report_makes_the_same_file():
    assert html_summary(agreed()) == html_summary(agreed())
