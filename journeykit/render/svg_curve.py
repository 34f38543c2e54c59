"""The curve of feeling as SVG that stretches with its columns: the same shapes as on screen."""

from __future__ import annotations

from collections.abc import Sequence

from journeykit.models import curve
from journeykit.models.scale import nearest_point
from journeykit.render.elements import Markup, element, joined

_SQUARE, _CIRCLE = 13, 9  # px: side, radius
_POINT_CLASS = {-2: "very-unhappy", -1: "unhappy", 0: "neither", 1: "happy", 2: "very-happy"}
_HEIGHT = curve.Y_HIGH - curve.Y_LOW


def svg_curve(
    ours: Sequence[float | None],
    theirs: Sequence[tuple[float, float | None, float | None] | None],
    *,
    baseline: float,
    baseline_label: str,
    name: str,
) -> Markup:
    """A drawing of one column a step, as wide and high as its place; its colours come from CSS (jk-svg-...).

    ours: the mean of what we thought; theirs: (mean, low, high); None where there is none. name: what a screen
    reader calls the drawing.
    """
    steps = max(len(ours), 1)
    means = [their[0] if their else None for their in theirs]
    lows = [their[1] if their else None for their in theirs]
    highs = [their[2] if their else None for their in theirs]
    line = _percent(curve.from_top(baseline))
    corner = curve.freest_corner(baseline, ours, means)
    return element(
        "svg",
        element("rect", width="100%", height="100%", class_="jk-svg-above"),
        element("rect", y=line, width="100%", height=_percent(100 - curve.from_top(baseline)), class_="jk-svg-below"),
        element("line", x1="0", x2="100%", y1=line, y2=line, class_="jk-svg-baseline"),
        element(
            "svg",
            *(element("polygon", points=_points(band), class_="jk-svg-band") for band in curve.bands(lows, highs)),
            *(_line(path, "jk-svg-ours") for path in curve.stretches(ours)),
            *(_line(path, "jk-svg-theirs") for path in curve.stretches(means)),
            viewBox=f"0 0 {steps} {_HEIGHT:g}",
            preserveAspectRatio="none",
            width="100%",
            height="100%",
        ),
        *(_bar(bar, steps, mean) for bar, mean in zip(curve.bars(lows, highs), _ranged(means, lows), strict=True)),
        *(_circle(x, mean, steps) for x, mean in curve.places(means)),
        *(_square(x, mean, steps) for x, mean in curve.places(ours)),
        element(
            "text",
            baseline_label,
            x="99.3%" if corner.endswith("end") else "0.7%",
            y=line,
            dy="-5" if corner.startswith("above") else "15",
            text_anchor="end" if corner.endswith("end") else "start",
            class_="jk-svg-name",
        ),
        *(
            element("text", str(at + 1), x=_percent(100 * (at + 0.5) / steps), y="99%", class_="jk-svg-number")
            for at in range(len(ours))
        ),
        xmlns="http://www.w3.org/2000/svg",
        width="100%",
        height="100%",
        role="img",
        aria_label=name,
        class_="jk-svg",
    )


def shape(ours: bool) -> Markup:
    """The little square or circle that stands before a number or a name, for our view or the customers'."""
    drawn = (
        element("rect", x=1.5, y=1.5, width=9, height=9, rx=1.5, class_="jk-svg-square")
        if ours
        else element("circle", cx=6, cy=6, r=5, class_="jk-svg-dot")
    )
    return element("svg", drawn, viewBox="0 0 12 12", class_="jk-svg-shape", aria_hidden="true", focusable="false")


def _ranged(means: Sequence[float | None], lows: Sequence[float | None]) -> list[float]:
    return [mean for mean, low in zip(means, lows, strict=True) if mean is not None and low is not None]


def _percent(part: float) -> str:
    return f"{part:.3f}%"


def _points(path: curve.Path) -> str:
    return " ".join(f"{x:g},{curve.Y_HIGH - y:.4f}" for x, y in path)


def _line(path: curve.Path, class_: str) -> Markup:
    return element("polyline", points=_points(path), class_=class_)


def _bar(bar: curve.Path, steps: int, mean: float) -> Markup:
    (x, low), (_same, high) = bar
    across = _percent(100 * x / steps)
    return element(
        "line",
        x1=across,
        x2=across,
        y1=_percent(curve.from_top(low)),
        y2=_percent(curve.from_top(high)),
        class_=f"jk-svg-bar jk-svg-{_POINT_CLASS[nearest_point(mean)]}",
    )


def _circle(x: float, mean: float, steps: int) -> Markup:
    return element(
        "circle",
        cx=_percent(100 * x / steps),
        cy=_percent(curve.from_top(mean)),
        r=_CIRCLE,
        class_=f"jk-svg-mark jk-svg-{_POINT_CLASS[nearest_point(mean)]}",
    )


def _square(x: float, mean: float, steps: int) -> Markup:
    return joined(
        element(
            "rect",
            x=_percent(100 * x / steps),
            y=_percent(curve.from_top(mean)),
            width=_SQUARE,
            height=_SQUARE,
            rx=2.5,
            transform=f"translate({-_SQUARE / 2:g} {-_SQUARE / 2:g})",
            class_="jk-svg-square",
        )
    )
