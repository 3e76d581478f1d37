"""The words of the command line: every command with its options, explained in one language."""

from __future__ import annotations

import argparse

from kpi.core.text import LANGS, Lang, Text
from services.pictures import CHARTS

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
    "verify": Text("저장소의 자료가 온전한지 다시 셈해 봅니다.", "Count everything in the store again."),
}
_READING: tuple[tuple[str, str, Text], ...] = (
    ("--source", "ID", Text("자료 종류(없으면 알아봅니다)", "kind of source (recognised when left out)")),
    ("--sheet", "NAME", Text("시트 이름", "sheet")),
    ("--header-row", "N", Text("머리글의 행 번호(Excel에 보이는 번호)", "row number of the header, as Excel shows it")),
    ("--scale", "A..B", Text("척도의 양 끝. 예: 1..5", "ends of the scale, such as 1..5")),
    ("--year", "Y", Text("자료의 연도(파일에 없을 때)", "year of the data, when the file does not say")),
    ("--day-hours", "H", Text("하루가 몇 시간인지: 8, 24", "hours of a day in printed durations: 8 or 24")),
    ("--as-of", "DATE", Text("자료를 뽑은 날. 예: 2025-01-31", "day of the extract, such as 2025-01-31")),
)
_MAP = Text(
    "필드를 읽을 열(여러 번 쓸 수 있음). '필드='는 그 필드를 읽지 않습니다.",
    "the column a field is read from (repeatable); 'field=' leaves it unread",
)
_MISSING = Text("무응답으로 볼 값. 예: 0,9", "codes that mean no answer, such as 0,9")
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
_FILES = Text("xlsx, xls, xlsb, ods, csv 파일", "xlsx, xls, xlsb, ods or csv files")
_INDICATORS = Text("지표(없으면 모두)", "indicators (all when left out)")
_ONE_INDICATOR = Text("지표", "indicator")
_ID = Text("uploads가 보이는 번호", "the number that 'uploads' shows")
_FORMAT = Text("table, csv 또는 json", "table, csv or json")
_OUTPUT = Text(
    "만들 파일: .png 또는 .svg 그림, .csv 또는 .xlsx 자료",
    "the file to write: a .png or .svg picture, or the data as .csv or .xlsx",
)
_KIND = Text("그림 종류: ", "kind of chart: ")


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
    made["kpi"].add_argument("indicators", metavar="INDICATOR", nargs="*", help=_INDICATORS.say(lang))
    made["kpi"].add_argument("--format", choices=("table", "csv", "json"), default="table", help=_FORMAT.say(lang))
    made["chart"].add_argument("indicators", metavar="INDICATOR", nargs=1, help=_ONE_INDICATOR.say(lang))
    made["chart"].add_argument(
        "--kind", choices=list(CHARTS), default="trend", help=_KIND.say(lang) + ", ".join(CHARTS)
    )
    made["chart"].add_argument("-o", "--output", metavar="FILE", required=True, help=_OUTPUT.say(lang))
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
    parser.add_argument("files", metavar="FILE", nargs="+", help=_FILES.say(lang))
    for option, metavar, about in _READING:
        whole = option in ("--header-row", "--year")
        parser.add_argument(option, metavar=metavar, type=int if whole else str, help=about.say(lang))
    parser.add_argument("--map", metavar="FIELD=COLUMN", action="append", default=[], help=_MAP.say(lang))
    parser.add_argument("--missing", metavar="CODES", action="append", default=[], help=_MISSING.say(lang))
    parser.add_argument("--accept-new", action="store_true", help=_ACCEPT.say(lang))


def _add_question(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--by", metavar="KEY", action="append", default=[], help=_BY.say(lang))
    for option, metavar, about in _KPI:
        dest = {"--from": "start", "--to": "end"}.get(option, option.removeprefix("--"))
        parser.add_argument(option, metavar=metavar, dest=dest, help=about.say(lang))
    parser.add_argument("--compare", metavar="previous|base|YYYY", default="previous", help=_COMPARE.say(lang))
