"""The commands ``kpi`` and ``chart``: indicators as figures and as pictures."""

from __future__ import annotations

import argparse
import json
from typing import Any

from commands.command import Command, print_table, report
from kpi.core.text import Lang, Text
from services.aims import AIM_COLUMNS
from services.console import csv_text
from services.demo import is_demo
from services.disk import format_of, write_file
from services.listing import RESULT_HEADINGS, result_rows
from services.pictures import CHARTS, Picture, chart_file
from services.pooling import left_alone
from services.provenance_said import SOURCE_HEADINGS, source_rows, with_sources
from services.questions import ask_of
from services.results import RECORD_COLUMNS, TIME_COLUMNS, results
from services.scope import scope
from services.stores import existing_store

MADE_UP = Text("지어낸 시연용 자료입니다.", "These data are made up, for demonstration.")
_WRITTEN = Text("파일을 저장했습니다: {path}", "Written: {path}")
_QUESTION: tuple[tuple[str, str, Text], ...] = (
    ("--department", "NAME", Text("한 부서만", "one department only")),
    ("--task", "NAME", Text("한 업무만", "one task only")),
    ("--from", "YYYY[-MM]", Text("처음 기간", "first period")),
    ("--to", "YYYY[-MM]", Text("마지막 기간", "last period")),
)
_BY = Text(
    "나누는 기준: year, quarter, month, department, bureau, division, task (여러 번 또는 쉼표로)",
    "apart by year, quarter, month, department, bureau, division, task (repeatable, or with commas)",
)
_COMPARE = Text("비교: previous(전년 같은 기간), base(기준 연도), 또는 연도", "compare with: previous, base, or a year")
_REPORTED = Text(
    "부서를 그때의 이름 그대로(변화는 오늘의 조직으로)",
    "departments under the names they had at the time (changes stay in today's organisation)",
)
_INDICATORS = Text("지표(없으면 모두)", "indicators (all when left out)")
_ONE_INDICATOR = Text("지표", "indicator")
FORMAT = Text("table, csv 또는 json", "table, csv or json")
_SOURCES = Text("각 수치가 어느 업로드에서 왔는지", "which uploads each number rests on")
_OUTPUT = Text(
    "만들 파일: .png 또는 .svg 그림, .csv 또는 .xlsx 자료, .pptx 슬라이드",
    "the file to write: a .png or .svg picture, the data as .csv or .xlsx, or a slide as .pptx",
)
_KIND = Text("그림 종류: ", "kind of chart: ")


def _kpi(args: argparse.Namespace) -> int:
    store = existing_store(args.store)
    found = results(store, asked(args))
    records = found.records()
    if args.sources:
        records = with_sources(store, found.ask, records)
    if args.format == "json":
        print(json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False))
    elif args.format == "csv":
        print(csv_text(records, _columns(args)), end="")
    else:
        if is_demo(store):
            print(MADE_UP.say(args.lang))
        print_table(result_rows(records, args.lang), RESULT_HEADINGS, args.lang)
        if args.sources:
            print_table(source_rows(store, records, args.lang), SOURCE_HEADINGS, args.lang)
    report(left_alone(store, found), args)
    return 0


def _columns(args: argparse.Namespace) -> tuple[str, ...]:
    sources = ("uploads",) if args.sources else ()
    return (*RECORD_COLUMNS, *AIM_COLUMNS, *TIME_COLUMNS, *sources)


def _chart(args: argparse.Namespace) -> int:
    form = format_of(args.output)
    store = existing_store(args.store)
    picture = Picture(args.kind, args.indicators[0], asked(args), args.lang)
    _, content = chart_file(store, picture, scope=scope(store), form=form)
    write_file(args.output, content)
    print(_WRITTEN.say(args.lang, path=args.output))
    return 0


def asked(args: argparse.Namespace) -> Any:
    """Return the question that was typed."""
    names = ("indicators", "by", "department", "task", "start", "end", "compare", "as_reported")
    return ask_of(**{name: getattr(args, name) for name in names})


def _add_kpi(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("indicators", metavar="INDICATOR", nargs="*", help=_INDICATORS.say(lang))
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help=FORMAT.say(lang))
    parser.add_argument("--sources", action="store_true", help=_SOURCES.say(lang))
    add_question(parser, lang)


def _add_chart(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("indicators", metavar="INDICATOR", nargs=1, help=_ONE_INDICATOR.say(lang))
    kinds = _KIND.say(lang) + ", ".join(CHARTS)
    parser.add_argument("--kind", choices=list(CHARTS), default="trend", help=kinds)
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=_OUTPUT.say(lang))
    add_question(parser, lang)


def add_question(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Give a command the words that say what is asked."""
    parser.add_argument("--by", metavar="KEY", action="append", default=[], help=_BY.say(lang))
    for option, metavar, about in _QUESTION:
        dest = {"--from": "start", "--to": "end"}.get(option, option.removeprefix("--"))
        parser.add_argument(option, metavar=metavar, dest=dest, help=about.say(lang))
    add_comparison(parser, lang)
    parser.add_argument("--as-reported", action="store_true", help=_REPORTED.say(lang))


def add_comparison(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Give a command the word for what changes and verdicts compare with."""
    parser.add_argument("--compare", metavar="previous|base|YYYY", default="previous", help=_COMPARE.say(lang))


KPI = Command("kpi", Text("지표를 계산해 보입니다.", "Compute and show indicators."), _kpi, _add_kpi, json=False)
CHART = Command(
    "chart",
    Text("지표의 추이 그림을 파일로 만듭니다.", "Draw an indicator's trend into a file."),
    _chart,
    _add_chart,
    json=False,
)
