"""The prepare page, by the messages that a browser sends to it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pages
import pytest
from samples import Played, lines, small_journey
from sqlalchemy import Engine

from journeykit.interchange.template_csv import customers_template, quotes_template
from journeykit.models.by_link import LinkAnswer
from journeykit.models.material import Material
from journeykit.models.session import Plan
from journeykit.screens.prepare import PreparePage
from journeykit.screens.prepare_tables import Table
from journeykit.session.customers import CustomersLink
from journeykit.session.door import Door, DoorKind
from journeykit.session.invitation import new_session
from journeykit.session.preparing import Preparation
from journeykit.session.view import View
from journeykit.store.engine import open_store

LINKS = {
    "participants_url": "http://kit.test/j/MAPLE-42",
    "customers_url": "http://kit.test/c/MAPLE-42",
    "files_url": "/files/",
    "upload_url": "/upload",
}


@pytest.fixture
def engine() -> Engine:
    return open_store("sqlite://")


@pytest.fixture
def fresh(engine: Engine) -> Played:
    """A session that was made and not prepared yet: four steps, ten customers, two quotes."""
    return Played(engine)


@pytest.fixture
def opened(fresh: Played, tmp_path: Path) -> Callable[[], PreparePage]:
    """opened(): the facilitator's page in a process of its own."""

    def open_one() -> PreparePage:
        view = fresh.fresh_view()
        door = Door(kind=DoorKind.FACILITATOR, engine=fresh.engine, view=view, spool=tmp_path, links=LINKS)
        return PreparePage().take(Preparation(fresh.engine, view), door)

    return open_one


@pytest.fixture
def page(opened: Callable[[], PreparePage]) -> PreparePage:
    return opened()


def fills(page: PreparePage, **facts: Any) -> None:
    sheet = page.draft.facts.sheet
    pages.says(sheet, value=sheet.value | facts)


def edits(page: PreparePage, **edit: Any) -> None:
    content = {"data": {"method": "custom", "content": edit}}
    page.draft.stages.comm.handle_msg({"content": content, "buffers": []})


def saves(page: PreparePage) -> None:
    content = {"data": {"method": "custom", "content": {"press": "save"}}}
    page.bar.comm.handle_msg({"content": content, "buffers": []})


def brings(table: Table, spool: Path, content: bytes, name: str = "mine.csv") -> str:
    """A file arrives from the browser; its id."""
    file_id = "ab" * 16
    (spool / file_id).mkdir()
    (spool / file_id / "upload").write_bytes(content)
    sent = {"data": {"method": "custom", "content": {"uploaded": file_id, "name": name}}}
    table.upload.comm.handle_msg({"content": sent, "buffers": []})
    return file_id


def counted(**counts: int) -> bytes:
    """The table of ratings, filled: "book_4=7" says that seven gave a 4 at the step book."""
    text = customers_template(small_journey(), wave="May").decode("utf-8-sig")
    labels = {step.id: step.label for step in small_journey().targets}
    for at, count in counts.items():
        step, value = at.split("_")
        text = text.replace(f"May,{step},{labels[step]},{value},0", f"May,{step},{labels[step]},{value},{count}")
    return text.encode()


def test_everything_that_was_prepared_is_filled_in_and_nothing_is_unsaved(page: PreparePage):
    assert page.draft.facts.sheet.value["title"] == "A small visit"
    assert page.draft.persona.persona == small_journey().persona
    assert page.draft.stages.stages == small_journey().stages
    assert page.bar.saved == {"state": "saved", "at_ms": 0.0}


def test_saved_means_that_every_new_page_sees_it(page: PreparePage, fresh: Played):
    fills(page, title=" Another visit ", held_on="2026-12-01", sponsor="Dr Moreau", owner="Sofia", one="guest")
    edits(page, do="set", id="wait", field="label", text="The wait")
    edits(page, do="set", id="wait", field="doing", text="I sit.")
    pages.says(page.draft.persona, draft=page.draft.persona.draft | {"fears": ["Being late", ""]})
    assert page.bar.saved == {"state": "unsaved"}
    assert fresh.fresh_view().journey.title == "A small visit"
    saves(page)
    assert page.bar.saved == {"state": "saved", "at_ms": fresh.clock.at.timestamp() * 1000}
    view = fresh.fresh_view()
    assert view.plan == Plan(held_on=date(2026, 12, 1), sponsor="Dr Moreau")
    assert (view.journey.title, view.journey.owner, view.journey.customers.one) == ("Another visit", "Sofia", "guest")
    assert view.journey.persona.fears == ("Being late",)
    assert view.journey.target("wait").model_dump(include={"label", "doing"}) == {
        "label": "The wait",
        "doing": "I sit.",
    }
    assert view.material.latest_wave.of("wait").n == 10  # the id stayed, so its customers did


def test_what_cannot_be_saved_yet_is_told_with_field_found_and_allowed_and_stays_written(
    page: PreparePage, fresh: Played
):
    before = lines(fresh.engine)
    fills(page, title="  ", many="")
    pages.says(page.draft.persona, draft={**page.draft.persona.draft, "goal": "", "fears": ["x" * 130]})
    edits(page, do="set", id="wait", field="label", text="")
    saves(page)
    assert page.bar.problems == [
        "Waiting, Name: found nothing. Please fill this in.",
        "Title: found nothing. Allowed: a text.",
        "What they want to get done: found nothing. Allowed: a text.",
        f"What worries them, 1: found '{'x' * 57}...'. Allowed: at most 120 characters.",
        "What several are called: found nothing. Allowed: a text.",
    ]
    assert page.bar.saved == {"state": "failed", "text": "Not saved: 5 things to mend"}
    assert lines(fresh.engine) == before
    assert page.draft.persona.draft["fears"] == ["x" * 130]
    assert page.draft.facts.sheet.value["title"] == "  "


def test_a_problem_goes_as_soon_as_it_is_mended(page: PreparePage):
    fills(page, title="", many="")
    saves(page)
    assert len(page.bar.problems) == 2
    fills(page, title="Good")
    assert page.bar.problems == ["What several are called: found nothing. Allowed: a text."]
    fills(page, many="guests")
    assert page.bar.problems == []


def test_too_few_stages_are_told(page: PreparePage):
    edits(page, do="remove", id="pay")
    saves(page)
    assert page.bar.problems == ["Stages: found a list of 2. Allowed: at least 3 in this list."]
    edits(page, do="undo")
    saves(page)
    assert page.bar.saved["state"] == "saved"


def test_what_customers_said_of_a_removed_step_is_left_out_and_that_is_told(page: PreparePage, fresh: Played):
    CustomersLink(fresh.engine, fresh.session.session_id).say(LinkAnswer(felt={"wait": -1, "pay": 1}))
    edits(page, do="remove", id="wait")
    saves(page)
    assert page.bar.saved == {
        "state": "saved",
        "text": "Left out with the steps that are gone: 10 ratings, 2 quotes, 1 answer by the customers' link.",
    }
    assert "wait" not in fresh.fresh_view().journey.target_ids


def test_what_was_typed_just_before_the_press_and_comes_after_it_is_saved_too(
    page: PreparePage, fresh: Played, in_loop
):
    async def play(wait_until) -> None:
        saves(page)
        fills(page, title="Typed before the press")
        await wait_until(lambda: page.bar.saved["state"] == "saved")

    in_loop(play)
    assert fresh.fresh_view().journey.title == "Typed before the press"


def test_a_page_that_was_overtaken_says_so_and_saves_nothing(opened: Callable[[], PreparePage], fresh: Played):
    first, second = opened(), opened()
    fills(first, title="First")
    saves(first)
    fills(second, title="Second")
    second.preparation.view.refresh()
    second.show()
    assert "Another page has saved" in second.bar.saved["text"]
    saves(second)
    assert "Another page has saved" in second.bar.saved["text"]
    assert second.bar.saved["state"] == "unsaved"
    assert fresh.fresh_view().journey.title == "First"


def test_once_the_session_has_begun_the_page_is_closed(page: PreparePage, fresh: Played):
    fresh.room.begin()
    page.preparation.view.refresh()
    page.show()
    assert page.bar.saved == {
        "state": "closed",
        "text": "The session has begun. What was prepared stays as it is.",
    }
    before = lines(fresh.engine)
    fills(page, title="Too late")
    saves(page)
    assert lines(fresh.engine) == before


def test_when_the_store_cannot_write_nothing_is_lost_and_the_next_press_saves(
    page: PreparePage, fresh: Played, closed, caplog: pytest.LogCaptureFixture
):
    fills(page, title="Another visit")
    with closed(fresh.engine):
        saves(page)
        assert page.bar.saved["state"] == "unsaved"
        assert "press Save again" in page.bar.saved["text"]
    assert [each.levelno for each in caplog.records if each.name == "journeykit"] == [logging.ERROR]
    saves(page)
    assert fresh.fresh_view().journey.title == "Another visit"


def test_what_was_not_saved_is_there_again_after_the_laptop_slept(opened: Callable[[], PreparePage], tmp_path: Path):
    first = opened()
    fills(first, title="")
    pages.says(first.draft.persona, draft={"name": "", "goal": "Half writ"})
    edits(first, do="add", what="step", to="there")
    again = opened()
    assert again.draft.facts.sheet.value["title"] == ""
    assert again.draft.persona.draft == {"name": "", "goal": "Half writ"}
    assert again.draft.stages.value == first.draft.stages.value
    assert again.bar.saved == {"state": "unsaved", "text": "This is what you wrote last. It is not saved yet."}
    (kept,) = tmp_path.glob("draft-*.json")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_what_is_saved_leaves_no_draft_and_a_draft_from_before_another_save_is_not_put_back(
    opened: Callable[[], PreparePage], tmp_path: Path
):
    first, second = opened(), opened()
    fills(second, title="Second")
    draft = next(tmp_path.glob("draft-*.json")).read_text()
    fills(first, title="First")
    saves(first)
    assert list(tmp_path.glob("draft-*.json")) == []
    (tmp_path / f"draft-{first.preparation.view.session.session_id}.json").write_text(draft)
    assert opened().draft.facts.sheet.value["title"] == "First"


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"seen": 0}', '{"seen": 0, "facts": {"x": 1}}'])
def test_a_broken_draft_is_no_draft(opened: Callable[[], PreparePage], tmp_path: Path, text: str):
    page = opened()
    (tmp_path / f"draft-{page.preparation.view.session.session_id}.json").write_text(text)
    again = opened()
    assert again.draft.plain == page.draft.plain
    assert again.bar.saved["state"] == "saved"


def test_the_checklist_says_what_is_missing_until_it_is_there(page: PreparePage):
    assert "No sponsor: nobody has promised an answer to the actions." in pages.texts(page.list)
    fills(page, sponsor="Dr Moreau")
    saves(page)
    assert "Sponsor: Dr Moreau" in pages.texts(page.list)


def test_an_empty_table_has_the_steps_as_they_are_written_now(page: PreparePage, tmp_path: Path):
    edits(page, do="set", id="wait", field="label", text="The wait")
    pages.says(page.ratings.form, value=page.ratings.form.value | {"wave": "June", "scale": "0_10"})
    pages.taps(page.ratings.form, "empty")
    pages.taps(page.quotes.form, "empty")
    ratings = next(tmp_path.glob("*/customers.csv")).read_text(encoding="utf-8-sig").splitlines()
    assert ratings[0] == "wave,target_id,step,value_0_to_10,count"
    assert "June,wait,The wait,10,0" in ratings
    assert "wait,The wait,,,," in next(tmp_path.glob("*/quotes.csv")).read_text(encoding="utf-8-sig").splitlines()
    assert page.ratings.made.blocks[0]["blocks"][0]["text"] == "Save customers.csv"


def test_a_filled_table_shows_what_it_makes_and_counts_only_once_it_is_used(
    page: PreparePage, fresh: Played, tmp_path: Path
):
    pages.says(page.ratings.form, value=page.ratings.form.value | {"source": "Our survey", "question": "How was it?"})
    file_id = brings(page.ratings, tmp_path, counted(book_4=7, book_5=2, wait_1=4, talk_3=6))
    assert not (tmp_path / file_id).exists()
    told = pages.texts(page.ratings.found)
    assert "mine.csv" in told
    assert (
        "May: 4 to 9 answers a step at 3 steps. Scale: 1 to 5 shown as \u22122 to +2 by a straight line."
        " Steps without answers: Paying."
    ) in told
    assert "Fewer than 5 answers: Waiting, Paying. What was said there stays hidden." in told
    (table,) = (block for block in page.ratings.found.blocks if block["kind"] == "table")
    assert table["rows"] == [["Booking", "9"], ["Waiting", "4"], ["Talking", "6"], ["Paying", "0"]]
    assert [wave.wave for wave in fresh.fresh_view().material.waves] == ["2026"]
    pages.taps(page.ratings.found, "use")
    waves = fresh.fresh_view().material.waves
    assert [wave.wave for wave in waves] == ["2026", "May"]
    assert waves[-1].source.name == "Our survey"
    assert page.bar.saved["state"] == "saved"
    assert page.ratings.found.actions == []


def test_a_round_of_the_same_name_takes_the_place_of_the_one_before(page: PreparePage, fresh: Played, tmp_path: Path):
    warned = []
    for n in (5, 6):
        brings(page.ratings, tmp_path, counted(book_4=n))
        told = "There are ratings of May already. Used, these take their place."
        warned.append(told in pages.texts(page.ratings.found))
        pages.taps(page.ratings.found, "use")
    assert warned == [False, True]
    assert [(wave.wave, wave.of("book").n) for wave in fresh.fresh_view().material.waves] == [("2026", 10), ("May", 6)]
    pages.taps(page.ratings.there, "out:0")
    assert [wave.wave for wave in fresh.fresh_view().material.waves] == ["May"]


def test_a_table_without_a_round_is_the_round_that_the_page_names(page: PreparePage, fresh: Played, tmp_path: Path):
    pages.says(page.ratings.form, value=page.ratings.form.value | {"wave": "Autumn", "scale": "1_7"})
    rows = "".join(f"r{n},book,{n}\n" for n in (2, 3, 4, 5, 6))
    brings(page.ratings, tmp_path, f"respondent_id,target_id,value\n{rows}".encode())
    pages.taps(page.ratings.found, "use")
    wave = fresh.fresh_view().material.waves[-1]
    assert (wave.wave, wave.scale.scale_max, wave.of("book").n) == ("Autumn", 7, 5)


def test_problems_of_a_file_are_told_by_line_without_this_computers_paths(
    page: PreparePage, fresh: Played, tmp_path: Path
):
    content = counted(book_4=7).replace(b"May,wait,", b"May,weit,").replace(b"book,Booking,5,0", b"book,Booking,5,many")
    file_id = brings(page.ratings, tmp_path, content)
    told = pages.texts(page.ratings.found)
    assert "This file cannot be used yet. It has 6 problems:" in told
    assert "line 6, column count: found 'many'. Allowed: whole numbers from 0." in told
    assert any(each.startswith("line 7, column target_id: found 'weit'. Allowed: book, wait") for each in told)
    assert str(tmp_path) not in "\n".join(told)
    assert not (tmp_path / file_id).exists()
    assert page.ratings.found.actions == []
    page.ratings.found.press("use")
    assert [wave.wave for wave in fresh.fresh_view().material.waves] == ["2026"]


def test_quotes_are_added_to_those_that_are_there_and_can_be_taken_out(
    page: PreparePage, fresh: Played, tmp_path: Path
):
    text = quotes_template(small_journey()).decode("utf-8-sig")
    filled = text.replace("book,Booking,,,,", "book,Booking,Quick and kind.,by phone,2026-05-02,yes")
    filled = filled.replace("wait,Waiting,,,,", "wait,Waiting,Nobody told me why.,,2026-03-01,no")
    brings(page.quotes, tmp_path, filled.encode())
    assert "2 quotes, of which 1 may be shown" in pages.texts(page.quotes.found)
    pages.taps(page.quotes.found, "use")
    quotes = fresh.fresh_view().material.quotes
    assert [(quote.text, quote.consent_to_show) for quote in quotes] == [
        ("Not for others.", False),
        ("Quick and kind.", True),
        ("Nobody told me why.", False),  # what is brought last counts
    ]
    pages.taps(page.quotes.there, "out")
    assert fresh.fresh_view().material.quotes == ()


def test_an_empty_table_of_quotes_says_so(page: PreparePage, tmp_path: Path):
    brings(page.quotes, tmp_path, quotes_template(small_journey()))
    assert "the file: found no quote. Allowed: at least one row with a quote." in pages.texts(page.quotes.found)


def test_a_file_waits_while_something_else_is_to_be_mended(page: PreparePage, fresh: Played, tmp_path: Path):
    brings(page.ratings, tmp_path, counted(book_4=7))
    fills(page, title="")
    pages.taps(page.ratings.found, "use")
    assert any("has to be mended first" in each for each in pages.texts(page.ratings.found))
    assert page.bar.problems == ["Title: found nothing. Allowed: a text."]
    assert [wave.wave for wave in fresh.fresh_view().material.waves] == ["2026"]
    assert [each["id"] for each in page.ratings.found.actions] == ["use", "not"]
    fills(page, title="Good")
    pages.taps(page.ratings.found, "use")
    assert [wave.wave for wave in fresh.fresh_view().material.waves] == ["2026", "May"]


def test_a_file_that_is_gone_or_a_link_elsewhere_is_not_read(page: PreparePage, tmp_path: Path):
    secret = tmp_path / "secret.csv"
    secret.write_bytes(counted(book_4=7))
    (tmp_path / ("cd" * 16)).symlink_to(tmp_path)
    (tmp_path / ("ef" * 16)).mkdir()
    (tmp_path / ("ef" * 16) / "upload").symlink_to(secret)
    for file_id in ("00" * 16, "cd" * 16, "ef" * 16):
        sent = {"data": {"method": "custom", "content": {"uploaded": file_id, "name": "x.csv"}}}
        page.ratings.upload.comm.handle_msg({"content": sent, "buffers": []})
        assert "The file is no longer there. Please choose it again." in pages.texts(page.ratings.found)
        assert page.ratings.found.actions == []
    assert secret.exists()


def test_the_pages_to_print_hold_both_links_and_the_day(page: PreparePage, tmp_path: Path):
    fills(page, held_on="2026-12-01")
    saves(page)
    pages.taps(page.handouts.paper, "paper")
    (file,) = tmp_path.glob("*/*.html")
    html = file.read_text(encoding="utf-8")
    assert "1 December 2026" in html
    assert html.count("jk-join-qr") >= 2
    links = page.handouts.made.blocks[-1]["blocks"]
    assert [link["href"] for link in links] == [f"/files/{file.parent.name}?view=1", f"/files/{file.parent.name}"]


def test_every_exercise_has_a_link_to_its_preview(page: PreparePage):
    (row,) = (block for block in page.handouts.preview.blocks if block["kind"] == "row")
    assert [link["href"] for link in row["blocks"]] == [f"../../preview/{n:02}" for n in range(1, 15)]
    assert row["blocks"][2]["text"] == "3. Meet Ada"


def test_a_preview_of_the_page_saves_in_memory_and_brings_no_files(fresh: Played):
    page = PreparePage().take(Preparation(fresh.engine, fresh.fresh_view()))
    fills(page, title="Only here")
    saves(page)
    assert page.bar.saved["state"] == "saved"
    assert page.ratings.upload.url == ""
    assert page.ratings.form.actions[0]["disabled"]
    assert page.handouts.paper.actions[0]["disabled"]
    assert not [block for block in page.handouts.preview.blocks if block["kind"] == "row"]


def test_a_rehearsal_says_so(engine: Engine):
    session = new_session(engine, Material(journey=small_journey()), rehearsal=True)
    page = PreparePage().take(Preparation(engine, View(engine, session.session_id)))
    assert "Rehearsal: these people are simulated" in pages.texts(page.intro)
