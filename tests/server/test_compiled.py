"""Templates are compiled once, whoever renders with them."""

from __future__ import annotations

from pathlib import Path

import jinja2
import nbformat
import pytest
from nbconvert.exporters import HTMLExporter, templateexporter

from journeykit.server.compiled import CompiledOnce, compile_once


def test_a_second_exporter_compiles_nothing_and_says_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(templateexporter, "JINJA_EXTENSIONS", [*templateexporter.JINJA_EXTENSIONS])
    compile_once()
    compile_once()  # once is enough
    assert len(templateexporter.JINJA_EXTENSIONS) == 2
    compiled: list[str] = []
    compiling = jinja2.Environment._compile

    def counted(self: jinja2.Environment, source: str, filename: str) -> object:
        compiled.append(filename)
        return compiling(self, source, filename)

    monkeypatch.setattr(jinja2.Environment, "_compile", counted)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A page")])
    first, _ = HTMLExporter().from_notebook_node(notebook)
    assert len(compiled) > 3
    before = len(compiled)
    second, _ = HTMLExporter().from_notebook_node(notebook)
    assert second == first
    assert len(compiled) == before


def test_a_template_that_was_changed_is_compiled_again(tmp_path: Path):
    page = tmp_path / "page.txt"

    def drawn() -> str:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(tmp_path), extensions=[CompiledOnce], autoescape=True
        )
        return environment.get_template("page.txt").render()

    page.write_text("before")
    assert drawn() == drawn() == "before"
    page.write_text("after it")
    assert drawn() == "after it"
