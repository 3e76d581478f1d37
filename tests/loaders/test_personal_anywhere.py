"""A registration number in any cell, in any writing: the file is refused or warned about, and nothing shows the number."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi.core.errors import UserError
from tests.loaders.loading import load

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "비고"]
TABLE = [
    ["가온시 처리대장", "", "", "", "", ""],
    HEADER,
    *([str(at), "여권 발급", "민원과", f"2025-03-0{at} 09:00", f"2025-03-0{at} 11:00", "-"] for at in range(3, 8)),
]
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
WORDS = st.text("가나다 ():,", max_size=6)
WRITINGS = st.sampled_from(
    [
        "{0}-{1}",
        "{0} - {1}",
        "{0}–{1}",
        "{0}{1}",
        "{0} {1}",
        "{0}·{1}",
        "{0}ㆍ{1}",
        "{0}ㅡ{1}",
        "{0}--{1}",
        "{0}({1})",
        "{0}\u2003-\u2003{1}",
    ]
)


@st.composite
def registrations(draw) -> tuple[str, str]:
    """Return the two halves of a made-up number with a right check digit."""
    born = draw(st.dates(dt.date(1930, 1, 1), dt.date(2019, 12, 31)))
    sex = draw(st.sampled_from("12" if born.year < 2000 else "34"))
    head = f"{born:%y%m%d}{sex}{draw(st.integers(0, 99_999)):05}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, head, strict=True))
    return head[:6], head[6:] + str((11 - total % 11) % 10)


@settings(max_examples=40, deadline=None)
@example(("000101", "3000008"), "{0}{1}", ",", "", 0, 0)
@given(registrations(), WRITINGS, WORDS, WORDS, st.integers(0, len(TABLE) - 1), st.integers(0, len(HEADER) - 1))
def test_a_number_in_any_cell_stops_the_file_or_is_warned_about(number, writing, before, after, row, column):
    rows = [list(cells) for cells in TABLE]
    rows[row][column] = f"{before}{writing.format(*number)}{after}"
    try:
        batch = load(rows)
    except UserError as refused:
        findings, shown = refused.findings, str(refused.findings)
    else:
        findings = batch.findings
        shown = "\n".join([str(findings), str(batch.mapping), batch.rows.to_csv()])
        told = {"error": "personal_data", "warning": "personal_elsewhere"}
        assert any(one.code == told.get(one.severity) for one in findings)
        assert batch.rows.empty or row == 0
    assert number[1][1:] not in shown
