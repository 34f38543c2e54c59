import pytest

from journeykit.shipped import shipped


def test_the_sample_journeys_are_found():
    assert {path.name for path in shipped("sample_journeys").iterdir() if path.is_dir()} >= {
        "airport_departure",
        "clinic_visit",
        "coffee_shop",
    }


def test_a_folder_that_is_missing_is_told_by_name():
    with pytest.raises(FileNotFoundError, match="its folder pictures is missing"):
        shipped("pictures")
