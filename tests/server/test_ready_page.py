"""A page that is rendered once and sent to each visitor as theirs."""

from __future__ import annotations

import asyncio
import difflib
import re

import nbformat
import pytest
from served import Client, Served
from warm import ONLY_WHERE_PAGES_FORK

from journeykit.server.ready_page import ReadyPage, ReadyPages

pytestmark = ONLY_WHERE_PAGES_FORK
_KERNEL = re.compile(r'"kernelId": "([0-9a-f-]{36})"')


def page(client: Client, name: str = "session") -> str:
    answer = client.send(f"voila/render/{name}.ipynb")
    assert answer.status == 200, answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def test_two_visitors_pages_differ_in_the_kernel_and_in_nothing_else(ready: Served):
    first, second = (page(ready.participant()) for _ in range(2))
    kernels = [_KERNEL.search(each)[1] for each in (first, second)]
    assert kernels[0] != kernels[1]
    differing = [line for line in difflib.ndiff(first.splitlines(), second.splitlines()) if line[0] in "+-"]
    assert len(differing) == 2
    assert first.replace(kernels[0], kernels[1]) == second


def test_a_page_has_words_before_any_script_and_no_place_left_empty(ready: Served):
    for text in (page(ready.participant()), page(ready.facilitator(), "control")):
        first = text.partition("jk-first")[2].partition("jk-loading")[0]
        assert "A small visit" in first
        assert "journeykit-first-words" not in text
        assert "journeykit-kernel-id" not in text


def test_a_page_shows_the_widget_that_its_cells_showed(ready: Served):
    view = r'application/vnd.jupyter.widget-view\+json">\s*(\{.*?\})\s*</script>'
    shown = re.findall(view, page(ready.participant()), re.DOTALL)
    assert len(shown) == 1
    assert '"model_id"' in shown[0]


def test_what_a_visitor_reads_is_put_in_as_it_is_and_never_taken_for_a_place():
    ready = ReadyPage("<p>journeykit-kernel-id</p><!--own-->")
    assert ready.of("k1", "<!--own-->", "<b>journeykit-kernel-id \\\\1</b>") == (
        "<p>k1</p><b>journeykit-kernel-id \\\\1</b>"
    )


def test_a_page_is_rendered_once_for_all_who_wait_and_again_where_that_went_wrong():
    class Branch:
        """Whatever a page is rendered from."""

        notebook = nbformat.v4.new_notebook()

    rendered: list[str] = []

    async def draw(path: str, _notebook: nbformat.NotebookNode) -> ReadyPage:
        rendered.append(path)
        await asyncio.sleep(0)
        if rendered == [path]:
            raise OSError("no template")
        return ReadyPage("<p></p>")

    async def play() -> None:
        pages, branch = ReadyPages(draw), Branch()
        with pytest.raises(OSError, match="no template"):
            await pages.of(branch, "one")
        first, second = await asyncio.gather(pages.of(branch, "one"), pages.of(branch, "one"))
        assert first is second
        assert await pages.of(branch, "one") is first
        assert await pages.of(Branch(), "another") is not first

    asyncio.run(play())
    assert rendered == ["one", "one", "another"]
