"""The files that browsers load: found by name only, kept for good by their hash, compressed."""

from __future__ import annotations

import gzip
from urllib.request import Request, urlopen

import pytest
from served import Served

from journeykit.server.assets import SHELF, File, Shelf, first_scripts
from journeykit.shipped import WIDGETS, content_hash, hashed, widget_script


def test_a_name_carries_the_hash_of_what_is_in_the_file() -> None:
    digest = content_hash((WIDGETS / "top_bar.js").read_bytes())
    assert SHELF.address("widgets/top_bar.js") == f"widgets/top_bar.{digest}.js"
    assert hashed("widgets/sheet.js", "0123456789abcdef") == "widgets/sheet.0123456789abcdef.js"


def test_only_the_right_hash_is_kept_for_good() -> None:
    shelf = Shelf()
    right = shelf.address("page.css")
    name, file, for_good = shelf.find(right)
    assert (name, for_good) == ("page.css", True)
    assert shelf.find("page.css") == ("page.css", file, False)
    assert shelf.find("page.0000000000000000.css") == ("page.css", file, False)


@pytest.mark.parametrize("asked", ["nothing.js", "kernel.css", "front/first.json", "widgets/../app.py", ""])
def test_what_has_no_name_there_is_not_found(asked: str) -> None:
    assert SHELF.find(asked) is None


def test_a_widgets_script_needs_no_other_file() -> None:
    _, file, _ = SHELF.find("widgets/sheet.js")
    assert file.content.decode() == widget_script("sheet")
    assert b"\nimport " not in file.content
    assert file.content.count(b"export const fieldsIn") == 1


def test_pages_with_a_kernel_have_one_stylesheet_with_all_widgets_styles() -> None:
    _, file, _ = SHELF.find("exercise.css")
    text = file.content.decode()
    assert text.count("--jk-paper:") == (WIDGETS / "tokens.css").read_text(encoding="utf-8").count("--jk-paper:")
    assert all(path.read_text(encoding="utf-8") in text for path in WIDGETS.glob("*.css"))


def test_the_smallest_form_that_a_browser_takes_is_sent() -> None:
    file = File(b"a" * 1000, brotli=b"short")
    assert file.packed("gzip, deflate, br;q=1") == ("br", b"short")
    coding, packed = file.packed("gzip, deflate")
    assert coding == "gzip"
    assert gzip.decompress(packed) == file.content
    assert file.packed("identity") == ("", file.content)
    assert File(b"a" * 100).packed("gzip") == ("", b"a" * 100)


def test_other_libraries_are_found_where_they_are_installed() -> None:
    libraries = SHELF.libraries()
    assert {"bqplot", "bqscales"} <= libraries.keys()
    assert SHELF.find(libraries["bqplot"])[1].content.count(b'define(["@jupyter-widgets/base"]') == 1


def test_files_are_sent_compressed_for_good_and_once(served: Served) -> None:
    url = f"{served.root}kit/{first_scripts()[1]}"
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        headers, packed = answer.headers, answer.read()
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert len(packed) < 0.4 * len(gzip.decompress(packed))
    again = served.client().send(f"kit/{first_scripts()[1]}", If_None_Match=headers["ETag"])
    assert (again.status, again.text) == (304, "")
    plain = served.client().send("kit/page.css")
    assert plain.headers["Cache-Control"] == "no-cache"


def test_pages_without_a_kernel_are_compressed_too(served: Served) -> None:
    with urlopen(Request(served.root, headers={"Accept-Encoding": "gzip"})) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b"<html" in gzip.decompress(answer.read())
