import pytest

from journeykit.errors import BadFile
from journeykit.interchange.problem import BadPlaces
from journeykit.interchange.survey import describe, read_customers, read_survey
from journeykit.models.evidence import Source
from journeykit.models.scale import Scale


@pytest.fixture
def folder(tmp_path):
    """Writes customers.csv, and customers.yaml where it is given; returns the path of the first."""

    def write(text, settings=None, encoding="utf-8"):
        file = tmp_path / "customers.csv"
        file.write_text(text, encoding=encoding, newline="")
        if settings is not None:
            (tmp_path / "customers.yaml").write_text(settings, encoding="utf-8")
        return file

    return write


@pytest.fixture
def refused(folder, journey):
    """What is said about a customers.csv that cannot be used, without the folder's name."""

    def say(text, settings=None):
        file = folder(text, settings)
        with pytest.raises(BadFile) as error:
            read_customers(file, journey)
        return str(error.value).replace(str(file.parent) + "/", "")

    return say


def by_value(wave, target_id):
    return wave.of(target_id).counts


def rows(values, target="wait"):
    """A file with a row for each answer at one step."""
    return "target_id,value\n" + "".join(f"{target},{value}\n" for value in values)


def test_counts_are_kept_on_the_scale_that_customers_saw(folder, journey):
    (wave,) = read_customers(
        folder("wave,target_id,value,count\n2026,wait,1,7\n2026,wait,5,2\n2026,bill,3,4\n"), journey
    )
    assert (wave.wave, wave.scale) == ("2026", Scale(scale_min=1, scale_max=5))
    assert by_value(wave, "wait") == (7, 0, 0, 0, 2)
    assert by_value(wave, "bill") == (0, 0, 4, 0, 0)
    assert by_value(wave, "doctor") == (0, 0, 0, 0, 0)


def test_rows_are_counted_and_a_file_without_waves_is_one_wave(folder, journey):
    text = 'respondent_id,target_id,value,comment\na,wait,1,"Long, and cold"\nb,wait,1,\na,doctor,5,\nb,doctor,,\n'
    survey = read_survey(folder(text), journey)
    (wave,) = survey.waves
    assert wave.wave == "all"
    assert by_value(wave, "wait") == (2, 0, 0, 0, 0)
    assert by_value(wave, "doctor") == (0, 0, 0, 0, 1)
    assert survey.not_applicable == {"all": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(folder, journey, encoding, delimiter):
    text = "Respondent ID,Wave,Step,Score\r\na,März,wait,1\r\nb,März,wait,5\r\n".replace(",", delimiter)
    (wave,) = read_customers(folder(text, encoding=encoding), journey)
    assert wave.wave == "März"
    assert by_value(wave, "wait") == (1, 0, 0, 0, 1)


def test_excel_may_name_its_delimiter_in_the_first_line(folder, journey):
    (wave,) = read_customers(folder("sep=;\r\nstep;score\r\nwait;1\r\nwait;5\r\n"), journey)
    assert wave.of("wait").n == 2


def test_the_columns_of_other_tools_are_known(folder, journey):
    text = "date,score,verbatim,stage\n2026-05-03,1,too long,The bill\n2026-03-01,5,,bill\n"
    (wave,) = read_customers(folder(text), journey)
    assert by_value(wave, "bill") == (1, 0, 0, 0, 1)
    assert wave.source.period == "2026-03-01 to 2026-05-03"


def test_a_step_may_be_named_by_its_label(folder, journey):
    (wave,) = read_customers(folder("step,value\nWaiting,1\nwith the doctor,5\n"), journey)
    assert {row.target_id for row in wave.counts} == {"wait", "doctor"}


@pytest.mark.parametrize(("low", "high"), [(1, 5), (1, 7), (1, 10), (0, 10), (-2, 2)])
def test_a_usual_scale_is_recognised_when_both_its_ends_were_answered(folder, journey, low, high):
    text = rows([low, high]).replace("value", "answer")
    (wave,) = read_customers(folder(text), journey)
    assert wave.scale == Scale(scale_min=low, scale_max=high)


@pytest.mark.parametrize("values", [(1, 4), (2, 5), (1, 2, 3), (0, 5), (3, 9), (1, 99), (-2, 1)])
def test_a_scale_is_never_guessed_from_answers_that_do_not_show_it(refused, values):
    said = refused(rows(values))
    assert f"answers from {values[0]} to {values[-1]}, which do not show what their scale was" in said
    assert "scale_min and scale_max" in said


@pytest.mark.parametrize("name", ["Score (0-10)", "answer 0-10", "rating_0_to_10", "Value 0–10"])
def test_a_scale_in_the_name_of_the_column_is_understood(folder, journey, name):
    (wave,) = read_customers(folder(f"step,{name}\nwait,4\n"), journey)
    assert wave.scale == Scale(scale_min=0, scale_max=10)


def test_the_columns_of_the_scale_win_over_everything(folder, journey):
    file = folder("step,answer 1-5,scale_min,scale_max\nwait,1,0,10\n", "scale: {scale_min: 1, scale_max: 7}")
    (wave,) = read_customers(file, journey)
    assert wave.scale == Scale(scale_min=0, scale_max=10)


def test_each_wave_may_have_been_asked_on_a_scale_of_its_own(folder, journey):
    text = "wave,step,value,scale_min,scale_max\n2025,wait,4,1,5\n2026,wait,9,0,10\n"
    before, after = read_customers(folder(text), journey)
    assert (before.scale.scale_max, after.scale.scale_max) == (5, 10)


def test_the_settings_beside_a_file_tell_scale_source_and_dates(folder, journey):
    settings = """\
scale: {scale_min: 1, scale_max: 5}
question: How was it?
source: Our own survey
licence: CC0
not_applicable: [6, did not happen]
labels: {1: awful, 5: great}
waves:
  spring: March to May 2026
  autumn: October 2026
"""
    text = "wave,step,value\nautumn,wait,awful\nautumn,wait,6\nspring,wait,Great\nspring,wait,did not happen\n"
    survey = read_survey(folder(text, settings), journey)
    first, second = survey.waves
    assert (first.wave, second.wave) == ("spring", "autumn")
    assert by_value(first, "wait") == (0, 0, 0, 0, 1)
    assert by_value(second, "wait") == (1, 0, 0, 0, 0)
    assert survey.not_applicable == {"spring": 1, "autumn": 1}
    assert first.source == Source(
        name="Our own survey", licence="CC0", question="How was it?", period="March to May 2026"
    )


def test_the_oldest_wave_comes_first(folder, journey):
    def order(*names):
        text = "wave,step,value,count\n" + "".join(f"{name},wait,1,1\n{name},wait,5,1\n" for name in names)
        return [wave.wave for wave in read_customers(folder(text), journey)]

    assert order("2016", "2015") == ["2015", "2016"]
    assert order("10", "9") == ["9", "10"]
    assert order("before", "after") == ["before", "after"]


def test_whole_numbers_as_programs_write_them_are_understood(folder, journey):
    (wave,) = read_customers(folder("step;value;count\nwait;1.0;3\nwait;5,0;2.0\n"), journey)
    assert by_value(wave, "wait") == (3, 0, 0, 0, 2)


def test_text_in_the_score_column_is_told_with_its_place(refused):
    assert refused("step,score\nwait,1\nwait,bad\n", "scale: {scale_min: 1, scale_max: 5}") == (
        "customers.csv, line 3, column score: found 'bad'. "
        "Allowed: whole numbers from 1 to 5, or not_applicable for no answer."
    )


def test_a_line_is_counted_as_an_editor_counts_it(refused):
    text = 'step,value,comment\n\nwait,1,"two\nlines"\nwait,x,\n'
    assert "line 5, column value: found 'x'" in refused(text)


@pytest.mark.parametrize("value", ["6", "0", "999", "2.5", "1,000", "1e3", "--", "\u00b2"])
def test_an_answer_that_is_not_on_the_scale_is_refused(refused, value):
    said = refused(f'step,value\nwait,1\nwait,5\nwait,"{value}"\n', "scale: {scale_min: 1, scale_max: 5}")
    assert f"line 4, column value: found '{value}'. Allowed: whole numbers from 1 to 5" in said


def test_an_unknown_step_is_told_with_the_steps_there_are_and_the_nearest(refused):
    assert refused("step_id,value\nwait,1\nwiat,5\n") == (
        "customers.csv, line 3, column step_id: found 'wiat'. Allowed: book, wait, doctor, bill (nearest: wait)."
    )


def test_a_stage_that_has_steps_is_no_target(refused):
    assert "found 'there'. Allowed: book, wait, doctor, bill" in refused("stage,value\nthere,1\n")


@pytest.mark.parametrize("count", ["-1", "1.5", "many", "", "1,000", "1e3"])
def test_a_count_that_is_no_whole_number_is_refused(refused, count):
    said = refused(f'step,value,count\nwait,1,4\nwait,5,"{count}"\n')
    assert "line 3, column count: found" in said
    assert "Allowed: whole numbers from 0" in said


def test_a_count_that_is_given_twice_is_told_with_both_lines(refused):
    assert refused("wave,step,value,count\n2026,wait,1,4\n2026,wait,5,1\n2026,Waiting,1,3\n") == (
        "customers.csv, line 4: found a second count for 2026, wait, 1; the first is in line 2. "
        "Allowed: one count for each answer."
    )


def test_missing_columns_are_told_with_those_found_and_wanted(refused):
    assert refused("respondent_id,mood\na,1\n") == (
        "customers.csv, the first line: found the columns respondent_id, mood, without target_id, value. "
        "Allowed: the columns target_id, value."
    )


@pytest.mark.parametrize("text", ["", "\n\n", "step,value\n", "step,value\n,\n"])
def test_a_file_without_rows_is_refused(refused, text):
    assert "customers.csv, the file: found no rows" in refused(text)


def test_a_file_in_which_nobody_answered_is_refused(refused):
    assert "found no answer at any step" in refused("step,value,count\nwait,n/a,9\nwait,1,0\n")


def test_half_a_scale_and_a_changing_scale_are_refused(refused):
    assert "both columns, scale_min and scale_max" in refused("step,value,scale_min\nwait,1,1\n")
    assert "line 3, column scale_max: found '7'. Allowed: 5, as in line 2" in refused(
        "step,value,scale_min,scale_max\nwait,1,1,5\nwait,1,1,7\n"
    )
    assert "found '5' to '1'" in refused("step,value,scale_min,scale_max\nwait,1,5,1\n")


def test_a_wave_that_the_settings_do_not_name_is_told_with_the_nearest(refused):
    said = refused("wave,step,value\n2062,wait,1\n", 'scale: {scale_min: 1, scale_max: 5}\nwaves: {2025: "", 2026: ""}')
    assert "line 2, column wave: found '2062'. Allowed: 2025, 2026 (nearest: 2026)" in said


def test_a_wave_without_a_name_is_refused(refused):
    assert "line 2, column wave: found nothing" in refused("wave,step,value\n,wait,1\n")


def test_wrong_settings_are_told_in_their_own_file(refused):
    said = refused(rows([1, 5]), "scale:\n  scale_min: one\n  scale_max: 5\nlicense: CC0\n")
    assert said.splitlines() == [
        "customers.yaml, scale.scale_min (line 2): found 'one'. Allowed: a whole number.",
        "customers.yaml, license (line 4): found the key 'license'. Allowed: scale, labels, question, not_applicable, "
        "source, licence, waves, period (nearest: licence).",
    ]


def test_all_problems_are_told_at_once_but_no_more_than_can_be_read(folder, journey):
    with pytest.raises(BadPlaces) as error:
        read_customers(folder(rows(["x"] * 40)), journey)
    assert len(error.value.problems) == 40
    assert str(error.value).endswith("... and 28 more problems.")
    assert len(str(error.value).splitlines()) == 13


def test_what_was_made_of_a_file_is_said_a_wave_at_a_time(folder, journey):
    text = (
        "wave,step,value,count\n"
        "2015,wait,1,3\n2015,doctor,5,8\n2015,doctor,n/a,12\n"
        "2016,book,1,5\n2016,wait,5,5\n2016,doctor,1,5\n2016,bill,2,5\n"
    )
    survey = read_survey(folder(text), journey)
    assert describe(survey.waves, journey, survey.not_applicable) == [
        "2015: 3 to 8 answers a step at 2 steps. Scale: 1 to 5 shown as −2 to +2 by a straight line. "
        "Steps without answers: Booking, The bill. 12 empty or not applicable left out.",
        "2016: 5 answers a step at 4 steps. Scale: 1 to 5 shown as −2 to +2 by a straight line.",
    ]
    assert describe(survey.waves, journey)[0].endswith("Steps without answers: Booking, The bill.")
