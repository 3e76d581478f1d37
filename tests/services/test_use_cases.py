"""A file from check to load, preview, results and withdrawal, on a real store."""

import datetime as dt
import json
from itertools import product

import pytest

from kpi.core.errors import UserError
from services.check import Choice, check
from services.load import load
from services.preview import preview
from services.results import Ask, results
from services.scope import scope
from services.stores import open_store
from services.uploads import list_uploads, restore, withdraw

NOW = dt.datetime(2026, 11, 22, 9, 0)
HEADER = "접수번호,민원명,담당부서,접수일시,완료일시\n"
# 2024-03-04 is a Monday without a holiday in its week: 2, 4, 2 and 4 working hours.
ROWS_2024 = (
    "1,여권 발급,민원과,2024-03-04 09:00,2024-03-04 11:00\n"
    "2,여권 발급,민원과,2024-03-05 09:00,2024-03-05 14:00\n"
    "3,건축 신고,건축과,2024-03-06 09:00,2024-03-06 11:00\n"
    "4,건축 신고,건축과,2024-03-07 13:00,2024-03-07 17:00\n"
)


def checked(store, text, name="처리대장.csv", **choice):
    return check(store, text.encode("cp949"), name, choice=Choice(**choice), now=NOW)


def loaded(store, text, name="처리대장.csv", **choice):
    return load(store, checked(store, text, name, **choice), who="tester", now=NOW)


def value(store, **ask):
    return results(store, Ask(("processing_time",), **ask)).records()[0]["value"]


def test_a_file_is_checked_stored_and_counted(store):
    answer = checked(store, HEADER + ROWS_2024)
    assert answer.ok, [finding.line("en") for finding in answer.findings]
    assert answer.mapping["received_at"] == "접수일시"
    assert store.is_empty()
    loaded(store, HEADER + ROWS_2024)
    assert value(store) == pytest.approx(3.0)
    assert scope(store).years == (2024,)
    assert scope(store).departments == ("민원과", "건축과")


def test_an_error_in_the_file_stores_nothing(store):
    bad = checked(store, HEADER + ROWS_2024.replace("2024-03-05 09:00", "2024-02-30 09:00"))
    errors = [finding for finding in bad.findings if finding.severity == "error"]
    assert [(finding.row, finding.column) for finding in errors] == [(3, "접수일시")]
    assert "2024-02-30" in errors[0].value
    with pytest.raises(UserError):
        load(store, bad, who="tester", now=NOW)
    assert store.is_empty()


def test_the_preview_counts_rows_and_shows_the_number_before_and_after_without_storing(store):
    loaded(store, HEADER + ROWS_2024)
    # row 1 kept, row 2 an hour longer, row 3 dropped, row 4 kept, row 5 new
    corrected = HEADER + (
        "1,여권 발급,민원과,2024-03-04 09:00,2024-03-04 11:00\n"
        "2,여권 발급,민원과,2024-03-05 09:00,2024-03-05 15:00\n"
        "4,건축 신고,건축과,2024-03-07 13:00,2024-03-07 17:00\n"
        "5,건축 신고,건축과,2024-03-08 13:00,2024-03-08 18:00\n"
    )
    seen = preview(store, checked(store, corrected), who="tester", now=NOW)
    assert (seen.new, seen.changed, seen.unchanged, seen.gone) == (1, 1, 2, 1)
    line = next(line for line in seen.headlines if line.indicator.id == "processing_time")
    assert (line.before, line.after) == (pytest.approx(3.0), pytest.approx((2 + 5 + 4 + 5) / 4))
    assert value(store) == pytest.approx(3.0)
    assert len(list_uploads(store)) == 1
    number = loaded(store, corrected).upload_id
    assert value(store) == pytest.approx(4.0)
    withdraw(store, number, who="tester", now=NOW)
    assert value(store) == pytest.approx(3.0)
    restore(store, number, who="tester", now=NOW)
    assert value(store) == pytest.approx(4.0)


def test_the_same_content_twice_is_refused(store):
    loaded(store, HEADER + ROWS_2024)
    with pytest.raises(UserError) as refused:
        loaded(store, HEADER + ROWS_2024, name="사본.csv")
    assert refused.value.findings[0].code == "already_there"


def test_an_unknown_department_stops_the_load_until_it_is_accepted(store):
    loaded(store, HEADER + ROWS_2024)
    later = HEADER + "9,여권 발급,민원봉사과,2025-03-04 09:00,2025-03-04 11:00\n"
    stopped = checked(store, later)
    error = next(finding for finding in stopped.findings if finding.severity == "error")
    assert "민원과" in error.say("ko")
    assert checked(store, later, accept_new=True).ok


def test_adjusted_p_values_do_not_depend_on_the_filter(store):
    lines = []
    for year in (2023, 2024):
        for number in range(60):
            department = f"부서{number % 6}"
            hours = 1 + number % 4 + (2 if year == 2024 and number % 6 == 0 else 0)
            day = f"{year}-03-{(4 if year == 2024 else 6) + number % 4:02d}"
            lines.append(f"{year}{number:03d},업무,{department},{day} 09:00,{day} {9 + hours + (hours > 2):02d}:00")
    loaded(store, HEADER + "\n".join(lines) + "\n")
    apart = results(store, Ask(("processing_time",), keys=("department",))).records()
    one = results(store, Ask(("processing_time",), department="부서0")).records()
    assert one == [row for row in apart if row["department"] == "부서0"]
    assert one[-1]["p_adjusted"] > one[-1]["p"]


def test_an_unknown_name_in_a_question_is_an_error_that_names_the_nearest(store):
    loaded(store, HEADER + ROWS_2024)
    with pytest.raises(UserError, match="민원과"):
        results(store, Ask(department="민원괴"))
    with pytest.raises(UserError, match="processing_time"):
        results(store, Ask(("processing_tim",)))


def test_fewer_than_ten_answers_are_shown_on_screen_but_not_in_files(store):
    answers = "부서,만족도\n" + "".join(f"민원과,{score}\n" for score in (5, 4, 4, 3, 5, 4))
    loaded(store, answers, name="만족도.csv", source="satisfaction_survey", year=2024, scale=(1.0, 5.0))
    screen = results(store, Ask(("satisfaction",))).records()[0]
    in_file = results(store, Ask(("satisfaction",), audience="file")).records()[0]
    assert screen["value"] == pytest.approx(100 * (25 / 6 - 1) / 4)
    assert (in_file["value"], in_file["note"]) == (None, "too_few")


def test_records_are_plain_json_with_null_for_the_whole_organisation(store):
    loaded(store, HEADER + ROWS_2024)
    row = results(store, Ask(("processing_time",))).records()[0]
    assert json.loads(json.dumps(row)) == row
    assert (row["department"], row["task"], row["period_start"], row["n"]) == (None, None, "2024-01-01", 4)
    assert {"crude_change", "within", "mix", "entry_exit", "index"} <= row.keys()


def test_a_departments_own_target_wins_over_the_organisations(store):
    for department, aim in (("", 24.0), ("민원과", 16.0)):
        store.set_target(
            indicator="processing_time", department=department, year=2024, value=aim, kind="target", who="t", at=NOW
        )
    store.set_target("processing_time", 2024, 2.5, kind="best_peer", who="t", at=NOW)
    loaded(store, HEADER + ROWS_2024)
    (whole,) = results(store, Ask(("processing_time",))).records()
    assert (whole["target"], whole["standing"], whole["best_peer"]) == (24.0, "met", 2.5)
    apart = results(store, Ask(("processing_time",), keys=("department",))).records()
    assert {row["department"]: row["target"] for row in apart} == {"민원과": 16.0, "건축과": 24.0}


QUESTIONS = {((), "month"), (("department",), "year"), (("task",), "quarter"), (("department", "task"), "year")}
EVERY_QUESTION = product([(), ("department",), ("task",), ("department", "task")], ["year", "quarter", "month"])


@pytest.mark.parametrize(
    ("keys", "grain"),
    [
        pytest.param(
            keys, grain, id=f"{'-'.join(keys)}-{grain}", marks=() if (keys, grain) in QUESTIONS else pytest.mark.slow
        )
        for keys, grain in EVERY_QUESTION
    ],
)
def test_an_empty_store_answers_every_question_with_nothing(tmp_path, keys, grain):
    empty = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    assert results(empty, Ask(keys=keys, grain=grain)).records() == []
    empty.close()
