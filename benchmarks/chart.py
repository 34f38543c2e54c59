"""The README's picture of speed, drawn from the results: docs/images/speed.svg.

.venv/bin/python benchmarks/chart.py
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from results import RESULTS, ROOT, Failed, run

from journeykit import look

PICTURE = ROOT / "docs" / "images" / "speed.svg"
_WIDTH, _LEFT, _LONGEST = 760, 160, 470
_BAR, _GAP, _HEAD, _EDGE = 22, 8, 34, 24
_OURS = "journeykit"
_NAMES = {"ours": _OURS, "stock": "stock Voilà", "stock, form only": "… its form only"}


@dataclass(frozen=True)
class Panel:
    """Bars that can be compared: names with their numbers, less is better."""

    title: str
    unit: str
    bars: list[tuple[str, float]]

    @property
    def height(self) -> int:
        """How much of the picture it takes."""
        return _HEAD + len(self.bars) * (_BAR + _GAP) + _EDGE


def panels(folder: Path) -> list[Panel]:
    """What the picture shows. Raises Failed where a result is missing."""
    cold, burst, memory = (_figures(folder, name) for name in ("cold_page", "burst", "memory"))
    crowd = next((found for found in burst.values() if found["stock"]), None) or next(iter(burst.values()))
    people = crowd["ours"]["people"]
    pages = [(name, found["usable_s"]["median"]) for name, found in cold.items() if "usable_s" in found]
    return [
        Panel("One visitor, nothing in the cache: until the form can be used", "s", sorted(_known(pages), key=_number)),
        Panel(f"{people} people at the same moment: until all can begin", "s", _both(crowd, "all_ready_s")),
        Panel("Memory for one more participant", "MB", _both(memory, "each_mb")),
    ]


def drawn(found: list[Panel]) -> str:
    """The picture as SVG."""
    parts, top = list[str](), _EDGE
    for panel in found:
        parts += _panel(panel, top)
        top += panel.height
    words = ". ".join(
        f"{panel.title}: " + ", ".join(f"{name} {_said(value)} {panel.unit}" for name, value in panel.bars)
        for panel in found
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}"'
            f' role="img" font-family={quoteattr(look.FONT)} font-size="15">',
            f"<title>{escape(words)}</title>",
            f'<rect width="{_WIDTH}" height="{top}" rx="{look.RADIUS}" fill="{look.CARD}"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _panel(panel: Panel, top: int) -> list[str]:
    most = max(value for _, value in panel.bars)
    parts = [_text(_EDGE, top + 14, panel.title, "600", look.INK)]
    for number, (name, value) in enumerate(panel.bars):
        y = top + _HEAD + number * (_BAR + _GAP)
        ours = name == _OURS
        length = max(2.0, round(_LONGEST * value / most, 1))
        fill = f'fill="{look.INK}"' if ours else f'fill="{look.LINE}" stroke="{look.EDGE}"'
        weight, ink = ("600", look.INK) if ours else ("400", look.QUIET)
        parts += [
            _text(_LEFT - 10, y + 16, name, weight, ink, 'text-anchor="end"'),
            f'<rect x="{_LEFT}" y="{y}" width="{length}" height="{_BAR}" rx="3" {fill}/>',
            _text(_LEFT + length + 10, y + 16, f"{_said(value)} {panel.unit}", weight, ink),
        ]
    return parts


def _text(x: float, y: float, words: str, weight: str, ink: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y}" font-weight="{weight}" fill="{ink}" {more}>{escape(words)}</text>'


def _both(found: dict[str, Any], key: str) -> list[tuple[str, float]]:
    """Ours and stock Voilà's, as far as they were measured."""
    values = [(name, (found.get(name) or {}).get(key)) for name in _NAMES]
    return _known([(name, value["median"] if isinstance(value, dict) else value) for name, value in values])


def _known(values: list[tuple[str, float | None]]) -> list[tuple[str, float]]:
    return [(_NAMES.get(name, name), value) for name, value in values if value is not None]


def _number(bar: tuple[str, float]) -> float:
    return bar[1]


def _said(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def _figures(folder: Path, name: str) -> dict[str, Any]:
    file = folder / f"{name}.json"
    if not file.is_file():
        raise Failed(f"There is no {file}: run benchmarks/{name}.py first.")
    return dict(json.loads(file.read_text(encoding="utf-8"))["figures"])


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS, help="the folder of the results")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="the file to write")
    command = parser.parse_args()
    command.picture.write_text(drawn(panels(command.results)), encoding="utf-8")
    print(command.picture)


if __name__ == "__main__":
    run(main)
