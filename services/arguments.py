"""The words of the command line: every command with its options, explained in one language."""

from __future__ import annotations

import argparse
from typing import Any

from kpi.core.text import LANGS, Lang, Text
from loaders.asking import QUESTIONS, Question
from services.pictures import CHARTS
from services.register_words import ABOUT, add_register

_ABOUT = Text("5S 성과판을 명령줄에서 씁니다.", "The 5S dashboard from the command line.")
_STORE = Text(
    "저장소 주소(SQLAlchemy URL). 없으면 환경 변수 KPI_STORE, 그것도 없으면 data/local/kpi.sqlite",
    "SQLAlchemy URL of the store; else the variable KPI_STORE, else data/local/kpi.sqlite",
)
_LANG = Text("말: ko(기본) 또는 en", "language: ko (default) or en")
_JSON = Text("결과를 JSON으로, 한 줄에 하나씩", "JSON, one object a line")
COMMANDS: dict[str, Text] = {
    "check": Text("파일을 읽고 점검만 합니다. 저장하지 않습니다.", "Read and check files; nothing is stored."),
    "load": Text(
        "파일을 점검하고 저장합니다. 파일마다 전부 아니면 전무입니다.", "Check and store files, each all or nothing."
    ),
    "uploads": Text("저장한 파일의 목록을 보입니다.", "List what was loaded."),
    "withdraw": Text("저장한 파일 하나를 되돌립니다.", "Take one upload back."),
    "kpi": Text("지표를 계산해 보입니다.", "Compute and show indicators."),
    "chart": Text("지표의 추이 그림을 파일로 만듭니다.", "Draw an indicator's trend into a file."),
    "demo": Text("저장소에 지어낸 시연용 자료를 넣습니다.", "Put made-up demo data into the store."),
    "rebuild": Text("남긴 행으로 모든 값을 다시 계산합니다.", "Recompute everything from the kept rows."),
    "verify": Text("저장소의 자료가 온전한지 다시 셈해 봅니다.", "Count everything in the store again."),
    "register": ABOUT,
    "backup": Text("저장소의 복사본을 만들고 확인합니다.", "Write and check a copy of the store."),
    "restore": Text(
        "복사본을 확인하고 저장소로 되살립니다. 그 전 저장소도 복사본으로 남깁니다.",
        "Check a copy and restore it; the former store is kept as a copy.",
    ),
    "copy-store": Text(
        "저장소 전체를 빈 저장소로 옮깁니다(SQLite, PostgreSQL).",
        "Copy a whole store into an empty one (SQLite, PostgreSQL).",
    ),
}
_READING: tuple[tuple[str, str, Text], ...] = (
    ("--source", "ID", Text("자료 종류(없으면 알아봅니다)", "kind of source (recognised when left out)")),
    ("--header-row", "N", Text("머리글의 행 번호(Excel에 보이는 번호)", "row number of the header, as Excel shows it")),
    ("--scale", "A..B", Text("척도의 양 끝. 예: 1..5", "ends of the scale, such as 1..5")),
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
        "--harmless",
        "harmless",
        "COLUMN",
        Text("개인정보처럼 보이지만 아닌 열", "a column that looks personal and is not"),
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
_KPI: tuple[tuple[str, str, Text], ...] = (
    ("--department", "NAME", Text("한 부서만", "one department only")),
    ("--task", "NAME", Text("한 업무만", "one task only")),
    ("--from", "YYYY[-MM]", Text("처음 기간", "first period")),
    ("--to", "YYYY[-MM]", Text("마지막 기간", "last period")),
)
_BY = Text(
    "나누는 기준: year, quarter, month, department, task (여러 번 또는 쉼표로)",
    "apart by year, quarter, month, department, task (repeatable, or with commas)",
)
_COMPARE = Text("비교: previous(전년 같은 기간), base(기준 연도), 또는 연도", "compare with: previous, base, or a year")
_REPORTED = Text(
    "부서를 그때의 이름 그대로(변화는 오늘의 조직으로)",
    "departments under the names they had at the time (changes stay in today's organisation)",
)
_FILES = Text(
    "xlsx, xls, xlsb, ods, csv 파일, 그런 파일이 든 zip이나 폴더",
    "xlsx, xls, xlsb, ods or csv files, zips or folders of them",
)
_INDICATORS = Text("지표(없으면 모두)", "indicators (all when left out)")
_ONE_INDICATOR = Text("지표", "indicator")
_BACKUP = Text(
    "만들 파일(없으면 저장소 옆 backups 폴더)", "the file to write (else in the folder backups beside the store)"
)
_COPY = Text("backup이 만든 파일", "a file that 'backup' made")
_FROM, _TO = Text("지금 저장소의 주소", "URL of the store"), Text("빈 저장소의 주소", "URL of the empty store")
_ID = Text("uploads가 보이는 번호", "the number that 'uploads' shows")
_FORMAT = Text("table, csv 또는 json", "table, csv or json")
_DRY = Text("바뀔 것만 보이고 저장하지 않습니다.", "only say what would change; nothing is stored")
_DEEP = Text("남긴 행에서 값을 다시 계산해 맞춰 봅니다.", "recompute the figures from the kept rows and compare")
_OUTPUT = Text(
    "만들 파일: .png 또는 .svg 그림, .csv 또는 .xlsx 자료",
    "the file to write: a .png or .svg picture, or the data as .csv or .xlsx",
)
_KIND = Text("그림 종류: ", "kind of chart: ")


CHOICE_NAMES = (
    *("source", "header_row", "scale", "year", "day_hours", "as_of", "department", "accept_new", "fresh"),
    *(question.name for question in QUESTIONS if question.answers and question.name not in ("scale", "day_hours")),
    *(name for _, name, _, _ in _REPEATED),
)
"""What of a command line says how files are to be read."""


def language_of(words: list[str]) -> Lang:
    """Return the language asked for anywhere among the words, so that even --help is in it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", choices=LANGS, default="ko")
    try:
        lang: Lang = parser.parse_known_args(words)[0].lang
    except (argparse.ArgumentError, SystemExit):
        return "ko"
    return lang


def parser_of(lang: Lang) -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    common = _common(lang, default=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(prog="cli.py", description=_ABOUT.say(lang), parents=[_common(lang, default=None)])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {
        name: commands.add_parser(
            name, help=about.say(lang), description=about.say(lang), parents=[common], allow_abbrev=False
        )
        for name, about in COMMANDS.items()
    }
    for name in ("check", "load"):
        _add_reading(made[name], lang)
    made["withdraw"].add_argument("id", metavar="ID", type=int, help=_ID.say(lang))
    add_register(made["register"], lang)
    made["backup"].add_argument("file", metavar="FILE", nargs="?", help=_BACKUP.say(lang))
    made["restore"].add_argument("file", metavar="FILE", help=_COPY.say(lang))
    for name, about in (("origin", _FROM), ("target", _TO)):
        made["copy-store"].add_argument(name, metavar=name.upper(), help=about.say(lang))
    made["kpi"].add_argument("indicators", metavar="INDICATOR", nargs="*", help=_INDICATORS.say(lang))
    made["kpi"].add_argument("--format", choices=("table", "csv", "json"), default="table", help=_FORMAT.say(lang))
    made["chart"].add_argument("indicators", metavar="INDICATOR", nargs=1, help=_ONE_INDICATOR.say(lang))
    kinds = _KIND.say(lang) + ", ".join(CHARTS)
    made["chart"].add_argument("--kind", choices=list(CHARTS), default="trend", help=kinds)
    made["chart"].add_argument("-o", "--output", metavar="FILE", required=True, help=_OUTPUT.say(lang))
    for name, option, about in (("rebuild", "--dry-run", _DRY), ("verify", "--deep", _DEEP)):
        made[name].add_argument(option, action="store_true", help=about.say(lang))
    for name in ("kpi", "chart"):
        _add_question(made[name], lang)
    for name in COMMANDS.keys() - {"kpi", "chart"}:
        made[name].add_argument("--json", action="store_true", help=_JSON.say(lang))
    return parser


def _common(lang: Lang, *, default: str | None) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", metavar="URL", default=default, help=_STORE.say(lang))
    common.add_argument("--lang", choices=LANGS, default=default or "ko", help=_LANG.say(lang))
    return common


def _add_reading(parser: argparse.ArgumentParser, lang: Lang) -> None:
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


def _add_question(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--by", metavar="KEY", action="append", default=[], help=_BY.say(lang))
    for option, metavar, about in _KPI:
        dest = {"--from": "start", "--to": "end"}.get(option, option.removeprefix("--"))
        parser.add_argument(option, metavar=metavar, dest=dest, help=about.say(lang))
    parser.add_argument("--compare", metavar="previous|base|YYYY", default="previous", help=_COMPARE.say(lang))
    parser.add_argument("--as-reported", action="store_true", help=_REPORTED.say(lang))
