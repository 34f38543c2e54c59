"""Two customers in their own words: never more, never without consent; one word for each, shown together."""

from __future__ import annotations

from datetime import date

import pages
from samples import Played, small_material

from journeykit.models.by_link import LinkAnswer, LinkComment
from journeykit.models.evidence import Quote
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens.voice import Voice
from journeykit.session.customers import CustomersLink
from journeykit.store.engine import open_store


def quoted(*texts: tuple[str, str]) -> Played:
    """Two people in a session whose customers said this: (step, text). One more quote may not be shown."""
    quotes = [
        Quote(step_id=step, text=text, source="a letter", date=date(2026, 3, 1), consent_to_show=True)
        for step, text in texts
    ]
    hidden = small_material().quotes[1]
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"quotes": (hidden, *quotes)}))
    played.joined(*[Role.LEADER] * 2)
    played.come_to(ExerciseId.VOICE)
    return played


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def quotes_on(screen) -> list[str]:
    return [text for text in pages.texts(screen.sheet) if text.startswith("“")]


def test_two_quotes_at_most_from_different_steps_where_there_are_such():
    screen = Voice().take(quoted(("wait", "One"), ("wait", "Two"), ("pay", "Three")).people[0])
    assert quotes_on(screen) == ["“One”", "“Three”"]
    assert "a letter" in text_of(screen)
    assert [field["label"] for field in screen.sheet.fields] == ["One word for the first", "One word for the second"]


def test_without_a_second_step_both_come_from_the_same_one():
    screen = Voice().take(quoted(("wait", "One"), ("wait", "Two"), ("wait", "Three")).people[0])
    assert quotes_on(screen) == ["“One”", "“Two”"]


def test_one_quote_asks_for_one_word():
    screen = Voice().take(quoted(("wait", "One")).people[0])
    assert [field["label"] for field in screen.sheet.fields] == ["One word for the feeling"]
    assert "Not for others." not in text_of(screen)


def test_without_any_quote_the_page_says_so_and_asks_nothing():
    played = quoted()
    screen = Voice().take(played.people[0])
    assert "We have no words of customers yet that we may show. We meet Ada next." in text_of(screen)
    assert screen.sheet.fields == []
    played.room.reveal()
    pages.hears(screen)
    assert "We have no words of customers yet" in text_of(screen)


def test_the_words_stand_under_their_quotes_once_they_are_shown():
    played = quoted(("wait", "One"), ("pay", "Two"))
    screens = [Voice().take(person) for person in played.people]
    pages.says(screens[0].sheet, value={"first_word": "lost", "second_word": "glad"})
    pages.says(screens[1].sheet, value={"first_word": "alone"})
    assert "lost" not in text_of(screens[1])
    played.room.reveal()
    pages.hears(screens[1])
    _title, first, second = screens[1].sheet.blocks
    assert first["blocks"][0]["text"] == "“One”"
    assert first["blocks"][-1] == {"kind": "notes", "items": ["alone", "lost"]}
    assert second["blocks"][-1] == {"kind": "notes", "items": ["glad"]}


def test_a_comment_by_the_link_does_not_push_a_quote_from_over_its_words():
    played = quoted(("wait", "One"), ("pay", "Two"))
    pages.says(Voice().take(played.people[0]).sheet, value={"first_word": "lost"})
    link = CustomersLink(played.engine, played.session.session_id, clock=played.clock)
    link.say(LinkAnswer(comment=LinkComment(step_id="book", text="Earlier in the journey")))
    played.view.refresh()
    assert quotes_on(Voice().take(played.people[1])) == ["“One”", "“Two”"]
