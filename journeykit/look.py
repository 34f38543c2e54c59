"""The look as Python values, for drawings that know no CSS. A test holds them equal to those of TOKENS_CSS."""

from __future__ import annotations

from pathlib import Path

TOKENS_CSS = Path(__file__).parent / "widgets" / "static" / "tokens.css"
"""The file that every page starts from."""

FEELING = {-2: "#8e0b20", -1: "#d6604d", 0: "#767676", 1: "#3d8cc4", 2: "#0b3c75"}
"""The colour of each point of the scale. Red and blue mean feeling, nothing else."""

BELOW = "#fbeae7"
ABOVE = "#eef5fa"
INK = "#1b2430"
ON_INK = "#ffffff"
QUIET = "#55606e"
LINE = "#d8dce2"
EDGE = "#77808c"
PAPER = "#fbfaf7"
CARD = "#ffffff"
PICKED = "#f1f2f4"
HEAD = "#eceae3"
MARK = "#f5c84c"
NOW = "#fff6dc"
TICK = "#1a6b35"
FACE = "#ffffff"

SPACE = 8
RADIUS = 14
RADIUS_SMALL = 8
TOUCH = 48

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'

_MOUTH = {
    -2: "M10 27 Q18 17 26 27",
    -1: "M11 26 Q18 21 25 26",
    0: "M11 24 L25 24",
    1: "M11 22 Q18 28 25 22",
    2: "M9 21 Q18 33 27 21",
}


def face(points: int, *, filled: bool = True, size: int = 36) -> str:
    """The face of a point of the scale as SVG of 36 by 36 units; a drawing only, its word stands beside it.

    filled: a disc in the feeling's colour; else an empty face with a coloured line. size: width and height in px.
    Its parts carry the classes jk-face-disc, jk-face-eye and jk-face-mouth, so that CSS can fill an empty one.
    """
    disc, feature = ("currentColor", FACE) if filled else (FACE, "currentColor")
    return (
        f'<svg class="jk-face" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36" width="{size}" height="{size}"'
        f' color="{FEELING[points]}" aria-hidden="true" focusable="false">'
        f'<circle class="jk-face-disc" cx="18" cy="18" r="16" fill="{disc}" stroke="currentColor" stroke-width="2.5"/>'
        f'<circle class="jk-face-eye" cx="12.5" cy="14" r="2" fill="{feature}"/>'
        f'<circle class="jk-face-eye" cx="23.5" cy="14" r="2" fill="{feature}"/>'
        f'<path class="jk-face-mouth" d="{_MOUTH[points]}" fill="none" stroke="{feature}" stroke-width="2.5"'
        ' stroke-linecap="round"/></svg>'
    )
