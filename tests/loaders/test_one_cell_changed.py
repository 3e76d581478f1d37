"""One cell of a good table is changed: either it is found, with its address, or only what that row brings changes."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.core.batch import Batch
from kpi.core.errors import Finding
from tests.examples import examples
from tests.loaders.loading import context, load
from tests.loaders.test_load_properties import same, total

FEW = settings(max_examples=examples(6, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
DEPARTMENTS, TASKS = ("민원과", "세무과"), ("여권 발급", "건축신고")
KNOWN = context(DEPARTMENTS, TASKS)
SURVEY = ["연도", "부서", "가중치", "친절성", "신속성", "종합만족도"]
REGISTER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "처리기한", "처리시간"]
_ODD = (
    "|-|해당없음|9|99|0|-1|6|1.5|만족|???|#REF!|3점|２|1e9|△3|(3)|1,234|2025-02-30|2025. 3. 4.|20250304|45720|9999-12-31|"
    "오후 2:30|14.7.31|05-07-2025|7일|8:17|민원과|민윈과|합계|=1+1|2024|\u200b|NaN|inf"
)
ODD = st.sampled_from([*_ODD.split("|"), "x" * 300])
ANY_TEXT = st.text(max_size=12)


@st.composite
def surveys(draw):
    answer = st.sampled_from(["1", "2", "3", "4", "5"])
    people = draw(st.integers(4, 8))
    return [
        [
            "2025",
            draw(st.sampled_from(DEPARTMENTS)),
            draw(st.sampled_from(["1", "0.5"])),
            *(draw(answer) for _ in range(3)),
        ]
        for _ in range(people)
    ]


@st.composite
def registers(draw):
    rows = []
    for number in range(draw(st.integers(4, 8))):
        day = dt.datetime(2025, draw(st.integers(1, 6)), draw(st.integers(1, 28)), 10, 20)
        end, due = day + dt.timedelta(days=draw(st.integers(0, 30)), hours=1), day + dt.timedelta(days=14)
        task, department = draw(st.sampled_from(TASKS)), draw(st.sampled_from(DEPARTMENTS))
        dates = [moment.isoformat(" ", "minutes") for moment in (day, end, due)]
        rows.append([f"제{number:04}호", task, department, *dates, "8분 17초"])
    return rows


def read_survey(rows) -> Batch:
    fields = {"year": "연도", "department": "부서", "weight": "가중치", "overall": "종합만족도"}
    items = {"item:친절": "친절성", "item:신속": "신속성"}
    return load(
        [SURVEY, *rows], KNOWN, source="satisfaction_survey", header_row=1, scale=(1, 5), columns=fields | items
    )


def read_register(rows) -> Batch:
    names = ("case_id", "task", "department", "received_at", "completed_at", "deadline", "handling_minutes")
    fields = dict(zip(names, REGISTER, strict=True))
    end = dt.date(2025, 12, 31)
    return load([REGISTER, *rows], KNOWN, source="processing_records", header_row=1, as_of=end, columns=fields)


def named(findings: tuple[Finding, ...], row: int, label: str) -> bool:
    """Return whether some finding marks that row, or is about that column as a whole."""
    marked = any(row in {place[1] for place in found.marks} for found in findings)
    return marked or any(found.column == label and not found.marks for found in findings)


def judge(read, labels, rows, row: int, column: int, value: str) -> None:
    changed = [[*cells] for cells in rows]
    changed[row][column] = value
    batch = read(changed)
    if batch.errors:
        assert named(batch.errors, row + 2, labels[column]), [one.line("ko") for one in batch.errors]
        return
    others = read([cells for at, cells in enumerate(changed) if at != row])
    assert others.errors == ()
    if any(
        finding.code == "total_rows" for finding in batch.findings
    ):  # the row calls itself a total, and that is said
        same(total(batch), total(others))
        return
    alone = read([changed[row]])
    if alone.errors:  # nothing is left of the row: it counts for nothing, and that is said
        assert named(batch.findings, row + 2, labels[column])
        same(total(batch), total(others))
    else:
        same(total(batch), total(others, alone))


def change(tables, read, labels, data) -> None:
    """Change any cell of any table to something odd or to any text."""
    rows = data.draw(tables)
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(labels) - 1))
    judge(read, labels, rows, row, column, data.draw(ODD | ANY_TEXT))


@FEW
@given(data=st.data())
def test_a_changed_cell_of_a_survey_is_found_or_counts_for_itself_alone(data):
    change(surveys(), read_survey, SURVEY, data)


@FEW
@given(data=st.data())
def test_a_changed_cell_of_a_register_is_found_or_counts_for_itself_alone(data):
    change(registers(), read_register, REGISTER, data)
