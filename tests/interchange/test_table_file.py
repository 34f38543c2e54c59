import pytest

from journeykit.errors import BadFile
from journeykit.interchange.table_file import read_table


@pytest.fixture
def table(tmp_path):
    def read(raw: bytes):
        file = tmp_path / "table.csv"
        file.write_bytes(raw)
        return read_table(file)

    return read


def test_names_of_columns_are_told_in_one_form(table):
    assert table(b" Step ID ,Consent-to-show\n1,2\n").columns == ("step_id", "consent_to_show")


def test_cells_keep_quotes_delimiters_and_line_ends_and_lose_the_spaces_around(table):
    (row,) = table(b'a,b\n"say ""no""; or, else\nyes", x \n').rows
    assert row.cells == {"a": 'say "no"; or, else\nyes', "b": "x"}


def test_a_row_knows_the_line_it_begins_on(table):
    assert [row.line for row in table(b'a,b\r\n"1\r\n1",2\r\n\r\n3,4\r\n').rows] == [2, 5]


def test_old_line_ends_are_read(table):
    assert [row.cells["b"] for row in table(b"a;b\r1;2\r3;4\r").rows] == ["2", "4"]


def test_cells_that_a_spreadsheet_left_out_at_the_end_are_empty(table):
    assert [dict(row.cells) for row in table(b"a,b,,\n1\n1,2,,\n").rows] == [{"a": "1", "b": ""}, {"a": "1", "b": "2"}]


def test_rows_that_are_too_long_are_told_with_their_lines(table):
    with pytest.raises(BadFile, match=r"line 2: found 3 cells. Allowed: 2 cells") as error:
        table(b"a,b\n1,2,3\n1,2\n1,2,3,4\n")
    assert "line 4: found 4 cells" in str(error.value)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"a,A\n1,2\n", "more than one column 'a'"),
        (b'a,b\n1,"open\n2,3\n', "line 2: found unexpected end of data"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "line 2: found field larger than field limit"),
        (b"x" * 200_000, "line 1: found field larger than field limit"),
        (b"a\x00b,c\n1,2\n", "bytes that are no text"),
        (b"\xff\xfea\x00\x00\xd8", "bytes that are no text"),
        (b"a,b\n\x81,1\n", "bytes that are no text"),
        (b"PK\x03\x04 a workbook", "a workbook or zip file"),
        (b"a" * 20_000_001, "more than 20,000,000 bytes"),
    ],
    ids=range(9),
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(table, raw, said):
    with pytest.raises(BadFile) as error:
        table(raw)
    assert said in str(error.value)
