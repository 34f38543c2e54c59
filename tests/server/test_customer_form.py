"""The customers' link: a form without cookie, kernel or script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from samples import STEPS, small_journey
from served import Answer, Client, Served

from journeykit.errors import UnknownStep
from journeykit.models.by_link import LinkAnswer, LinkComment, ToldByLink
from journeykit.models.evidence import WaveCount
from journeykit.models.exercise import ExerciseId
from journeykit.server.customer_form import Filled, NotYet
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.store import customers
from journeykit.store.engine import reading


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A session of this test alone."""
    monkeypatch.setenv("JOURNEYKIT_HOME", str(tmp_path / "home"))
    running = Served(tmp_path / "served")
    yield running
    running.stop()


def told(served: Served) -> ToldByLink:
    with reading(served.engine) as connection:
        return customers.get(connection, served.session.session_id)


def form_id(page: Answer) -> str:
    found = re.search(r'name="form_id" value="([^"]+)"', page.text)
    assert found, page.text
    return unescape(found[1])


def page_of(served: Served) -> str:
    return f"c/{served.session.code}"


def sent(served: Served, **fields: str) -> Answer:
    """A customer opens the form and sends it; felt_wait is the field felt:wait."""
    client = served.client()
    body = {name.replace("felt_", "felt:"): value for name, value in fields.items()}
    return client.send(page_of(served), {"form_id": form_id(client.send(page_of(served))), **body})


def problem(page: Answer) -> str:
    found = re.search(r'id="problem"[^>]*>([^<]+)<', page.text)
    assert found, page.text
    return unescape(found[1])


def test_the_form_asks_about_every_step_and_nothing_is_chosen_beforehand(served: Served) -> None:
    page = served.client().send(page_of(served))
    assert page.status == 200
    for step in STEPS:
        assert re.findall(rf'name="felt:{step}" value="([^"]+)"', page.text) == ["-2", "-1", "0", "1", "2", "none"]
    assert "checked" not in page.text
    assert "selected" not in page.text
    assert "<script" not in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_no_page_of_the_customers_sets_a_cookie(served: Served) -> None:
    client = served.client()
    form = client.send(page_of(served))
    pages = [
        form,
        client.send(page_of(served), {"form_id": form_id(form), "felt:wait": "9"}),
        client.send(page_of(served), {"form_id": form_id(form), "felt:wait": "1"}),
        client.send(page_of(served) + "/thanks"),
        client.send("c/MAPLE-0"),
    ]
    assert [page.status for page in pages] == [200, 400, 303, 200, 404]
    assert all("Set-Cookie" not in page.headers for page in pages)
    assert len(client.cookies) == 0


def test_an_answer_is_counted_and_thanked_for(fresh: Served) -> None:
    answer = sent(
        fresh, felt_wait="-2", felt_book="1", felt_pay="none", about="wait", words="  An\r\nhour. ", may_show="yes"
    )
    assert (answer.status, answer.headers["Location"]) == (303, f"/c/{fresh.session.code}/thanks")
    kept = told(fresh)
    assert kept.customers == 1
    assert kept.counts == (
        WaveCount(target_id="book", value=1, count=1),
        WaveCount(target_id="wait", value=-2, count=1),
    )
    assert [(each.step_id, each.text) for each in kept.comments] == [("wait", "An hour.")]
    thanks = fresh.client().send(page_of(fresh) + "/thanks")
    assert "Your answers count" in thanks.text


def test_a_double_tap_is_one_customer_and_another_form_is_another(fresh: Served) -> None:
    client = fresh.client()
    body = {"form_id": form_id(client.send(page_of(fresh))), "felt:wait": "1"}
    assert [client.send(page_of(fresh), body).status for _ in range(3)] == [303, 303, 303]
    assert told(fresh).customers == 1
    assert sent(fresh, felt_wait="1").status == 303
    assert told(fresh).customers == 2


def test_words_without_the_tick_are_kept_nowhere_and_the_customer_is_told(fresh: Served) -> None:
    answer = sent(fresh, felt_wait="1", words="A secret of mine.", about="wait")
    assert answer.headers["Location"].endswith("/thanks?words=0")
    assert "not kept" in fresh.client().send(page_of(fresh) + "/thanks?words=0").text
    assert told(fresh).comments == ()
    assert all(b"A secret of mine" not in file.read_bytes() for file in fresh.folder.glob("store.sqlite*"))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Nothing is filled in yet"),
        ({"words": "Only words", "about": "wait"}, "tick that we may show your words"),
        ({"felt_wait": "999"}, "none of the five faces"),
        ({"felt_wait": "1.0"}, "none of the five faces"),
        ({"felt_wait": ""}, "none of the five faces"),
        ({"felt_moon": "1"}, "The steps have changed"),
        ({"felt_wait": "1", "words": "x", "about": "moon", "may_show": "yes"}, "The steps have changed"),
        ({"felt_wait": "1", "words": "x", "may_show": "yes"}, "Which step are your words about?"),
        ({"felt_wait": "1", "words": "x" * 401}, "1 character too long"),
        ({"felt_wait": "1", "form_id": "made up"}, "open for long"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_stored(served: Served, fields: dict[str, str], text: str) -> None:
    before = told(served)
    answer = sent(served, **fields)
    assert answer.status == 400
    assert text in problem(answer)
    assert told(served) == before


def test_what_was_filled_in_stands_there_again_with_a_form_that_can_be_sent(fresh: Served) -> None:
    typed = {"felt_wait": "-1", "felt_pay": "none", "words": "<img src=x onerror=alert(1)>", "may_show": "yes"}
    page = sent(fresh, **typed)
    assert re.findall(r'name="felt:(\w+)" value="([^"]+)" checked', page.text) == [("wait", "-1"), ("pay", "none")]
    assert "&lt;img src=x onerror=alert(1)&gt;</textarea>" in page.text
    assert re.search(r'name="may_show"[^>]* checked', page.text)
    body = {name.replace("felt_", "felt:"): value for name, value in typed.items()}
    answer = fresh.client().send(page_of(fresh), {**body, "about": "wait", "form_id": form_id(page)})
    assert answer.status == 303
    assert told(fresh).customers == 1


def test_after_the_round_the_page_says_so_and_nothing_is_counted(fresh: Served) -> None:
    form = fresh.client().send(page_of(fresh))
    view = View(fresh.engine, fresh.session.session_id)
    room = Room(fresh.engine, view)
    while view.now().exercise.id is not ExerciseId.REVEAL_CUSTOMERS:
        room.next()
    late = fresh.client().send(page_of(fresh), {"form_id": form_id(form), "felt:wait": "1"})
    opened = fresh.client().send(page_of(fresh))
    assert (late.status, opened.status) == (409, 200)
    for page in (late, opened):
        assert "Thank you, this round is closed." in page.text
    assert told(fresh) == ToldByLink()


def test_a_wrong_code_is_told_calmly_and_leads_to_no_room(served: Served) -> None:
    page = served.client().send("c/MAPLE-0")
    assert page.status == 404
    assert "old or mistyped" in page.text
    assert "<a " not in page.text


def test_a_code_may_be_typed_as_people_type(served: Served) -> None:
    typed = served.session.code.lower().replace("-", "")
    assert served.client().send(f"c/{typed}").status == 200


def test_the_customers_link_has_the_code_of_the_session(served: Served) -> None:
    assert served.links["customers_url"].endswith(f"/c/{served.session.code}")


def test_a_form_is_taken_apart_into_what_is_counted() -> None:
    filled = Filled(felt={"wait": "-2", "book": "none"}, about="pay", words="Fast.", may_show=True)
    assert filled.answer(small_journey()) == LinkAnswer(
        felt={"wait": -2}, comment=LinkComment(step_id="pay", text="Fast.")
    )
    assert Filled(felt={"wait": "none"}).answer(small_journey()) == LinkAnswer()
    with pytest.raises(NotYet):
        Filled(may_show=True, about="pay").answer(small_journey())
    with pytest.raises(UnknownStep):
        Filled(felt={"moon": "0"}).answer(small_journey())


def test_a_customer_without_our_form_id_is_no_customer(served: Served) -> None:
    assert Client(served.root).send(page_of(served), {"felt:wait": "1"}).status == 400


def test_when_very_many_come_from_one_address_they_wait_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNEYKIT_HOME", str(tmp_path / "home"))
    crowded = Served(tmp_path / "served", first="import journeykit.server.admission as it; it.CUSTOMERS = 2")
    try:
        assert [sent(crowded, felt_wait="1").status for _ in range(3)] == [303, 303, 429]
        page = sent(crowded, felt_wait="1")
        assert "send again in ten minutes" in problem(page)
        assert re.search(r'name="felt:wait" value="1" checked', page.text)
        assert told(crowded).customers == 2
    finally:
        crowded.stop()


def test_every_page_of_a_rehearsal_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, served: Served) -> None:
    monkeypatch.setenv("JOURNEYKIT_HOME", str(tmp_path / "home"))
    said = "Rehearsal: these people are simulated"
    rehearsal = Served(tmp_path / "served", rehearsal=True)
    try:
        for path in ("", page_of(rehearsal), page_of(rehearsal) + "/thanks", "nowhere"):
            assert said in rehearsal.client().send(path).text
    finally:
        rehearsal.stop()
    assert said not in served.client().send(page_of(served)).text
