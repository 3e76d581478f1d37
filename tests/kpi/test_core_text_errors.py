"""Texts exist in both languages; findings say where, and survive a trip through JSON."""

import json

import pytest

from kpi.core.errors import Finding, UserError, errors_of, refuse
from kpi.core.text import Text

MISSING = Text("'{column}' 열이 없습니다", "Column '{column}' is missing")


@pytest.mark.parametrize(("ko", "en"), [("", "x"), ("가", " "), ("{a}", "{b}"), ("{a}", "none")])
def test_a_text_cannot_exist_in_one_language_or_with_different_placeholders(ko, en):
    with pytest.raises(ValueError, match=r"languages|placeholders"):
        Text(ko, en)


def test_a_finding_says_place_and_message_in_both_languages():
    finding = Finding(
        "error", "bad_date", MISSING, {"column": "완료일"}, file="처리대장.xlsx", sheet="2025", row=14, column="완료일"
    )
    assert finding.line("ko") == "처리대장.xlsx · 시트 '2025' · 14행 · '완료일' 열: '완료일' 열이 없습니다"
    assert finding.line("en").startswith("처리대장.xlsx · sheet '2025' · row 14 · column '완료일': Column")


def test_a_finding_is_the_same_after_json():
    finding = Finding("warning", "x", MISSING, {"column": "a"}, row=3, rows=(3, 5), count=2, value="v")
    assert Finding.from_json(json.loads(json.dumps(finding.to_json()))) == finding


def test_refuse_tells_places_and_values_apart():
    error = refuse("x", MISSING, column="a", sheet="s", file="f.csv")
    assert isinstance(error, UserError)
    assert (error.findings[0].sheet, error.findings[0].say("en")) == ("s", "Column 'a' is missing")


def test_only_errors_stop_a_load():
    findings = [Finding(severity, "x", MISSING, {"column": "a"}) for severity in ("note", "error", "warning")]
    assert [finding.severity for finding in errors_of(findings)] == ["error"]


def test_a_value_that_is_a_text_is_said_in_the_language_of_the_message():
    finding = Finding("error", "x", MISSING, {"column": Text("부서", "Department")})
    assert finding.say("ko") == "'부서' 열이 없습니다"
    assert finding.say("en") == "Column 'Department' is missing"


def test_a_value_that_is_a_text_keeps_both_languages_in_json():
    finding = Finding("error", "x", MISSING, {"column": Text("부서", "Department")})
    assert Finding.from_json(json.loads(json.dumps(finding.to_json()))) == finding


def test_a_line_quotes_the_value_once():
    quiet = Finding("error", "x", Text("0보다 작습니다.", "It is below 0."), column="건수", value="-3")
    assert quiet.line("ko") == "'건수' 열: 0보다 작습니다. (값: '-3')"
    assert quiet.line("en") == "column '건수': It is below 0. (value: '-3')"
    quoting = Finding("error", "x", MISSING, {"column": "-3"}, value="-3")
    assert quoting.line("en") == "Column '-3' is missing"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{n} rows are not closed and count as open", "1 row is not closed and counts as open"),
        ("{n} more departments are not registered", "1 more department is not registered"),
        ("{n} entries of the zip were left out", "1 entry of the zip was left out"),
        ("{n} blank cells of column '{name}' were read", "1 blank cell of column '민원' was read"),
        ("{n} rows ({name}) hold nothing; rows are read", "1 row (민원) holds nothing; rows are read"),
        ("Row {n} holds values such as {name}", "Row 1 holds values such as 민원"),
        ("The first {name} of {n:,} findings", "The first 민원 of 1 finding"),
    ],
)
def test_what_is_counted_once_is_said_in_the_singular(template, said):
    ko = "{n}행" + ("{name}" if "{name}" in template else "")
    assert Text(ko, template).say("en", n=1, name="민원") == said
    assert Text(ko, template).say("en", n=2, name="민원") == template.format(n=2, name="민원")
