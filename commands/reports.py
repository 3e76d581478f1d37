"""The command ``report``: a report of a year as the files an official hands in."""

from __future__ import annotations

import argparse

from commands.command import Command, now, print_json
from commands.indicators import add_comparison
from kpi.core.text import Lang, Text
from services.disk import file_content, make_folder, write_file
from services.report import FORMATS, HANGUL_CHARTS, SECTIONS, report_files, zipped
from services.report_options import reports_of
from services.stores import existing_store

_MADE = Text("보고서를 저장했습니다: {path}", "Report written: {path}")
_YEAR = Text("보고할 연도(없으면 자료의 마지막 연도)", "the year reported (else the newest of the data)")
_FIRST = Text("보일 첫 연도(없으면 그 6년 전)", "the first year shown (else six years before)")
_FORMAT = Text("파일 형식, 쉼표로: {known}", "formats, with commas: {known}")
_OUTPUT = Text("파일을 만들 폴더, 또는 하나로 묶을 .zip 파일", "folder for the files, or one .zip for all of them")
_DEPARTMENT = Text("한 부서의 보고서(여러 번 쓰면 부서마다 하나)", "the report of a department (repeatable: one each)")
_EVERY = Text("부서마다 보고서 하나", "one report for every department")
_INDICATOR = Text("실을 지표(여러 번, 없으면 모두)", "an indicator to show (repeatable; all when left out)")
_SECTION = Text("실을 부분, 쉼표로: {known}", "parts to show, with commas: {known}")
_OFFICE = Text("보고하는 부서의 이름", "name of the office that reports")
_TITLE = Text("보고서 제목", "title of the report")

_CHARTS = Text("한글 문서의 차트: {known}", "charts of the Hangul document: {known}")
_TEMPLATE = Text("기관의 PowerPoint 서식 파일(.pptx)", "the organisation's PowerPoint template (.pptx)")

_AS_TYPED = (
    *("year", "first_year", "department", "every_department", "indicator", "section"),
    *("compare", "office", "title"),
)


def _report(args: argparse.Namespace) -> int:
    store = existing_store(args.store)
    template = file_content(args.template)[1] if args.template else None
    given = {name: getattr(args, name) for name in _AS_TYPED} | {"hangul_charts": args.hwpx_charts}
    forms, choices = reports_of(store, **given, formats=args.format, lang=args.lang, template=template)
    files = report_files(store, choices, forms, today=now().date())
    if args.output.lower().endswith(".zip"):
        write_file(args.output, zipped(files))
        return _told(args.output, args)
    make_folder(args.output)
    for name, content in files:
        path = f"{args.output.rstrip('/')}/{name}"
        write_file(path, content)
        _told(path, args)
    return 0


def _told(path: str, args: argparse.Namespace) -> int:
    print_json({"file": path}) if args.json else print(_MADE.say(args.lang, path=path), flush=True)
    return 0


def _add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--year", metavar="Y", type=int, help=_YEAR.say(lang))
    parser.add_argument("--first-year", metavar="Y", type=int, help=_FIRST.say(lang))
    forms = _FORMAT.say(lang, known=",".join(FORMATS))
    parser.add_argument("--format", metavar="FORMATS", default=",".join(FORMATS), help=forms)
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help=_OUTPUT.say(lang))
    parser.add_argument("--department", metavar="NAME", action="append", default=[], help=_DEPARTMENT.say(lang))
    parser.add_argument("--every-department", action="store_true", help=_EVERY.say(lang))
    parser.add_argument("--indicator", metavar="ID", action="append", default=[], help=_INDICATOR.say(lang))
    parts = _SECTION.say(lang, known=",".join(SECTIONS))
    parser.add_argument("--section", metavar="PARTS", default=",".join(SECTIONS), help=parts)
    add_comparison(parser, lang)
    for option, about in (("--office", _OFFICE), ("--title", _TITLE)):
        parser.add_argument(option, metavar="TEXT", default="", help=about.say(lang))
    parser.add_argument("--template", metavar="FILE", help=_TEMPLATE.say(lang))
    charts = _CHARTS.say(lang, known=", ".join(f"{name} ({text.say(lang)})" for name, text in HANGUL_CHARTS.items()))
    parser.add_argument("--hwpx-charts", metavar="HOW", default="pictures", help=charts)


REPORT = Command(
    "report",
    Text(
        "한 해의 보고서를 한글, PowerPoint, PDF, Excel, Word, HTML 파일로 만듭니다.",
        "Write a year's report as HWPX, slides, PDF, workbook, Word or HTML.",
    ),
    _report,
    _add,
)
