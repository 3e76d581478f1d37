"""CSV of the data behind a chart."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.core.text import Text
from kpi.sentences.origin import Origin
from reports.csv import csv_file
from reports.safe import formula_like, safe_text
from reports.table import Table, result_table
from tests.charts.made_results import SATISFACTION, TIME, by_department, results, times

ORIGIN = Origin(
    sources=(Text("민원 처리 기록", "Processing records"),),
    as_of=dt.date(2026, 1, 5),
    filters=("부서 민원봉사과",),
    demo=True,
)


def table(frame=None, of=TIME, lang="ko") -> Table:
    return result_table(times() if frame is None else frame, indicator=of, lang=lang, origin=ORIGIN, title="추이")


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_excel_opens_it_with_its_hangul_right():
    content = csv_file(table())
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert content.count(b"\n") == content.count(b"\r\n")


def test_labels_come_first_and_numbers_are_not_rounded():
    made = results([{"start": 2024, "value": 1 / 3, "n": 3.0}])
    lines = read(csv_file(table(made)))
    assert lines[0][:5] == ["기간", "값", "95% 하한", "95% 상한", "자료 수(n)"]
    assert lines[1][:5] == ["2024년", repr(1 / 3), "", "", "3"]


def test_verdicts_and_notes_are_words_of_the_language():
    korean, english = read(csv_file(table())), read(csv_file(table(lang="en")))
    assert "개선" in korean[7]
    assert "Improved" in english[7]
    assert "자료 없음" in korean[3]


def test_a_missing_number_is_empty_and_not_zero():
    line = dict(zip(*read(csv_file(table()))[0::3][:2], strict=False))
    assert line["기간"] == "2021년"
    assert line["값"] == ""


def test_title_filters_n_source_date_and_demo_stand_below():
    text = csv_file(table()).decode("utf-8-sig")
    for part in ("추이", "조건: 부서 민원봉사과", "900~1,204건", "민원 처리 기록", "2026. 1. 5.", "시연용"):
        assert part in text.split("\r\n\r\n")[1]


def test_departments_and_the_whole_are_told_apart():
    lines = read(csv_file(table(by_department(), SATISFACTION)))
    assert lines[0][1] == "부서"
    assert {line[1] for line in lines[1:40]} >= {"전체", "보건소"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+82-41-660", "-5", "@SUM(A1)", "\t=1+1", "\r=1", " =cmd|' /C calc'!A0", "\x00=1", "\n@A"]
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert formula_like(text)
    assert safe_text(text).startswith("'")
    made = results([{"start": 2024, "value": 1.0, "department": text}])
    assert read(csv_file(table(made)))[1][1].startswith("'")


def test_negative_numbers_are_never_touched():
    made = results([{"start": 2024, "value": 1.0, "change": -2.5, "verdict": "not_tested"}])
    assert "-2.5" in read(csv_file(table(made)))[1]


@given(st.text())
def test_no_text_starts_a_formula_or_breaks_a_line(text):
    safe = safe_text(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    assert not set(safe) & {"\r", "\n", "\t", "\x00"}


def test_nothing_is_a_table_with_labels_only():
    lines = read(csv_file(table(times().iloc[:0])))
    assert lines[0][0] == "기간"
    assert lines[1] == []
