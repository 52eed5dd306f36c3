"""Tables as programs and people write them: every encoding, separator and heading, and what is broken in them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.imports import LARGEST_IMPORT
from app.errors import InvalidValue, NotFound
from app.services.imports.encodings import text_of
from app.services.imports.headings import read_sheet
from app.services.imports.records import Record, read_records

# A name in every script the fonts of the world write, and some that try the reader.
SCRIPTS = (
    "Zoë Müller", "Łukasz Żak", "Ольга Иванова", "Γιώργος", "李小龍", "山田 太郎", "김민수", "محمد علي",
    "דוד לוי", "ประเสริฐ", "अनिल कुमार", "Nguyễn Thị Ánh", "ሰላም", "თამარ", "Հայկ", "👩🏽‍💻 Ada", "𐌰𐌻𐌰𐌽",
)  # fmt: skip


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8-sig", b"", "UTF-8"),
        ("utf-16", b"", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("utf-32", b"", "UTF-32"),
    ],
)
def test_every_unicode_encoding_is_recognised(codec: str, mark: bytes, name: str) -> None:
    text = "name,login\n" + "".join(f"{each},x{n}\n" for n, each in enumerate(SCRIPTS))
    assert text_of(mark + text.encode(codec)) == (text, name)


@pytest.mark.parametrize(
    ("content", "text", "name"),
    [
        ("Name\nJosé “X”".encode("cp1252"), "Name\nJosé “X”", "Windows-1252"),
        ("Name\nJosé".encode("latin-1"), "Name\nJosé", "Windows-1252"),
        (b"Name\nJos\xe9 \x81", "Name\nJosé \x81", "Latin-1"),
        (b"", "", "UTF-8"),
        ("\ufeffName", "Name", ""),
    ],
)
def test_what_is_no_unicode_is_read_as_western(content: bytes, text: str, name: str) -> None:
    assert text_of(content) == (text, name)


def test_what_is_not_what_it_says_is_told() -> None:
    with pytest.raises(InvalidValue, match="says that it is UTF-16, and is not, as byte 9 shows"):
        text_of("name".encode("utf-16") + b"x")
    with pytest.raises(InvalidValue, match="The file has 50 MB, 50 MB at most are read"):
        text_of(b"x" * (LARGEST_IMPORT + 1))


@given(
    rows=st.lists(st.lists(st.text(st.characters(exclude_characters="\x00\r", codec="utf-8")), min_size=2, max_size=4), min_size=1),
    separator=st.sampled_from(",;\t"),
)  # fmt: skip
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]], separator: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    read = [record.cells for record in read_records(written.getvalue(), separator)]
    assert read == [tuple(row) for row in rows if any(map(str.strip, row))]


@given(st.text(st.sampled_from('a", ;\n\r\t')))
def test_no_text_breaks_the_reader(text: str) -> None:
    lines = [record.line for record in read_records(text, ",")]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_record_is_known_by_the_line_it_begins_in(end: str) -> None:
    text = end.join(["a,b", '"two', 'lines",2', "", '  "spaced" ,x', 'an inch is 5",3'])
    assert list(read_records(text, ",")) == [
        Record(1, ("a", "b")),
        Record(2, (f"two{end}lines", "2")),
        Record(5, ("spaced", "x")),
        Record(6, ('an inch is 5"', "3")),
    ]


def test_a_broken_quote_costs_its_own_line_only() -> None:
    text = 'a,b\n"open,1\nc,"d"\n"x"y,2\n"shut",3\n"never,4\nlast,5\n'
    faults = {record.line: record.fault for record in read_records(text, ",")}
    more = "after the quote that closes a text there is more. Double the quotes within a text"
    assert faults == {
        1: "",
        2: more,
        3: "",
        4: more,
        5: "",
        6: "a quote that opens a text is not closed",
        7: "",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("declared", [True, False])
def test_the_separator_is_found(separator: str, declared: bool) -> None:
    head = separator.join(["Full Name", "E-Mail Address", "LOGIN", "Remarks, old; new"])
    text = (
        f"sep={separator}\n" if declared else ""
    ) + f"{head}\nUma{separator}u@desk.example{separator}uma\n"
    text = text.replace("Remarks, old; new", '"Remarks, old; new"')
    sheet = read_sheet("people", text)
    assert (sheet.separator, sheet.columns) == (separator, ("name", "email", "login", ""))
    assert sheet.unused == ("Remarks, old; new",)
    (record,) = sheet.records
    assert record.line == 2 + declared
    assert sheet.texts(record) == {"name": "Uma", "email": "u@desk.example", "login": "uma"}


def test_of_two_columns_for_the_same_the_first_counts() -> None:
    sheet = read_sheet("people", "login,username,name,displayname\numa,x,Uma,y\n")
    assert sheet.columns == ("login", "", "name", "")
    assert sheet.unused == ("username", "displayname")


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("people", "", "The file is empty: its first line names the columns."),
        ("people", "\n \n", "The file is empty: its first line names the columns."),
        ("people", "colour,size\nred,1", "No column is called “login” or “badge” or “email”. "),
        ("people", '"login\numa', "it says: a quote that opens a text is not closed."),
        ("teams", "x" * 9_999, "No column is called “name”. "),
        ("categories", "team\nNetwork", "No column is called “path”. "),
    ],
)
def test_a_table_that_is_none_is_told(kind: str, text: str, sentence: str) -> None:
    with pytest.raises(InvalidValue) as told:
        read_sheet(kind, text)
    assert sentence in told.value.sentence
    assert len(told.value.sentence) < 600


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(
        NotFound, match=r"“printers” cannot be imported\. There are: teams, services"
    ):
        read_sheet("printers", "name")


def test_a_row_that_is_too_long_is_told() -> None:
    sheet = read_sheet("teams", "name,tier\nNetwork, north,2\nShort\nBlank,1,,\n")
    long, short, blank = sheet.records
    with pytest.raises(InvalidValue, match="It has 3 cells, the first line has 2"):
        sheet.texts(long)
    assert sheet.texts(short) == {"name": "Short"}
    assert sheet.texts(blank) == {"name": "Blank", "tier": "1"}


def test_five_megabytes_in_a_cell_are_read_once(tmp_path: Path) -> None:
    large = '""' * 2_500_000
    for text in (f'login,name\numa,"{large}"\nvic,Vic\n', f'login,name\numa,"{large}\nvic,Vic\n'):
        lines = [record.line for record in read_sheet("people", text).records]
        assert lines == [2, 3]
