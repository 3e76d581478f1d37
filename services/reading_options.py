"""The words of the command line that say how files are read, explained in one language."""

from __future__ import annotations

import argparse
from typing import Any

from kpi.core.text import Lang, Text
from loaders.asking import QUESTIONS, Question

_READING: tuple[tuple[str, str, Text], ...] = (
    ("--source", "ID", Text("자료 종류(없으면 알아봅니다)", "kind of source (recognised when left out)")),
    ("--header-row", "N", Text("머리글의 행 번호(Excel에 보이는 번호)", "row number of the header, as Excel shows it")),
    (
        "--scale",
        "A..B",
        Text(
            "가장 나쁜 답과 가장 좋은 답의 점수. 예: 1..5, 1이 가장 좋으면 5..1",
            "scores of the worst and the best answer: 1..5, or 5..1",
        ),
    ),
    ("--year", "Y", Text("자료의 연도(파일에 없을 때)", "year of the data, when the file does not say")),
    ("--day-hours", "H", Text("하루가 몇 시간인지: 8, 24", "hours of a day in printed durations: 8 or 24")),
    ("--as-of", "DATE", Text("자료를 뽑은 날. 예: 2025-01-31", "day of the extract, such as 2025-01-31")),
    (
        "--department",
        "NAME",
        Text("파일 전체가 한 부서의 자료일 때 그 부서", "the department that the whole file is about"),
    ),
)
_REPEATED: tuple[tuple[str, str, str, Text], ...] = (
    (
        "--sheet",
        "sheets",
        "NAME",
        Text(
            "읽을 시트. 여럿이면 한 표로 읽고, '*'이면 모양이 같은 시트를 모두 읽습니다",
            "sheet to read; several are read as one table, '*' is all of the same form",
        ),
    ),
    (
        "--map",
        "columns",
        "FIELD=COLUMN",
        Text(
            "필드를 읽을 열. '필드='는 그 필드를 읽지 않습니다",
            "the column a field is read from; 'field=' leaves it unread",
        ),
    ),
    ("--missing", "missing", "CODES", Text("무응답으로 볼 값. 예: 0,9", "codes that mean no answer, such as 0,9")),
    (
        "--exclude",
        "exclude",
        "WORD",
        Text("기한준수율에서 뺄 처리상태", "a status that takes a case out of the on-time rate"),
    ),
    ("--drop", "drop", "COLUMN", Text("무엇이 있든 읽지 않을 열", "a column that is not read, whatever it holds")),
    (
        "--undrop",
        "undrop",
        "COLUMN",
        Text("지난번에 뺐지만 다시 읽을 열", "a column that was dropped last time and is read again"),
    ),
    (
        "--harmless",
        "harmless",
        "COLUMN",
        Text("개인정보처럼 보이지만 아닌 열", "a column that looks personal and is not"),
    ),
    (
        "--fill-down",
        "fill_down",
        "COLUMN",
        Text("빈칸이 바로 위의 값과 같다는 뜻인 열", "a column whose blank cells mean the value above them"),
    ),
    (
        "--leave-blank",
        "leave_blank",
        "COLUMN",
        Text("빈칸이 정말 값이 없다는 뜻인 열", "a column whose blank cells say that there is none"),
    ),
    (
        "--same-as",
        "same_as",
        "KIND:NAME=REGISTERED",
        Text(
            "파일의 이름이 뜻하는 등록된 이름. 예: department:주민복지과=복지정책과, task:여권=여권발급",
            "the registered name a name stands for: department:A=B or task:A=B",
        ),
    ),
    (
        "--fix",
        "fixes",
        "SHEET!CELL=VALUE",
        Text("칸 하나를 고쳐서 읽기. 파일은 그대로 둡니다", "read a cell with another value; the file stays as it is"),
    ),
)
_FRESH = Text("지난번 같은 양식의 열 지정을 쓰지 않습니다.", "do not use how the same form was read last time")
_MARKED = Text(
    "찾은 곳에 표시와 설명을 단 파일을 쓸 폴더", "folder for copies in which the cells are marked and commented"
)
_MOST = Text(
    "파일 하나의 크기 한도(MB). 큰 파일을 넣을 때 올립니다", "limit on the size of a file in MB, for bulk loads"
)
_REPEATABLE = Text("(여러 번 쓸 수 있음)", "(repeatable)")
_PASSWORD = Text(
    "암호가 걸린 파일의 암호는 환경 변수 KPI_PASSWORD에서 읽거나 터미널에서 묻습니다.",
    "The password of a protected file comes from the variable KPI_PASSWORD or is asked on the terminal.",
)
_ACCEPT = Text("처음 보는 부서를 새로 등록합니다.", "add departments that are not known yet")
_FILES = Text(
    "xlsx, xls, xlsb, ods, csv 파일, 그런 파일이 든 zip이나 폴더",
    "xlsx, xls, xlsb, ods or csv files, zips or folders of them",
)
CHOICE_NAMES = (
    *("source", "header_row", "scale", "year", "day_hours", "as_of", "department", "accept_new", "fresh"),
    *(question.name for question in QUESTIONS if question.answers and question.name not in ("scale", "day_hours")),
    *(name for _, name, _, _ in _REPEATED),
)
"""What of a command line says how files are to be read."""


def add_reading(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Give the parser of a command that reads files its words."""
    parser.epilog = _PASSWORD.say(lang)
    parser.add_argument("files", metavar="FILE", nargs="+", help=_FILES.say(lang))
    for option, metavar, about in _READING:
        whole = option in ("--header-row", "--year")
        parser.add_argument(option, metavar=metavar, type=int if whole else str, help=about.say(lang))
    for question in QUESTIONS:
        if question.answers and question.name not in ("scale", "day_hours"):
            known = "; ".join(f"{answer}: {words.say(lang)}" for answer, words in question.answers.items())
            parser.add_argument(question.option, dest=question.name, metavar="WORD", help=_words(question, known, lang))
    for option, name, metavar, about in _REPEATED:
        said = f"{about.say(lang)} {_REPEATABLE.say(lang)}"
        parser.add_argument(option, dest=name, metavar=metavar, action="append", default=[], help=said)
    parser.add_argument("--accept-new", action="store_true", help=_ACCEPT.say(lang))
    parser.add_argument("--fresh", action="store_true", help=_FRESH.say(lang))
    parser.add_argument("--marked", metavar="DIR", help=_MARKED.say(lang))
    parser.add_argument("--max-mb", metavar="N", type=int, help=_MOST.say(lang))


def _words(question: Question, known: str, lang: Lang) -> str:
    return f"{question.text.say(lang)} {known}".replace("%", "%%")


def chosen(args: argparse.Namespace) -> dict[str, Any]:
    """Return what was typed about the reading of files, by the names that ``services.options.choice_of`` takes."""
    return {name: getattr(args, name) for name in CHOICE_NAMES}
