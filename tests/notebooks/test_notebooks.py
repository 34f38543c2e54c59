"""What the kept notebooks look like; that they still run so, `make notebooks` proves."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
import renew_notebooks as renew

from journeykit.models.exercise import ExerciseId

EXERCISES = sorted((renew.ROOT / "exercises").glob("*.ipynb"))


@pytest.mark.parametrize("path", renew.notebooks(), ids=lambda path: path.stem)
def test_a_kept_notebook_holds_nothing_that_differs_from_run_to_run(path: Path):
    notebook = nbformat.read(path, as_version=4)
    assert notebook == renew.kept(notebook)


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_exercise_is_words_and_one_short_code_cell_whose_output_is_kept(path: Path):
    notebook = nbformat.read(path, as_version=4)
    (code,) = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code.source.splitlines()) <= 3
    assert code.execution_count == 1
    (output,) = code.outputs
    assert set(output.data) == {"text/plain"}
    assert f"{output.data['text/plain']}.open()" == code.source.splitlines()[-1]
    assert notebook.metadata.title
    if path.stem[:1].isdigit():
        assert [cell.cell_type for cell in notebook.cells] == ["markdown", "code"]


def test_every_exercise_has_a_notebook_in_the_order_of_play():
    assert [path.stem[3:] for path in EXERCISES if path.stem[:1].isdigit()] == [id_.value for id_ in ExerciseId]


def test_what_is_of_the_moment_is_taken_out_and_the_text_stays():
    data = {"text/plain": "VBox()", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    output = nbformat.v4.new_output("execute_result", data=data, execution_count=7)
    cell = nbformat.v4.new_code_cell("x", outputs=[output], execution_count=7, metadata={"execution": {"a": "b"}})
    before = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {}, "title": "T"})
    after = renew.kept(before)
    assert after.metadata == {"title": "T", "language_info": {"name": "python"}}
    assert after.cells[0].outputs[0].data == {"text/plain": "VBox()"}
    assert after.cells[0].execution_count == 7
    assert after.cells[0].metadata == {}
