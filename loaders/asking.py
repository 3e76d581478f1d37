"""What has two readings is asked, once: the questions, their answers, and where the answer goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kpi.core.errors import Finding, errors_of
from kpi.core.text import Text


@dataclass(frozen=True)
class Question:
    """A question about a file.

    The field ``name`` of ``Choice`` takes the answer; ``option`` is its name on the command line. ``codes`` are the error findings
    that ask it; their ``choices`` are suggestions where the answer is typed. ``answers``: value -> words; empty where the
    answer is typed.
    """

    name: str
    option: str
    text: Text
    codes: frozenset[str]
    answers: Mapping[str, Text] = field(default_factory=dict)


SUGGESTED = "suggested"
"""The value of a finding that holds the answer for which nearly everything speaks; it is offered, never taken for granted."""

WHY: Mapping[str, Text] = {
    "named": Text("직접 지정", "chosen by you"),
    "remembered": Text("지난번과 같음", "as last time"),
    "alias": Text("머리글이 같음", "the header says so"),
    "shape": Text("시트 이름, 제목 또는 표의 모양", "names of sheets, titles or the shape of the table"),
    "similar": Text("머리글이 비슷함", "a similar header"),
    "content": Text("값의 모양", "what the cells hold"),
}
"""How a column was found."""

QUESTIONS: tuple[Question, ...] = (
    Question(
        "sheets",
        "--sheet",
        Text("어느 시트를 읽을까요?", "Which sheets are to be read?"),
        frozenset({"ask_sheets"}),
    ),
    Question(
        "sheets_mean",
        "--sheets-mean",
        Text("시트 이름은 무엇을 뜻하나요?", "What do the names of the sheets stand for?"),
        frozenset({"ask_sheets_mean"}),
        {
            "year": Text("연도(기간)", "year (period)"),
            "department": Text("부서", "department"),
            "nothing": Text("뜻 없음", "nothing"),
        },
    ),
    Question("year", "--year", Text("어느 해의 자료인가요?", "Which year are the data of?"), frozenset({"no_year"})),
    Question(
        "scale",
        "--scale",
        Text("응답의 척도는 몇 점에서 몇 점까지인가요?", "What are the ends of the answer scale?"),
        frozenset({"unknown_scale"}),
        {
            "1..5": Text("1~5점", "1 to 5"),
            "1..7": Text("1~7점", "1 to 7"),
            "1..10": Text("1~10점", "1 to 10"),
            "0..10": Text("0~10점", "0 to 10"),
            "0..100": Text("0~100점", "0 to 100"),
        },
    ),
    Question(
        "missing",
        "--missing",
        Text("응답이 아닌 값(무응답 코드)이 있나요?", "Which values are no answers?"),
        frozenset({"out_of_scale", "mixed_scales", "unknown_scale"}),
    ),
    Question(
        "day_hours",
        "--day-hours",
        Text("'1일'은 몇 시간인가요?", "How many hours is a 'day'?"),
        frozenset({"day_length"}),
        {"8": Text("8시간(근무일)", "8 hours (a working day)"), "24": Text("24시간", "24 hours")},
    ),
    Question(
        "marks",
        "--marks",
        Text("△, ▲ 표시는 무슨 뜻인가요?", "What do △ and ▲ mean?"),
        frozenset({"ask_marks"}),
        {
            "minus": Text("△와 ▲ 모두 마이너스(예산서 방식)", "both are minus (as in budgets)"),
            "press": Text("▲는 증가, ▼·▽는 감소(보도자료 방식)", "▲ is a rise, ▼ and ▽ a fall (as in the press)"),
        },
    ),
    Question(
        "brackets",
        "--brackets",
        Text("괄호 안의 숫자 (4.6)은 무슨 뜻인가요?", "What does a number in brackets, (4.6), mean?"),
        frozenset({"ask_brackets"}),
        {"minus": Text("마이너스 4.6", "minus 4.6"), "plain": Text("그냥 4.6", "plain 4.6")},
    ),
    Question(
        "date_order",
        "--date-order",
        Text("날짜는 어떤 차례로 적혀 있나요?", "In which order are the dates written?"),
        frozenset({"ask_date_order"}),
        {
            "ymd": Text("연-월-일", "year-month-day"),
            "dmy": Text("일-월-연", "day-month-year"),
            "mdy": Text("월-일-연", "month-day-year"),
        },
    ),
    Question(
        "clock",
        "--clock",
        Text("'8:17'은 무엇인가요?", "What is '8:17'?"),
        frozenset({"ask_clock"}),
        {
            "h:mm": Text("8시간 17분", "8 hours 17 minutes"),
            "m:ss": Text("8분 17초", "8 minutes 17 seconds"),
        },
    ),
    Question(
        "repeats",
        "--repeats",
        Text(
            "같은 기간·부서·업무(문항)의 행이 둘 이상입니다. 어떻게 셀까요?",
            "Several rows are of the same period, department and task (item). How do they count?",
        ),
        frozenset({"ask_repeats"}),
        {
            "pool": Text("서로 다른 자료: 건수로 가중하여 합침", "different parts: pooled by n"),
            "last": Text("고쳐 적은 것: 마지막 행만 셈", "corrections: the last row only"),
        },
    ),
    Question(
        "levels",
        "--levels",
        Text(
            "국의 값과 그 국에 속한 과의 값이 같은 기간에 함께 있습니다. 국의 값은 무엇인가요?",
            "There are figures of a bureau and of its departments for the same period. What are the bureau's figures?",
        ),
        frozenset({"ask_levels", "counted_elsewhere"}),
        {
            "total": Text("과를 합친 값: 국 행은 빼고 과만 셈", "totals of its departments: left out"),
            "apart": Text("국이 따로 처리한 자료: 과와 함께 셈", "work of its own: counted beside the departments"),
        },
    ),
)
"""Every question there is, in the order in which they are asked."""


def asked(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """Return the questions that the error findings ask, in order."""
    codes = {finding.code for finding in errors_of(findings)}
    return tuple(question for question in QUESTIONS if question.codes & codes)
