"""Exercises that an analyst makes of other widgets and outputs: what a page loads only when it is there."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect
from served import Served, exercises

pytestmark = pytest.mark.browser

CELLS = (
    """
import ipywidgets as w
from IPython.display import HTML, display
display(HTML("<table><tr><td>a plain table</td></tr></table>"))
""",
    """
first, second, out = w.IntSlider(description="First", max=10), w.IntSlider(description="Second", max=10), w.Output()
w.jslink((first, "value"), (second, "value"))
def told(change):
    with out:
        print("heard", change["new"])
        display(w.Button(description=f"more than {change['new']}"))
second.observe(told, "value")
w.Tab([w.VBox([first, second]), w.Label("elsewhere")], titles=["Sliders", "Other"])
""",
    "out",
    """
import anywidget, traitlets
class Own(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = `own ${model.get('said')}`; } };"
    _css = ".own { color: red; }"
    said = traitlets.Unicode("words").tag(sync=True)
Own()
""",
    """
from bqplot import Bars, Figure, OrdinalScale, LinearScale
x, y = OrdinalScale(), LinearScale()
Figure(marks=[Bars(x=["a", "b"], y=[1.0, 2.0], scales={"x": x, "y": y})])
""",
)


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The facilitator's preview of such an exercise."""
    folder = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYKIT_HOME", str(folder / "home"))
        pages = exercises(folder / "exercises")
        words = nbformat.v4.new_markdown_cell("# An exercise of our own")
        cells = [words, *map(nbformat.v4.new_code_cell, CELLS)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), pages / "02_own.ipynb")
        served = Served(folder / "served", notebooks=pages)
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.errors = []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.goto(served.links["facilitator_url"])
    opened.goto(f"{served.root}voila/render/02_own.ipynb")
    yield opened
    context.close()
    served.stop()


def test_words_and_plain_outputs_stand_in_the_page(page: Page) -> None:
    expect(page.get_by_role("heading", name="An exercise of our own")).to_be_visible()
    expect(page.get_by_role("cell", name="a plain table")).to_be_visible()


def test_controls_work_and_what_is_tied_together_moves_together(page: Page) -> None:
    expect(page.get_by_role("tab", name="Sliders")).to_be_visible(timeout=60_000)
    handles = page.get_by_role("slider")
    handles.first.focus()
    handles.first.press("ArrowRight")
    expect(handles.nth(1)).to_have_attribute("aria-valuenow", "1.0")
    expect(page.get_by_role("button", name="more than 1")).to_be_visible(timeout=60_000)


def test_a_widget_with_a_script_of_its_own_is_drawn(page: Page) -> None:
    expect(page.get_by_text("own words")).to_be_visible(timeout=60_000)


def test_a_chart_is_drawn_by_its_own_library(page: Page) -> None:
    expect(page.locator(".bqplot rect.bar")).to_have_count(2, timeout=60_000)


def test_nothing_went_wrong_on_the_way(page: Page) -> None:
    expect(page.locator("#jk-first")).to_have_count(0)
    expect(page.locator(".jupyter-widgets-error-widget")).to_have_count(0)
    assert page.errors == []
