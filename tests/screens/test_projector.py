"""The projector shows what everybody may see, in each exercise, and nothing before."""

from __future__ import annotations

from datetime import date

import pages
import pytest
from samples import Played, card, picked, proposed, small_material

from journeykit.models.entry import KeptWhat, Looked, Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Commitment, Note, Question, Topic
from journeykit.models.session import Role
from journeykit.screens.projector import ProjectorPage
from journeykit.session.invitation import new_session
from journeykit.store.engine import open_store

LINKS = {"participants_url": "http://192.168.1.5:8866/j/MAPLE-42", "qr_url": "/qr.svg"}
SECRET = "Only the one who wrote it knows this line"


@pytest.fixture
def projector(played: Played) -> ProjectorPage:
    return ProjectorPage().take(played.view, LINKS)


def text_of(projector: ProjectorPage) -> str:
    return " | ".join(pages.texts(projector.root))


def blocks_of(projector: ProjectorPage) -> list[dict]:
    def read(blocks):
        for block in blocks:
            yield block
            yield from read(block.get("blocks", ()))

    return list(read(projector.title.blocks + projector.words.blocks))


def kinds(projector: ProjectorPage) -> set[str]:
    return {block["kind"] for block in blocks_of(projector)}


def test_at_the_welcome_it_shows_the_way_in():
    played = Played(open_store("sqlite://"))
    played.joined(Role.LEADER, Role.CUSTOMER)
    played.people[0].say(Ready(agrees_to_open_mode=False))
    projector = ProjectorPage().take(played.view, LINKS)
    assert played.session.code in text_of(projector)
    assert "Scan, or open http://192.168.1.5:8866/j/MAPLE-42" in text_of(projector)
    assert "1 of 2 ready" in text_of(projector)
    assert "picture" in kinds(projector)


def test_without_a_server_there_is_no_way_in_to_read_out():
    played = Played(open_store("sqlite://"))
    assert "Scan" not in text_of(ProjectorPage().take(played.view))


def test_two_voices_are_read_and_then_the_words_for_them(played: Played, projector: ProjectorPage):
    played.room.open(ExerciseId.VOICE)
    played.people[0].say(Note(topic=Topic.FIRST_WORD, text="lost"))
    projector.show()
    assert "“Nobody told me why.”" in text_of(projector)
    assert "Not for others" not in text_of(projector)
    assert "1 of 6 has answered" in text_of(projector)
    assert "lost" not in text_of(projector)
    played.room.reveal()
    projector.show()
    assert "lost" in text_of(projector)


def test_without_a_voice_it_says_so_and_meets_the_person_next():
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"quotes": ()}))
    played.come_to(ExerciseId.VOICE)
    projector = ProjectorPage().take(played.view)
    assert "We have no words of customers yet that we may show. We meet Ada next." in text_of(projector)


def test_it_shows_the_person(played: Played, projector: ProjectorPage):
    played.room.open(ExerciseId.MEET)
    projector.show()
    assert "Be done before noon" in text_of(projector)
    assert "0 of 6 have answered" in text_of(projector)


def test_it_shows_the_steps_and_that_no_customer_was_asked_about_a_new_one(played: Played, projector: ProjectorPage):
    played.room.open(ExerciseId.STEPS)
    played.people[0].say(proposed("taxi", after="wait", label="Calling a taxi"))
    projector.show()
    lists = [block["items"] for block in blocks_of(projector) if block["kind"] == "list"]
    assert lists == [["Booking"], ["Waiting", "Talking"], ["Paying"]]
    assert "taxi" not in text_of(projector)  # proposed is not yet kept
    played.room.keep(KeptWhat.NEW_STEP, "taxi")
    projector.show()
    assert "Calling a taxi (new, no customer was asked)" in text_of(projector)


def test_while_people_answer_it_shows_how_many_and_the_time(played: Played, projector: ProjectorPage):
    played.rate(played.people[0], -2)
    projector.show()
    assert "1 of 6 has answered" in text_of(projector)
    assert {"dots", "clock"} <= kinds(projector)
    assert projector.picture.root.layout.display == "none"
    played.clock.forward(minutes=8)
    projector.show()
    assert "Time is up, answers are in." in text_of(projector)
    assert "clock" not in kinds(projector)


def test_how_sure_we_are_comes_with_our_picture_and_not_before(played: Played, projector: ProjectorPage):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.SURE)
    for person in played.people:
        person.say(picked(Question.LEAST_SURE, "talk"))
    projector.show()
    assert "6 of 6 have answered" in text_of(projector)
    assert "We were least sure of" not in text_of(projector)
    played.room.reveal()
    projector.show()
    assert "We were least sure of | “Talking”: 6 of 6 picked it." in text_of(projector)


def test_ourselves_come_as_dots_and_customers_without_them(played: Played, projector: ProjectorPage):
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    projector.show()
    assert projector.picture.root.layout.display is None
    assert projector.picture.curve.show_dots
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    projector.show()
    assert not projector.picture.curve.show_dots
    played.room.uncover("wait")
    projector.show()
    assert "Waiting: what we thought, what customers say" in text_of(projector)
    assert projector.picture.curve.focus == "wait"


def test_the_picture_leaves_when_something_else_is_on(played: Played, projector: ProjectorPage):
    played.come_to(ExerciseId.OWN_FEELING)
    projector.show()
    assert projector.picture.root.layout.display == "none"
    assert "Have you been through this yourself?" in text_of(projector)


def test_a_kept_card_is_on_the_wall_and_one_that_was_only_sent_is_not(played: Played, projector: ProjectorPage):
    played.room.open(ExerciseId.ACTION)
    played.people[0].say(card("one", what="Say how long it takes"))
    projector.show()
    assert "Say how long it takes" not in text_of(projector)
    played.room.keep(KeptWhat.CARD, "one")
    projector.show()
    assert "Say how long it takes" in text_of(projector)
    assert "Jo, by 1 December 2026" in text_of(projector)


def test_of_many_cards_the_first_stand_whole_and_the_others_with_what_and_who(played: Played, projector: ProjectorPage):
    played.room.open(ExerciseId.ACTION)
    for number in range(5):
        played.room.write_card(card(f"card{number}", what=f"Action {number}", due=date(2026, 12, 1 + number)))
    projector.show()
    facts = [block["items"] for block in blocks_of(projector) if block["kind"] == "facts"]
    assert facts == [[["Action 3", "Jo"], ["Action 4", "Jo"]]]
    assert len([block for block in blocks_of(projector) if block["kind"] == "terms"]) == 3


def test_only_shared_commitments_are_on_the_wall(played: Played, projector: ProjectorPage):
    played.room.open(ExerciseId.COMMITMENT)
    played.people[0].say(Commitment(if_text="somebody waits", then_text="tell them why", share=True))
    played.people[1].say(Commitment(if_text="I am tired", then_text=SECRET, share=False))
    for person in played.people[:2]:
        person.say(Looked())
    projector.show()
    assert "If somebody waits, then I will tell them why." in text_of(projector)
    assert SECRET not in text_of(projector)


def test_the_close_reads_back_what_was_agreed_and_when_we_look_again(played: Played, projector: ProjectorPage):
    played.room.open(ExerciseId.ACTION)
    played.room.write_card(card("one", what="Say how long it takes"))
    played.room.finish()
    played.room.set_review(date(2026, 12, 15))
    projector.show()
    assert "Say how long it takes" in text_of(projector)
    assert "We look again on 15 December 2026." in text_of(projector)
    assert "alarm" not in kinds(projector)


def test_without_an_action_the_close_and_the_end_say_so_in_red(played: Played, projector: ProjectorPage):
    played.room.finish()
    projector.show()
    assert {"kind": "alarm", "text": "There is no action yet."} in projector.words.blocks
    played.room.set_review(None, "We wait for the new building.")
    played.room.finish()
    projector.show()
    assert "Thank you. The session is over." in text_of(projector)
    assert {"kind": "alarm", "text": "No action, because: We wait for the new building."} in projector.words.blocks


def test_no_part_shows_what_is_written_there_before_it_is_shown(played: Played, projector: ProjectorPage):
    topics = {
        ExerciseId.VOICE: (Topic.FIRST_WORD, Topic.SECOND_WORD),
        ExerciseId.MEET: (Topic.EXPECTATION, Topic.WORRY),
        ExerciseId.NOW_I_THINK: (Topic.USED_TO_THINK, Topic.NOW_THINK),
        ExerciseId.CLOSE: (Topic.CHANGE_NEXT_TIME,),
    }
    for id_, asked in topics.items():
        played.room.open(id_)
        for topic in asked:
            played.people[0].say(Note(topic=topic, text=SECRET))
        with pages.Widgets() as widgets:
            again = ProjectorPage().take(played.view, LINKS)
        projector.show()
        assert SECRET not in text_of(projector) + text_of(again)
        assert SECRET not in widgets.state()


def test_an_example_says_that_it_is_one(projector: ProjectorPage):
    assert "An invented example" in text_of(projector)


def test_a_rehearsal_says_so():
    played = Played(open_store("sqlite://"))
    played.session = new_session(played.engine, small_material(), clock=played.clock, rehearsal=True)
    assert "Rehearsal: these people are simulated" in text_of(ProjectorPage().take(played.fresh_view()))


def test_our_view_without_customers_says_so():
    played = Played(open_store("sqlite://"), small_material().model_copy(update={"waves": (), "quotes": ()}))
    played.joined(*[Role.FRONT_LINE] * 5)
    played.come_to(ExerciseId.PREDICT)
    projector = ProjectorPage().take(played.view)
    assert "not yet checked" not in text_of(projector)
    for id_ in (ExerciseId.REVEAL_OURSELVES, ExerciseId.REVEAL_CUSTOMERS):
        played.come_to(id_)
        projector.show()
        assert "Our view, not yet checked with customers" in text_of(projector)


def test_a_preview_needs_no_server(capsys):
    projector = ProjectorPage()
    projector.open()
    assert "patients say" in text_of(projector)
