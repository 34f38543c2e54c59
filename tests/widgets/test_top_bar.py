"""The bar tells and asks nothing: its page can change none of it."""

from journeykit.widgets.top_bar import TopBar


def test_a_page_can_change_nothing_of_it(page_of):
    bar = TopBar(title="Amina’s clinic visit", initial="A")
    page = page_of(bar)
    page.says(title="Forged", saved={"state": "saved", "at_ms": 1}, ends_at_ms=1.0, screen="x", words={})
    assert (bar.title, bar.saved, bar.screen) == ("Amina’s clinic visit", {"state": "", "at_ms": 0}, "")
    assert page.shows("title") == "Amina’s clinic visit"
    assert page.shows("saved") == {"state": "", "at_ms": 0}


def test_it_has_words_for_all_that_can_become_of_an_answer_and_of_time():
    words = TopBar().words
    assert {"saving", "saved", "failed", "left", "last_minute", "over"} <= set(words)
    assert "{time}" in words["saved"]
    assert "{minutes}" in words["left"]


def test_its_repr_is_the_same_in_every_run():
    assert repr(TopBar(title="A")) == "TopBar('A')"
