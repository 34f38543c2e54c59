"""The look is written twice, as CSS and as Python values: here both are held together."""

import re
from xml.etree import ElementTree

import pytest

from journeykit import look
from journeykit.models.scale import POINTS

_CSS = look.TOKENS_CSS.read_text(encoding="utf-8")
_FEELINGS = {"very-unhappy": -2, "unhappy": -1, "neither": 0, "happy": 1, "very-happy": 2}


def _declared(block: str) -> dict[str, str]:
    return {name: " ".join(value.split()) for name, value in re.findall(r"--jk-([a-z-]+):\s*([^;]+);", block)}


_LIGHT = _declared(_CSS.split("}")[0])
_DARK = [
    _declared(block)
    for block in re.findall(r":root:(?:not\(:has|has)\(body\[data-jp-theme-light[^{]*\{([^}]*)\}", _CSS)
]


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_value_in_python_is_the_one_of_the_stylesheet():
    for css, points in _FEELINGS.items():
        assert _LIGHT[css] == look.FEELING[points]
    for name in ("BELOW", "ABOVE", "INK", "ON_INK", "QUIET", "LINE", "EDGE", "PAPER", "CARD", "PICKED"):
        assert _LIGHT[name.lower().replace("_", "-")] == getattr(look, name), name
    for name in ("HEAD", "MARK", "NOW", "FACE", "FONT"):
        assert _LIGHT[name.lower()] == getattr(look, name), name
    for name in ("SPACE", "RADIUS", "RADIUS_SMALL", "TOUCH"):
        assert _LIGHT[name.lower().replace("_", "-")] == f"{getattr(look, name)}px", name


def test_the_dark_is_the_same_whoever_asks_for_it():
    assert len(_DARK) == 2
    assert _DARK[0] == _DARK[1]
    assert _DARK[0].keys() <= _LIGHT.keys()


@pytest.mark.parametrize("theme", [_LIGHT, _LIGHT | _DARK[0]], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(theme):
    for words in ("ink", "quiet"):
        for ground in ("paper", "card", "picked", "head", "now", "below", "above"):
            assert _contrast(theme[words], theme[ground]) >= 4.5, (words, ground)
    assert _contrast(theme["on-ink"], theme["ink"]) >= 4.5
    assert _contrast(theme["edge"], theme["card"]) >= 3


def test_the_published_contrasts_of_the_palette_on_white_come_out():
    published = {-2: 9.5, -1: 3.7, 0: 4.5, 1: 3.7, 2: 10.9}
    for points, ratio in published.items():
        assert _contrast(look.FEELING[points], "#ffffff") == pytest.approx(ratio, abs=0.06)


@pytest.mark.parametrize("points", POINTS)
@pytest.mark.parametrize("filled", [True, False])
def test_a_face_is_a_drawing_that_screen_readers_pass_over(points, filled):
    drawing = ElementTree.fromstring(look.face(points, filled=filled))
    assert drawing.get("aria-hidden") == "true"
    assert drawing.get("color") == look.FEELING[points]


def test_no_two_faces_look_the_same():
    assert len({look.face(points).replace(look.FEELING[points], "") for points in POINTS}) == len(POINTS)
