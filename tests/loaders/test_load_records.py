"""Processing records, a case a row: what is counted, when, and what is said about the rest. Hand-worked."""

import datetime as dt

import pandas as pd
import pytest

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, PAIR_KEYS, check
from tests.loaders.loading import codes, context, finding, load, loaded, sums

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "처리기한", "법정처리기간", "처리상태"]


def case(number, received, completed, due="", period="", status="", task="여권", department="민원과"):
    return [number, task, department, received, completed, due, period, status]


def month(text: str) -> pd.Timestamp:
    return pd.Timestamp(f"{text}-01")


def test_processing_time_is_working_hours_by_month_of_completion_and_claimed_by_month_of_receipt():
    # Fri 2025-02-28 16:00 -> Tue 2025-03-04 11:00: Fri 2 h, Sat, Sun 3/1, Mon 3/3 (substitute holiday) out, Tue 2 h.
    batch = loaded([HEADER, case("1", "2025-02-28 16:00", "2025-03-04 11:00")])
    assert sums(batch, "processing_hours", "period_start", "claim_start") == {
        (month("2025-03"), month("2025-02")): (1, 4.0)
    }
    assert list(batch.claims.itertuples(index=False, name=None)) == [
        ("processing_records", month("2025-02"), 1, "민원과")
    ]


def test_sums_and_histograms_stay_with_task_department_and_month():
    rows = [
        HEADER,
        case("1", "2025-03-04 10:00", "2025-03-04 12:00"),
        case("2", "2025-03-04 10:00", "2025-03-05 10:00"),
        case("3", "2025-03-04 10:00", "2025-03-04 11:00", department="세무과"),
    ]
    batch = loaded(rows)
    check(batch.cells, CELL_COLUMNS, CELL_KEYS)
    found = sums(batch, "processing_hours", "department", columns=["n", "w", "wx", "wxx", "ww", "wwx", "wwxx"])
    assert found == {"민원과": (2, 2, 10, 68, 2, 10, 68), "세무과": (1, 1, 1, 1, 1, 1, 1)}
    assert batch.cells.loc[batch.cells["measure"].eq("processing_hours"), "histogram"].map(type).eq(bytes).all()


def test_of_rows_with_one_number_the_one_completed_last_counts_and_the_others_are_named():
    rows = [
        HEADER,
        case("7", "2025-03-04 10:00", "2025-03-06 10:00"),
        case("7", "2025-03-04 10:00", "2025-03-05 10:00"),
        case("7", "2025-03-04 10:00", ""),
    ]
    batch = loaded(rows)
    assert sums(batch, "processing_hours") == {"n": 1, "wx": 16}
    assert sums(batch, "received")["n"] == 1
    assert finding(batch, "duplicate_case").rows == (3, 4)


def test_a_case_that_ends_before_it_begins_is_received_but_has_no_time_and_no_deadline():
    batch = loaded([HEADER, case("1", "2025-03-05 10:00", "2025-03-04 10:00", "2025-03-10")])
    assert sums(batch, "processing_hours")["n"] == 0
    assert sums(batch, "on_time")["n"] == 0
    assert (sums(batch, "received")["n"], sums(batch, "open")["n"]) == (1, 0)
    assert finding(batch, "end_before_start").rows == (2,)


@pytest.mark.parametrize(
    ("completed", "due", "kept"),
    [
        ("2025-03-10 23:59", "2025-03-10", 1),  # a deadline without a time ends at 24:00
        ("2025-03-11 00:00", "2025-03-10", 0),
        ("2025-03-10 14:00", "2025-03-10 14:00", 1),
        ("2025-03-10 14:01", "2025-03-10 14:00", 0),
        ("2025-03-10 18:00", "2025-03-10 00:00", 1),  # midnight is how spreadsheets write a bare date
    ],
)
def test_on_time_is_judged_at_the_deadlines_last_moment(completed, due, kept):
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", completed, due)])
    assert sums(batch, "on_time", "period_start") == {month("2025-03"): (1, kept)}


def test_a_deadline_at_the_end_of_a_month_belongs_to_that_month():
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", "2025-04-02 10:00", "2025-03-31")])
    assert list(sums(batch, "on_time", "period_start")) == [month("2025-03")]


@pytest.mark.parametrize(("as_of", "n"), [(dt.date(2025, 3, 10), 0), (dt.date(2025, 3, 11), 1)])
def test_an_open_case_is_late_only_after_its_deadline(as_of, n):
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", "", "2025-03-10")], as_of=as_of)
    assert sums(batch, "on_time")["n"] == n
    assert sums(batch, "open")["n"] == sums(batch, "open_age")["n"] == 1
    assert batch.as_of == as_of


def test_without_an_as_of_date_the_latest_time_of_the_file_is_taken_and_said():
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", "", "2025-03-10"), case("2", "2025-03-04", "2025-03-12")])
    assert batch.as_of == dt.date(2025, 3, 12)
    assert "2025-03-12" in finding(batch, "as_of_latest").say("ko")
    assert sums(batch, "on_time", "period_start") == {month("2025-03"): (1, 0)}


@pytest.mark.parametrize("status", ["취하(홈페이지)", "타기관이송", "반려", "중복민원", "Withdrawn", "transferred"])
def test_withdrawn_transferred_and_duplicate_cases_stay_out_of_on_time_only(status):
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", "2025-03-05 10:00", "2025-03-10", status=status)])
    assert (sums(batch, "on_time")["n"], sums(batch, "processing_hours")["n"]) == (0, 1)
    assert finding(batch, "status_excluded").rows == (2,)


def test_cases_without_a_deadline_are_counted_out():
    batch = loaded([HEADER, case("1", "2025-03-04 10:00", "2025-03-05 10:00")])
    assert finding(batch, "no_deadline").count == 1


def test_the_files_own_deadline_wins_over_the_statutory_period():
    own = case("1", "2025-03-04 10:00", "2025-03-20 10:00", "2025-03-31", "7일")
    computed = case("2", "2025-03-04 10:00", "2025-03-20 10:00", "", "7일")
    batch = loaded([HEADER, own, computed])
    assert sums(batch, "on_time") == {"n": 2, "wx": 1}
    assert finding(batch, "deadline_computed").count == 1


def test_statutory_periods_from_six_days_are_counted_in_days_and_shorter_ones_in_hours():
    # KOREAN_PRACTICE 1: received Fri 2016-02-12 10:00, 7 days end on Mon 02-22; done on the 5th counted day.
    long = case("1", "2016-02-12 10:00", "2016-02-18 15:00", period="7일")
    short = case("2", "2016-02-15 10:00", "2016-02-16 12:00", period="5일")
    at_once = case("3", "2016-02-15 10:00", "2016-02-15 11:00", period="즉시")
    batch = loaded([HEADER, long, short, at_once])
    assert (sums(batch, "statutory_days"), sums(batch, "actual_days")) == ({"n": 1, "wx": 7}, {"n": 1, "wx": 5})
    assert (sums(batch, "statutory_hours"), sums(batch, "actual_hours")) == ({"n": 2, "wx": 43}, {"n": 2, "wx": 11})
    pairs = check(batch.pairs, PAIR_COLUMNS, PAIR_KEYS).set_index("measure")
    assert pairs.loc["statutory_days", ["item2", "wx", "wy", "wxy"]].tolist() == ["actual_days", 7, 5, 35]


def test_supplement_time_is_out_of_the_actual_days_and_lengthens_a_computed_deadline():
    header = [*HEADER, "보완기간"]
    row = [*case("1", "2016-02-12 10:00", "2016-02-23 15:00", period="7일"), "2일"]
    batch = loaded([header, row])
    assert sums(batch, "actual_days") == {"n": 1, "wx": 6}  # 8 counted days less 2
    assert sums(batch, "on_time") == {"n": 1, "wx": 1}


def test_counter_times_are_minutes_and_missing_ones_are_no_zero():
    header = [*HEADER, "창구처리시간", "대기시간", "처리단계"]
    row = case("1", "2025-03-04 10:00", "2025-03-04 11:00")
    batch = loaded(
        [header, [*row, "8분 17초", "-", "3"], [*row[:1], *row[1:], "2분", "6분", "-"]], columns={"case_id": ""}
    )
    assert sums(batch, "handling_minutes") == {"n": 2, "wx": pytest.approx(8 + 17 / 60 + 2)}
    assert sums(batch, "waiting_minutes") == {"n": 1, "wx": 6}
    assert sums(batch, "steps") == {"n": 1, "wx": 3}


def test_dates_without_times_count_whole_days():
    batch = loaded([HEADER, case("1", "2025-03-04", "2025-03-06")])
    assert sums(batch, "processing_hours")["wx"] == 16
    assert codes(batch).count("dates_only") == 2


def test_a_bare_date_of_completion_after_a_timed_receipt_is_the_end_of_that_day():
    assert sums(loaded([HEADER, case("1", "2025-03-04 16:00", "2025-03-04")]), "processing_hours")["wx"] == 2


def test_a_date_that_does_not_exist_is_said_with_row_column_and_value():
    error = finding(load([HEADER, case("1", "2025-03-04", "2025-02-30")]), "bad_datetime")
    assert (error.severity, error.row, error.column, error.value) == ("error", 2, "완료일시", "2025-02-30")
    assert error.line("ko").endswith("2행 · '완료일시' 열(E2): '2025-02-30' 값은 없는 날짜입니다. 예: 2025-02-28")


def test_a_case_whose_day_of_completion_cannot_be_read_is_not_said_to_be_open():
    rows = [HEADER, case("1", "2025-03-04", "2025-02-30", "2025-03-05"), case("2", "2025-03-04", "2025-03-20")]
    assert {"bad_datetime"} <= (said := {one.code for one in load(rows).findings})
    assert not said & {"open_overdue", "not_closed"}
    rows[1] = case("1", "2025-03-04", "", "2025-03-05")
    assert finding(load(rows), "open_overdue").row == 2


def test_equal_faults_are_one_finding_and_many_different_ones_are_cut():
    rows = [HEADER, *(case(str(n), "2025-03-04", "미정") for n in range(7))]
    assert finding(load(rows), "bad_datetime").count == 7
    rows = [HEADER, *(case(str(n), "2025-03-04", f"미정{n}") for n in range(30))]
    found = [one for one in load(rows).findings if one.code == "bad_datetime"]
    assert (len(found), sum(one.count for one in found)) == (11, 30)


def test_dates_after_today_are_errors():
    batch = load([HEADER, case("1", "2026-12-24", "")], context(today=dt.date(2026, 11, 22)))
    assert codes(batch, "error") == ["future_date"]
    assert batch.cells.empty


def test_case_numbers_are_kept_as_keyed_hashes_only():
    batch = loaded([HEADER, case("2025-0001", "2025-03-04", "2025-03-05")])
    assert "2025-0001" not in batch.rows.astype("str").to_csv()
    other = loaded([HEADER, case("2025-0001", "2025-03-04", "2025-03-05")], context())
    assert batch.rows["case_id"].tolist() == other.rows["case_id"].tolist()


def test_undeclared_columns_never_enter_the_rows():
    batch = loaded([[*HEADER, "민원인"], [*case("1", "2025-03-04", "2025-03-05"), "홍길동"]])
    assert "홍길동" not in batch.rows.astype("str").to_csv()
    assert list(batch.rows.columns[:4]) == ["row_number", "row_key", "claim_start", "department"]


def test_a_corrected_row_keeps_its_key_and_changes_the_content():
    before = loaded([HEADER, case("1", "2025-03-04", "2025-03-05")])
    after = loaded([HEADER, case("1", "2025-03-04", "2025-03-06")])
    assert before.rows["row_key"].tolist() == after.rows["row_key"].tolist()
    assert before.content_hash != after.content_hash


def test_one_mistyped_year_is_said_and_claims_nothing_between():
    near = [case(str(number), f"2025-0{number}-10 10:00", f"2025-0{number}-11 10:00") for number in (2, 3, 5)]
    batch = loaded([HEADER, *near, case("9", "2015-02-10 10:00", "2025-02-11 10:00")])
    claimed = list(batch.claims["claim_start"].dt.strftime("%Y-%m"))
    assert claimed == ["2015-02", "2025-02", "2025-03", "2025-04", "2025-05"]
    assert (finding(batch, "far_receipt").severity, finding(batch, "far_receipt").row) == ("warning", 5)
    assert "2025-04" in finding(batch, "empty_months").say("ko")


def test_names_on_rows_that_do_not_count_are_not_registered():
    rows = [HEADER, case("1", "2025-03-04 10:00", "2025-03-05 10:00"), ["", "건수", "총무과"], ["", "2", ""]]
    batch = loaded(rows, leave_blank=("담당부서", "접수일시"))
    assert (batch.new_departments, batch.new_tasks) == (("민원과",), ("여권",))
    assert finding(batch, "no_receipt").rows == (3, 4)
    assert "blank_department" not in codes(batch)


def test_a_date_before_the_calendar_begins_stops_the_load_unless_it_is_declared_as_missing():
    rows = [HEADER, case("1", "2025-03-04 10:00", "1900-01-01"), case("2", "2025-03-04 10:00", "2025-03-05 10:00")]
    assert (finding(load(rows), "early_date").severity, finding(load(rows), "early_date").row) == ("error", 2)
    assert finding(loaded(rows, missing=("1900-01-01",)), "not_closed").row == 2
