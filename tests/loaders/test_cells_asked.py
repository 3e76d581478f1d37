"""Cells with two readings: asked once a column, with examples and the answers that read it all; never guessed."""

import pytest

from tests.loaders.loading import codes, finding, load, loaded, sums

CASES = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "창구처리시간"]
AWARDS = ["연도", "부서", "제목", "구분", "점수"]
SUMMED = ["연도", "업무", "부서", "건수", "평균 처리기간", "표준편차"]


def cases(*moments: str, minutes: str = "5분"):
    return [CASES, *([str(n), "여권", "민원과", when, "2025-12-30", minutes] for n, when in enumerate(moments))]


def counters(*minutes: str):
    return [CASES, *([str(n), "여권", "민원과", "2025-03-04", "2025-03-05", m] for n, m in enumerate(minutes))]


def awards(*points: str):
    return [AWARDS, *(["2025", "민원과", f"상 {n}", "수상", point] for n, point in enumerate(points))]


@pytest.mark.parametrize(
    ("points", "code", "choices"),
    [
        (["3", "△4.6", "▲2"], "ask_marks", ("minus",)),
        (["▲2", "▲3"], "ask_marks", ("minus", "press")),
        (["▲2", "▼3"], "ask_marks", ("press",)),
        (["△2", "▽3"], "ask_marks", ("press",)),
        (["(4.6)", "3"], "ask_brackets", ("minus", "plain")),
        (["△2", "▲3", "▽4"], "ask_marks", ("press",)),
        (["▲3", "△2", "▼4"], "two_marks", ()),
    ],
)
def test_marks_and_brackets_are_asked_with_the_answers_that_read_the_whole_column(points, code, choices):
    batch = load(awards(*points))
    asked = finding(batch, code)
    assert codes(batch, "error") == [code]
    assert (asked.severity, asked.column, asked.choices) == ("error", "점수", choices)
    odd = [point for point in points if not point[0].isdigit()]
    assert asked.count == len(odd)
    assert all(f"'{point}'" in asked.say("ko") and f"'{point}'" in asked.say("en") for point in odd[:3])
    assert batch.cells.empty


@pytest.mark.parametrize(
    ("answer", "total"),
    [({"marks": "minus"}, -1.6), ({"marks": "press", "brackets": "plain"}, 9.6)],
)
def test_the_answer_is_followed_and_nothing_is_asked(answer, total):
    points = ["3", "▲4.6"] if "brackets" not in answer else ["3", "▲4.6", "(2)"]
    batch = loaded(awards(*points), **answer)
    assert sums(batch, "award_points", "department")[""][1] == pytest.approx(total)


def test_marks_and_brackets_of_one_column_are_two_questions():
    assert codes(load(awards("△2", "(3)", "5")), "error") == ["ask_marks", "ask_brackets"]


@pytest.mark.parametrize(
    ("moments", "choices"),
    [
        (["05-07-2025", "06-08-2025"], ("dmy", "mdy")),
        (["25.7.12", "25.8.12"], ("ymd", "dmy")),
        (["31-07-2025", "25.7.12"], ("dmy",)),
        (["250712", "250812"], ("ymd", "dmy")),
    ],
)
def test_the_order_of_a_date_is_asked(moments, choices):
    batch = load(cases(*moments))
    assert codes(batch, "error") == ["ask_date_order"]
    asked = finding(batch, "ask_date_order")
    assert (asked.choices, asked.count, asked.column, asked.cell) == (choices, 2, "접수일시", "D2")


def test_the_answer_to_the_order_of_dates_is_followed():
    batch = loaded(cases("05-07-2025 10:00"), date_order="mdy")
    assert next(iter(sums(batch, "received", "period_start"))).isoformat() == "2025-05-01T00:00:00"
    assert codes(load(cases("31-07-2025"), date_order="mdy"), "error") == ["bad_datetime"]


def test_where_one_order_alone_reads_every_date_it_is_taken_and_said_with_its_evidence():
    batch = loaded(cases("05-07-2025", "31-07-2025", "2025-08-01"))
    note = finding(batch, "taken_date_order")
    assert (note.severity, note.count) == ("note", 2)
    assert "'31-07-2025'" in note.say("ko")
    assert "일-월-연" in note.say("ko")
    assert "day-month-year" in note.say("en")
    assert {start.month for start in sums(batch, "received", "period_start")} == {7, 8}


def test_dates_in_two_orders_are_an_error_and_not_a_question():
    batch = load(cases("31-07-2025", "07-31-2025"))
    assert codes(batch, "error") == ["two_date_order"]
    assert finding(batch, "two_date_order").choices == ()


def test_minutes_or_hours_are_asked_of_a_clock_of_two_parts():
    batch = load(counters("8:17", "5:00", "3분"))
    asked = finding(batch, "ask_clock")
    assert (codes(batch, "error"), asked.choices, asked.count) == (["ask_clock"], ("m:ss", "h:mm"), 2)
    read = {clock: sums(loaded(counters("8:17"), clock=clock), "handling_minutes")["wx"] for clock in ("m:ss", "h:mm")}
    assert read == {"m:ss": pytest.approx(8 + 17 / 60), "h:mm": 497}


def test_a_clock_that_no_reading_allows_is_a_fault_and_no_question():
    assert codes(load(counters("8:75")), "error") == ["bad_duration"]


def test_counter_times_of_hours_without_seconds_may_be_what_a_spreadsheet_made_of_minutes():
    batch = load(counters("08:17:00", "00:05:00", "12/31/1899 11:30:00 AM"))
    assert (codes(batch, "error"), finding(batch, "ask_clock").count) == (["ask_clock"], 3)
    assert sums(loaded(counters("08:17:00", "00:05:00"), clock="m:ss"), "handling_minutes")["wx"] == pytest.approx(
        8 + 17 / 60 + 5 / 60
    )
    assert sums(loaded(counters("08:17:00"), clock="h:mm"), "handling_minutes")["wx"] == 497
    assert sums(loaded(counters("01:02:03", "00:05:00")), "handling_minutes")["wx"] == pytest.approx(67.05)
    assert sums(loaded(counters("00:05:00")), "handling_minutes")["wx"] == 5


@pytest.mark.parametrize(("time", "asked"), [("4.1일", True), ("1일 3시간", True), ("0일", False), ("2근무일", False)])
def test_the_length_of_a_day_is_asked_only_where_it_matters(time, asked):
    rows = [SUMMED, ["2025", "여권", "민원과", "12", time, "-"], ["2025", "건축", "민원과", "12", "3시간", "-"]]
    batch = load(rows)
    assert ("day_length" in codes(batch, "error")) is asked
    if asked:
        assert finding(batch, "day_length").choices == ("8", "24")
    assert codes(load(rows, day_hours="8"), "error") == []


def test_a_period_without_its_year_asks_for_the_year():
    rows = [SUMMED, ["상반기", "여권", "민원과", "12", "3시간", "-"], ["하반기", "여권", "민원과", "12", "3시간", "-"]]
    batch = load(rows)
    assert codes(batch, "error") == ["no_year"]
    assert (finding(batch, "no_year").count, finding(batch, "no_year").column) == (2, "연도")
    assert codes(load(rows, year=2025), "error") == []


@pytest.mark.parametrize("code", ["9", "９", " 9 "])
def test_a_declared_code_is_missing_however_it_is_written(code):
    assert sums(loaded(awards("3", code), missing=("9",)), "award_points", "department")[""][1] == 3


@pytest.mark.parametrize(
    ("header", "cell", "minutes"),
    [
        ("창구처리시간(분:초)", "8:17", 8 + 17 / 60),
        ("창구처리시간(분:초)", "08:17:00", 8 + 17 / 60),
        ("창구처리시간(시:분)", "1:30", 90),
        ("창구처리시간(시:분:초)", "1:30", None),
        ("창구처리시간(근무일)", "1.5일", 720),
        ("창구처리시간(일)", "1.5일", None),
    ],
)
def test_a_header_that_says_how_its_times_are_written_is_the_answer(header, cell, minutes):
    rows = counters(cell)
    rows[0] = [*rows[0][:-1], header]
    batch = load(rows, columns={"handling_minutes": header})
    if minutes is None:
        assert codes(batch, "error") in (["ask_clock"], ["day_length"])
    else:
        assert codes(batch, "error") == []
        assert sums(batch, "handling_minutes")["wx"] == pytest.approx(minutes)


def test_a_length_of_a_day_that_is_none_is_no_answer():
    assert codes(load(counters("4.1일"), day_hours="7"), "error") == ["day_length"]


def test_the_answers_are_kept_with_the_upload():
    batch = loaded(awards("▲3", "(2)"), marks="press", brackets="plain", date_order="dmy")
    kept = {name: batch.mapping.get(name) for name in ("marks", "brackets", "date_order", "clock")}
    assert kept == {"marks": "press", "brackets": "plain", "date_order": "dmy", "clock": None}
