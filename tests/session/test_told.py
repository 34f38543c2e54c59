"""What a room said besides ratings, as others may see it."""

from __future__ import annotations

import pytest
from samples import Played, card, check, picked, proposed

from journeykit.errors import NotRevealed
from journeykit.models.entry import KeptWhat, Looked
from journeykit.models.exercise import ExerciseId
from journeykit.models.rise import Rise
from journeykit.models.said import (
    CheckItem,
    Commitment,
    DidNotHappen,
    LastTime,
    Note,
    Question,
    TakenBack,
    Topic,
    WasCustomer,
)
from journeykit.models.session import Role
from journeykit.session.told import Told, taking


@pytest.fixture
def six(played: Played) -> Played:
    """Six people who guess."""
    played.joined(*[Role.FRONT_LINE] * 6)
    return played


def told(played: Played) -> Told:
    return played.fresh_view().told


def dots(played: Played, question: Question) -> dict[str, int] | None:
    return told(played).votes(question).dots


def test_notes_are_shown_without_names_in_the_order_of_the_alphabet_once_they_are_shown(six: Played):
    six.come_to(ExerciseId.MEET)
    for person, text in zip(six.people, ("one person", "Bad news", "to wait", "bad luck"), strict=False):
        person.say(Note(topic=Topic.WORRY, text=text))
    for topic in (Topic.WORRY, Topic.EXPECTATION):
        with pytest.raises(NotRevealed):
            told(six).notes(topic)
    six.room.reveal()
    assert told(six).notes(Topic.WORRY) == ("bad luck", "Bad news", "one person", "to wait")
    assert told(six).notes(Topic.EXPECTATION) == ()


def test_notes_that_were_shown_stay_shown_when_the_session_goes_back_and_on(six: Played):
    six.come_to(ExerciseId.MEET)
    six.people[0].say(Note(topic=Topic.WORRY, text="To wait"))
    six.room.reveal()
    six.room.next()
    six.room.back()
    with pytest.raises(NotRevealed):
        told(six).notes(Topic.WORRY)
    six.room.next()
    assert told(six).notes(Topic.WORRY) == ("To wait",)


def test_notes_that_fewer_than_k_changed_since_are_not_shown_anew(six: Played):
    six.come_to(ExerciseId.MEET)
    six.people[0].say(Note(topic=Topic.WORRY, text="To wait"))
    six.room.reveal()
    six.room.open(ExerciseId.MEET)
    for person in six.people[1:5]:
        person.say(Note(topic=Topic.WORRY, text="Bad news"))
    six.people[5].say(Note(topic=Topic.EXPECTATION, text="Elsewhere"))
    six.room.reveal()
    assert told(six).notes(Topic.WORRY) == ("To wait",)
    six.room.open(ExerciseId.MEET)
    six.people[5].say(Note(topic=Topic.WORRY, text="Bad news"))
    six.room.reveal()
    assert told(six).notes(Topic.WORRY) == (*["Bad news"] * 5, "To wait")


@pytest.mark.parametrize("shown_again", [True, False])
def test_a_note_that_its_author_takes_back_goes_at_once_and_no_other_changes(six: Played, shown_again: bool):
    six.come_to(ExerciseId.NOW_I_THINK)
    for person, text in zip(six.people, ("Rude", "To wait"), strict=False):
        person.say(Note(topic=Topic.NOW_THINK, text=text))
    six.room.reveal()
    six.room.open(ExerciseId.NOW_I_THINK)
    six.people[0].say(TakenBack(place="note:now_think"))
    six.people[2].say(Note(topic=Topic.NOW_THINK, text="Of one alone"))
    if shown_again:
        six.room.reveal()
    six.room.next()
    assert told(six).notes(Topic.NOW_THINK) == ("To wait",)
    assert six.fresh_view().report().insights == ("To wait",)


def test_of_a_note_that_is_changed_the_old_words_go_at_once_and_the_new_ones_wait_for_k(six: Played):
    six.come_to(ExerciseId.MEET)
    for person, text in zip(six.people, ("Rude", "To wait"), strict=False):
        person.say(Note(topic=Topic.WORRY, text=text))
    six.room.reveal()
    six.room.open(ExerciseId.MEET)
    six.people[0].say(Note(topic=Topic.WORRY, text="Bad news"))
    six.room.reveal()
    assert told(six).notes(Topic.WORRY) == ("To wait",)
    six.room.open(ExerciseId.MEET)
    for person in six.people[2:]:
        person.say(Note(topic=Topic.WORRY, text="To be sent away"))
    six.room.reveal()  # five of six have changed theirs since
    assert told(six).notes(Topic.WORRY) == ("Bad news", *["To be sent away"] * 4, "To wait")


def test_a_wish_that_was_taken_back_is_not_read_when_the_session_ends_again(six: Played):
    six.come_to(ExerciseId.CLOSE)
    for person, text in zip(six.people, ("Rude", "More time"), strict=False):
        person.say(Note(topic=Topic.CHANGE_NEXT_TIME, text=text))
    six.room.finish()
    six.room.open(ExerciseId.CLOSE)
    six.people[0].say(TakenBack(place="note:change_next_time"))
    six.room.finish()
    assert told(six).wishes() == ("More time",)


@pytest.mark.parametrize("question", [Question.LEAST_SURE, Question.MATTERS_MOST])
def test_what_sure_asks_is_shown_with_the_prediction_and_not_while_people_pick(six: Played, question: Question):
    six.come_to(ExerciseId.SURE)
    for person in six.people[:5]:
        person.say(picked(question, "wait", "pay"))
    assert not told(six).has_votes(question)
    with pytest.raises(NotRevealed):
        told(six).votes(question)
    six.room.next()
    assert dots(six, question) == {"book": 0, "wait": 5, "talk": 0, "pay": 5}


def test_back_at_sure_its_votes_hide_and_one_who_changes_is_not_given_away(six: Played):
    six.come_to(ExerciseId.SURE)
    for person in six.people:
        person.say(picked(Question.LEAST_SURE, "wait"))
    six.room.next()
    six.room.back()
    six.people[0].say(picked(Question.LEAST_SURE, "pay"))
    assert six.view.revealed
    assert not told(six).has_votes(Question.LEAST_SURE)
    six.room.next()
    assert dots(six, Question.LEAST_SURE) == {"book": 0, "wait": 6, "talk": 0, "pay": 0}
    six.room.back()
    for person in six.people[:5]:
        person.say(picked(Question.LEAST_SURE, "talk"))
    six.room.next()
    assert dots(six, Question.LEAST_SURE) == {"book": 0, "wait": 1, "talk": 5, "pay": 0}


def test_who_changes_one_question_is_not_given_away_by_those_who_change_another(six: Played):
    six.come_to(ExerciseId.MOMENTS)
    for person in six.people:
        person.say(picked(Question.FIX_FIRST, "wait"))
        person.say(picked(Question.PROTECT, "talk"))
    six.room.reveal()
    six.room.open(ExerciseId.MOMENTS)
    six.people[0].say(picked(Question.FIX_FIRST, "pay"))
    for person in six.people[1:]:
        person.say(picked(Question.PROTECT, "book"))
    six.room.reveal()
    assert dots(six, Question.FIX_FIRST) == {"book": 0, "wait": 6, "talk": 0, "pay": 0}
    assert dots(six, Question.PROTECT) == {"book": 5, "wait": 0, "talk": 1, "pay": 0}


def test_votes_of_four_are_hidden_and_five_are_shown_with_those_who_picked_nothing(six: Played):
    six.come_to(ExerciseId.MOMENTS)
    for person in six.people[:4]:
        person.say(picked(Question.FIX_FIRST, "wait"))
        person.say(picked(Question.PROTECT, "talk"))
    six.people[4].say(picked(Question.PROTECT))
    six.room.reveal()
    fix, protect = (told(six).votes(question) for question in (Question.FIX_FIRST, Question.PROTECT))
    assert (fix.n, fix.dots) == (4, None)
    assert (protect.n, protect.most_picked) == (5, ("talk",))
    assert protect.dots == {"book": 0, "wait": 0, "talk": 4, "pay": 0}


def test_a_customer_in_the_room_picks_what_matters_but_is_not_asked_how_sure_they_are(six: Played):
    (customer,) = six.joined(Role.CUSTOMER)
    six.come_to(ExerciseId.SURE)
    for person in six.people:
        person.say(picked(Question.MATTERS_MOST, "wait"))
        if person is not customer:
            person.say(picked(Question.LEAST_SURE, "pay"))
    six.room.next()
    assert [told(six).votes(each).n for each in (Question.LEAST_SURE, Question.MATTERS_MOST)] == [6, 7]


def test_proposals_come_without_names_and_marks_as_numbers(six: Played):
    six.come_to(ExerciseId.STEPS)
    first, second, third, *_ = six.people
    first.say(proposed("parking", after="book"))
    for person in (second, third):
        person.say(DidNotHappen(target_id="pay"))
    third.say(DidNotHappen(target_id="wait"))
    third.say(TakenBack(place="did_not_happen:pay"))
    found = told(six).proposals()
    assert found.new_steps == (proposed("parking", after="book"),)
    assert (found.did_not_happen, found.kept) == ({"pay": 1, "wait": 1}, frozenset())


def test_cards_come_soonest_first_and_only_those_that_were_kept(six: Played):
    six.come_to(ExerciseId.ACTION)
    six.people[0].say(card("late", due="2026-12-24"))
    six.people[1].say(card("soon", due="2026-11-10"))
    six.people[2].say(card("never"))
    for id_ in ("late", "soon"):
        six.room.keep(KeptWhat.CARD, id_)
    assert [each.card_id for each in told(six).cards()] == ["soon", "late"]
    assert [each.card_id for each in told(six).cards(kept_only=False)] == ["soon", "never", "late"]
    assert six.fresh_view().report().actions == told(six).cards()


def test_only_a_commitment_that_is_shared_is_seen_and_only_while_it_is(six: Played):
    six.come_to(ExerciseId.COMMITMENT)
    first, second, *_ = six.people
    first.say(Commitment(if_text="somebody waits", then_text="I say why", share=True))
    second.say(Commitment(if_text="I am asked", then_text="I listen", share=False))
    first.say(Looked())
    second.say(Looked())
    assert [each.then_text for each in told(six).shared_commitments()] == ["I say why"]
    first.say(Commitment(if_text="somebody waits", then_text="I say why", share=False))
    assert told(six).shared_commitments() == ()
    assert "I listen" not in six.fresh_view().report().model_dump_json()


def shared(played: Played) -> list[str]:
    found = [each.then_text for each in told(played).shared_commitments()]
    assert [each.then_text for each in played.fresh_view().report().commitments] == found
    return found


def plan(then_text: str) -> Commitment:
    return Commitment(if_text="somebody waits", then_text=then_text, share=True)


def test_nobody_reads_along_while_a_commitment_is_written_or_changed(six: Played):
    six.come_to(ExerciseId.COMMITMENT)
    first = six.people[0]
    first.say(plan("I w"))
    assert shared(six) == []
    first.say(plan("I walk over"))
    first.say(Looked())
    assert shared(six) == ["I walk over"]
    first.say(plan("I walk over a"))
    assert shared(six) == []
    first.say(plan("I walk over at once"))
    first.say(Looked())
    assert shared(six) == ["I walk over at once"]


def test_what_is_ticked_is_shared_without_a_tap_on_done_when_the_session_goes_on_or_ends(six: Played):
    six.come_to(ExerciseId.COMMITMENT)
    six.people[0].say(plan("I walk over"))
    six.room.back()
    assert shared(six) == []  # going back is not going on
    six.room.open(ExerciseId.COMMITMENT)
    assert shared(six) == []
    six.room.next()
    assert shared(six) == ["I walk over"]


def test_what_was_shared_stays_so_when_the_session_comes_back_to_it_until_its_author_changes_it(six: Played):
    six.come_to(ExerciseId.COMMITMENT)
    for person, text in zip(six.people, ("I walk over", "I call back"), strict=False):
        person.say(plan(text))
    six.room.next()
    six.room.back()
    assert shared(six) == ["I call back", "I walk over"]
    six.people[0].say(plan("I walk"))
    assert shared(six) == ["I call back"]
    six.people[1].say(TakenBack(place="commitment"))
    assert shared(six) == []


def test_the_check_out_is_counted_when_the_session_is_over_from_those_who_answered_both(six: Played):
    six.come_to(ExerciseId.CLOSE)
    item = CheckItem.HOW_THEY_FEEL
    for person, (then, now) in zip(six.people, [(2, 4), (3, 4), (1, 5), (4, 4), (5, 3)], strict=False):
        for answer in check(item, then, now):
            person.say(answer)
    six.people[5].say(check(item, 1, 5)[0])  # only then
    for answer in check(CheckItem.WHAT_I_CAN_DO, 2, 3):
        six.people[0].say(answer)
    assert told(six).check_out() == six.fresh_view().report().check_out == ()
    six.room.finish()
    assert told(six).check_out() == (
        Rise(item=item, n=5, k=5, rose=3, same=1, fell=1),
        Rise(item=CheckItem.WHAT_THEY_EXPECT, n=0, k=5),
        Rise(item=CheckItem.WHAT_I_CAN_DO, n=1, k=5),
    )
    assert six.fresh_view().report().check_out == told(six).check_out()


def test_a_session_that_is_taken_up_again_gives_nobody_s_check_out_away(six: Played):
    six.come_to(ExerciseId.CLOSE)
    item = CheckItem.WHAT_I_CAN_DO
    for person in six.people[:5]:
        for answer in check(item, 2, 3):
            person.say(answer)
    six.room.finish()
    six.room.open(ExerciseId.CLOSE)
    for answer in check(item, 5, 1):
        six.people[5].say(answer)
    assert told(six).check_out() == ()
    six.room.finish()
    assert told(six).check_out()[-1] == Rise(item=item, n=5, k=5, rose=5, same=0, fell=0)


def test_when_people_were_last_customers_is_counted_once_the_welcome_is_over(six: Played):
    for person in six.people[:5]:
        person.say(WasCustomer(when=LastTime.NEVER))
    six.people[4].say(WasCustomer(when=LastTime.THIS_WEEK))
    assert (told(six).last_times().n, told(six).last_times().counts) == (5, None)
    six.room.begin()
    assert told(six).last_times().counts is None
    six.room.next()
    found = told(six).last_times()
    assert (found.n, found.counts) == (5, {**dict.fromkeys(LastTime, 0), LastTime.THIS_WEEK: 1, LastTime.NEVER: 4})


def test_four_who_were_customers_stay_uncounted(six: Played):
    for person in six.people[:4]:
        person.say(WasCustomer(when=LastTime.NEVER))
    six.room.next()
    assert (told(six).last_times().n, told(six).last_times().counts) == (4, None)


def test_what_people_would_change_is_told_after_the_end(six: Played):
    six.come_to(ExerciseId.CLOSE)
    for person, text in zip(six.people, ("more time", "A customer"), strict=False):
        person.say(Note(topic=Topic.CHANGE_NEXT_TIME, text=text))
    with pytest.raises(NotRevealed):
        told(six).wishes()
    six.room.finish()
    assert told(six).wishes() == ("A customer", "more time")


def test_where_nobody_would_change_anything_there_is_nothing_to_tell(six: Played):
    six.room.finish()
    six.room.finish()
    assert told(six).wishes() == ()


def test_the_report_holds_only_what_was_shown_kept_or_shared(six: Played):
    six.come_to(ExerciseId.NOW_I_THINK)
    six.people[0].say(Note(topic=Topic.NOW_THINK, text="Not knowing is worse"))
    six.room.next()
    for person in six.people:
        person.say(picked(Question.FIX_FIRST, "wait"))
    report = six.fresh_view().report()
    assert (report.insights, report.actions, report.commitments) == ((), (), ())
    assert [each.question for each in report.votes] == [Question.LEAST_SURE, Question.MATTERS_MOST]
    six.room.reveal()
    six.room.open(ExerciseId.NOW_I_THINK)
    six.room.reveal()
    report = six.fresh_view().report()
    assert report.insights == ("Not knowing is worse",)
    assert [each.question for each in report.votes] == list(Question)
    secrets = [secret for each in six.people for secret in (each.seat.seat_id, each.seat.return_code)]
    assert not any(secret in report.model_dump_json() for secret in secrets)


def test_a_place_that_no_exercise_takes_is_an_error():
    with pytest.raises(StopIteration):
        taking("nothing")
