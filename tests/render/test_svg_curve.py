"""The drawing holds the same points as the chart on screen."""

import re

from journeykit.render.svg_curve import shape, svg_curve


def drawn(ours, theirs, baseline=0.0):
    return svg_curve(ours, theirs, baseline=baseline, baseline_label="the <line>", name='a "name"')


def test_each_mean_is_one_mark_at_its_height_in_the_middle_of_its_column():
    drawing = drawn([0.0, None], [(2.0, 1.5, 2.0), (-2.0, None, None)])
    assert len(re.findall(r'class="jk-svg-square"', drawing)) == 1
    assert 'x="25.000%" y="50.000%"' in drawing
    marks = re.findall(r'<circle cx="([\d.]+)%" cy="([\d.]+)%"[^>]*jk-svg-mark jk-svg-([a-z-]+)', drawing)
    top = 100 * 0.35 / 4.7
    assert [(float(x), round(float(y), 2), feeling) for x, y, feeling in marks] == [
        (25.0, round(top, 2), "very-happy"),
        (75.0, round(100 - top, 2), "very-unhappy"),
    ]


def test_a_likely_range_is_a_bar_and_only_where_there_is_one():
    assert len(re.findall("jk-svg-bar", drawn([], [(0.0, -1.0, 1.0), (1.0, None, None)]))) == 1


def test_the_field_below_the_baseline_begins_at_it():
    drawing = drawn([0.5], [None], baseline=1.0)
    top = 100 * 1.35 / 4.7
    assert f'<rect y="{top:.3f}%" width="100%" height="{100 - top:.3f}%" class="jk-svg-below">' in drawing


def test_names_are_escaped():
    drawing = drawn([0.5], [None])
    assert "the &lt;line&gt;" in drawing
    assert 'aria-label="a &quot;name&quot;"' in drawing


def test_the_key_repeats_the_shapes():
    assert "<rect" in shape(ours=True)
    assert "<circle" in shape(ours=False)
