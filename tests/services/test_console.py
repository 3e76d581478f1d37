import csv
import io

from kpi.core.text import Text
from services.console import aligned, csv_text, width

HEADINGS = {"department": Text("부서", "Department"), "value": Text("값", "Value")}


def test_hangul_letters_take_two_columns():
    assert width("민원실 1") == 8
    assert width("e\u0301") == 1


def test_columns_line_up_whatever_the_language():
    rows = [{"department": "민원봉사과", "value": "3.20"}, {"department": "IT팀", "value": "12.00"}]
    lines = aligned(rows, HEADINGS, "ko").splitlines()
    assert {width(line) for line in lines} == {len("-" * 10 + "  " + "-" * 5)}
    assert lines[3] == "IT팀        12.00"


def test_columns_without_a_single_entry_are_left_out():
    assert aligned([{"department": "", "value": "1.0"}], HEADINGS, "en").splitlines() == ["Value", "-----", "  1.0"]


def test_control_characters_never_reach_the_terminal():
    text = aligned([{"department": "a\x1b[2Jb\nc", "value": "1"}], HEADINGS, "en")
    assert "\x1b" not in text
    assert len(text.splitlines()) == 3


def test_texts_that_a_spreadsheet_would_run_are_made_harmless_and_numbers_stay_whole():
    text = csv_text([{"name": "=HYPERLINK(1)", "value": -0.1 + 0.3, "n": None}], ("name", "value", "n"))
    assert list(csv.reader(io.StringIO(text))) == [["name", "value", "n"], ["'=HYPERLINK(1)", repr(-0.1 + 0.3), ""]]
