"""`import journeykit as jk`: what analysts find behind the door."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import journeykit as jk


@pytest.mark.parametrize("name", dir(jk))
def test_every_name_behind_the_door_is_there(name: str):
    assert getattr(jk, name).__name__ == name


def test_no_name_behind_the_door_hides_a_module():
    assert set(dir(jk)) & {module.name for module in pkgutil.iter_modules(jk.__path__)} == set()


def test_the_widgets_and_the_readers_are_behind_the_door():
    widgets = {"PersonaBuilder", "StageBuilder", "EmotionRater", "EmotionCurve", "JourneyMap"}
    assert widgets | {"read_journey", "read_material", "read_customers", "gaps", "changes"} <= set(dir(jk))


def test_importing_journeykit_loads_no_heavy_library():
    code = (
        "import sys; import journeykit;"
        "print(sorted({'pandas', 'numpy', 'scipy', 'sqlalchemy', 'bqplot', 'pydantic'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_a_name_that_is_not_there_is_told():
    with pytest.raises(AttributeError, match="read_tea_leaves"):
        jk.read_tea_leaves  # noqa: B018
