import pytest

from journeykit.errors import BadFile
from journeykit.interchange.journey_yaml import write_journey
from journeykit.interchange.material_folder import read_material


def test_a_journey_alone_is_material_without_customers(tmp_path, journey):
    write_journey(journey, tmp_path / "journey.yaml")
    material = read_material(tmp_path)
    assert material.journey == journey
    assert (material.waves, material.quotes, material.latest_wave) == ((), (), None)


def test_customers_and_quotes_are_read_where_they_are(tmp_path, journey):
    write_journey(journey, tmp_path / "journey.yaml")
    (tmp_path / "customers.csv").write_text("step,value\nwait,1\nwait,5\n")
    (tmp_path / "quotes.csv").write_text("step,text,date,consent_to_show\nwait,Long,2026-05-31,no\n")
    material = read_material(tmp_path / "journey.yaml")
    assert material.waves[0].of("wait").n == 2
    assert len(material.quotes) == 1
    assert material.shown_quotes("wait") == ()


def test_a_folder_without_a_journey_is_told_by_name(tmp_path):
    with pytest.raises(BadFile, match=r"found no journey\.yaml\. Allowed: a folder with that file"):
        read_material(tmp_path)
    with pytest.raises(BadFile, match=r"nowhere, the folder: found no journey\.yaml"):
        read_material(tmp_path / "nowhere")


def test_one_wrong_file_refuses_the_whole_folder(tmp_path, journey):
    write_journey(journey, tmp_path / "journey.yaml")
    (tmp_path / "customers.csv").write_text("step,value\nwait,often\n")
    with pytest.raises(BadFile, match=r"customers\.csv, line 2, column value: found 'often'"):
        read_material(tmp_path)
