"""What must hold for any register or survey: the order of rows does not matter, and parts add up to the whole."""

import datetime as dt

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, CELL_SUMS, PAIR_COLUMNS, PAIR_KEYS, PAIR_SUMS, check
from kpi.core.histogram import decode, merge
from tests.examples import examples
from tests.loaders.loading import CALENDAR, loaded

RECORDS = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "처리기한", "법정처리기간", "창구처리시간"]
SURVEY = ["연도", "부서", "가중치", "친절성", "신속성", "종합만족도"]
MOMENTS = st.datetimes(dt.datetime(2023, 1, 1), dt.datetime(2025, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
SLOW = settings(max_examples=examples(6, 25), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def records(draw):
    rows = []
    for number in range(draw(st.integers(2, 12))):
        received, completed = draw(MOMENTS), draw(st.none() | MOMENTS)
        due = draw(st.sampled_from(["", "2024-03-31", "2025-01-02 15:00"]))
        task, department = draw(st.sampled_from(["여권", "건축신고"])), draw(st.sampled_from(["민원과", "세무과", ""]))
        period, minutes = (
            draw(st.sampled_from(["7일", "즉시", "5일", ""])),
            draw(st.sampled_from(["8분 17초", "2분", "-"])),
        )
        end = completed.isoformat() if completed else ""
        rows.append([str(number), task, department, received.isoformat(), end, due, period, minutes])
    return rows


@st.composite
def surveys(draw):
    answer = st.sampled_from(["1", "2", "3", "4", "5", "9", ""])
    people = draw(st.integers(2, 12))
    return [
        [
            "2025",
            draw(st.sampled_from(["민원과", "세무과"])),
            draw(st.sampled_from(["1", "0.5", "2"])),
            *(draw(answer) for _ in range(3)),
        ]
        for _ in range(people)
    ]


def read_records(rows):
    return loaded([RECORDS, *rows], as_of=dt.date(2026, 1, 31), leave_blank=("담당부서",))


def read_survey(rows):
    fields = {"item:친절": "친절성", "item:신속": "신속성"}
    return loaded([SURVEY, *rows], scale=(1, 5), missing=("9",), columns=fields)


def total(*batches):
    """Return the cells of several batches added up, histograms too."""
    cells = pd.concat([batch.cells for batch in batches])
    grouped = cells.groupby(list(CELL_KEYS))
    sums = grouped[list(CELL_SUMS)].sum(min_count=1).round(6)
    blobs = grouped["histogram"].agg(lambda parts: [part.tolist() for part in decode(merge(parts))])
    return sums, blobs


def same(left, right):
    pd.testing.assert_frame_equal(left[0], right[0], check_dtype=False)
    assert left[1].to_dict() == right[1].to_dict()


@SLOW
@given(rows=records(), random=st.randoms(use_true_random=False))
def test_shuffled_cases_give_the_same_cells_and_the_same_content(rows, random):
    shuffled = random.sample(rows, len(rows))
    first, second = read_records(rows), read_records(shuffled)
    same(total(first), total(second))
    assert first.content_hash == second.content_hash


@SLOW
@given(rows=records(), data=st.data())
def test_a_register_split_in_two_gives_the_same_total(rows, data):
    cut = data.draw(st.integers(1, len(rows) - 1))
    same(total(read_records(rows)), total(read_records(rows[:cut]), read_records(rows[cut:])))


@SLOW
@given(rows=surveys(), random=st.randoms(use_true_random=False))
def test_shuffled_answers_give_the_same_cells_and_the_same_content(rows, random):
    shuffled = random.sample(rows, len(rows))
    first, second = read_survey(rows), read_survey(shuffled)
    same(total(first), total(second))
    assert first.content_hash == second.content_hash


@SLOW
@given(rows=surveys(), data=st.data())
def test_a_survey_split_in_two_gives_the_same_total(rows, data):
    cut = data.draw(st.integers(1, len(rows) - 1))
    same(total(read_survey(rows)), total(read_survey(rows[:cut]), read_survey(rows[cut:])))


@SLOW
@given(rows=records())
def test_frames_keep_their_contracts_and_every_cell_is_claimed(rows):
    batch = read_records(rows)
    cells = check(batch.cells, CELL_COLUMNS, CELL_KEYS)
    check(batch.pairs, PAIR_COLUMNS, PAIR_KEYS)
    assert cells["wx"].notna().all()
    assert set(PAIR_SUMS) <= set(batch.pairs.columns)
    claims = set(batch.claims[["claim_start", "department"]].itertuples(index=False, name=None))
    assert set(cells[["claim_start", "department"]].itertuples(index=False, name=None)) <= claims
    assert batch.rows["row_key"].is_unique
    assert not cells.duplicated(list(CELL_KEYS)).any()
    assert CALENDAR.version == batch.mapping["calendar"]
