"""The dashboard's use cases without a browser: ``python cli.py --help``."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterable
from getpass import getpass
from typing import Any

from kpi.core.errors import Finding, UserError, errors_of
from kpi.core.text import Text
from services.aims import AIM_COLUMNS
from services.arguments import chosen, language_of, parser_of
from services.backups import Told, backed_up, copied, restored
from services.console import aligned, csv_text, speak_utf8
from services.demo import fill_demo, is_demo
from services.disk import format_of, write_file
from services.intake import How, Taken, check_files, load_files
from services.listing import (
    RESULT_HEADINGS,
    UPLOAD_HEADINGS,
    checked_lines,
    finding_line,
    question_line,
    result_rows,
    upload_record,
    upload_rows,
)
from services.options import choice_of
from services.pictures import Picture, chart_file
from services.questions import ask_of
from services.rebuild_said import faults_of, rebuilt
from services.register_words import answered
from services.results import RECORD_COLUMNS, TIME_COLUMNS, results
from services.scope import scope
from services.stores import open_store, url_for_demo
from services.uploads import list_uploads, withdraw

FAILED, INTERRUPTED = 2, 130
PASSWORD = "KPI_PASSWORD"
_ASK = Text("'{name}' 파일의 암호(없이 넘기려면 Enter): ", "Password of '{name}' (Enter to skip): ")
_LOADED = Text("  저장했습니다: 번호 {id}, {rows}행", "  Stored: number {id}, {rows} rows")
_MADE_UP = Text("지어낸 시연용 자료입니다.", "These data are made up, for demonstration.")
_NO_ROWS = Text("보일 자료가 없습니다.", "There is nothing to show.")
_WITHDRAWN = Text("{id}번을 되돌렸습니다.", "Upload {id} was taken back.")
_DEMO = Text(
    "지어낸 시연용 자료를 넣었습니다(새 파일 {count}개). 보려면: --store {url}",
    "Made-up demo data are in ({count} new files). To see them: --store {url}",
)
_SOUND = Text("문제가 없습니다.", "Everything is in order.")
_DRAWN = Text("그림을 저장했습니다: {path}", "Drawn: {path}")


def main(words: list[str]) -> int:
    """Run one command; return 0, or 2 when something is wrong, with the findings on standard error."""
    lang = language_of(words)
    args = parser_of(lang).parse_args(words)
    args.lang = lang
    try:
        return _COMMANDS[args.command](args)
    except UserError as refused:
        _report(refused.findings, args)
        return FAILED


def _check(args: argparse.Namespace) -> int:
    return _show_each(check_files(args.files, _how(args)), args)


def _load(args: argparse.Namespace) -> int:
    return _show_each(load_files(args.files, _how(args), who=_who()), args)


def _how(args: argparse.Namespace) -> How:
    """Return how files are read; a password comes from the environment or the terminal, never from the words typed."""
    now = _now()
    choice = choice_of(**chosen(args), today=now.date())
    password = os.environ.get(PASSWORD, "")
    ask = (lambda name: getpass(_ASK.say(args.lang, name=name))) if sys.stdin.isatty() and not password else None
    return How(args.store, choice, now, args.lang, password, ask, args.max_mb, args.marked)


def _show_each(files: Iterable[Taken], args: argparse.Namespace) -> int:
    sound = True
    for taken in files:
        checked = taken.checked
        if args.json:
            _print_json(taken.as_dict(args.lang))
        else:
            print("\n".join(checked_lines(checked, args.lang)))
            if taken.upload_id is not None:
                print(_LOADED.say(args.lang, id=taken.upload_id, rows=f"{taken.rows:,}"))
            for finding in checked.findings if checked.ok else ():
                print(f"  {finding_line(finding, args.lang)}")
        if not checked.ok:
            _report(checked.findings, args)
            for question in () if args.json else checked.questions:
                print(question_line(question, args.lang), file=sys.stderr)
        sound = sound and checked.ok
    return 0 if sound else FAILED


def _uploads(args: argparse.Namespace) -> int:
    records = [upload_record(upload) for upload in list_uploads(open_store(args.store))]
    if args.json:
        for record in records:
            _print_json(record)
    else:
        _print_table(upload_rows(records, args.lang), UPLOAD_HEADINGS, args)
    return 0


def _withdraw(args: argparse.Namespace) -> int:
    withdraw(open_store(args.store), args.id, who=_who(), now=_now())
    if args.json:
        _print_json({"id": args.id, "state": "withdrawn"})
    else:
        print(_WITHDRAWN.say(args.lang, id=args.id))
    return 0


def _kpi(args: argparse.Namespace) -> int:
    store = open_store(args.store)
    records = results(store, _ask(args)).records()
    if args.format == "json":
        print(json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False))
    elif args.format == "csv":
        print(csv_text(records, (*RECORD_COLUMNS, *AIM_COLUMNS, *TIME_COLUMNS)), end="")
    else:
        if is_demo(store):
            print(_MADE_UP.say(args.lang))
        _print_table(result_rows(records, args.lang), RESULT_HEADINGS, args)
    return 0


def _chart(args: argparse.Namespace) -> int:
    form = format_of(args.output)
    store = open_store(args.store)
    picture = Picture(args.kind, args.indicators[0], _ask(args), args.lang)
    _, content = chart_file(store, picture, scope=scope(store), form=form)
    write_file(args.output, content)
    print(_DRAWN.say(args.lang, path=args.output))
    return 0


def _demo(args: argparse.Namespace) -> int:
    store = open_store(url_for_demo(args.store))
    count = fill_demo(store, now=_now())
    if args.json:
        _print_json({"files": count, "store": store.url})
    else:
        print(_DEMO.say(args.lang, count=count, url=store.url))
    return 0


def _rebuild(args: argparse.Namespace) -> int:
    told, left = rebuilt(open_store(args.store), dry=args.dry_run, lang=args.lang, who=_who(), now=_now())
    _print_json(told) if args.json else print("\n".join(told["lines"]))
    _report(left, args)
    return FAILED if left else 0


def _verify(args: argparse.Namespace) -> int:
    findings = faults_of(open_store(args.store), deep=args.deep, who=_who(), now=_now())
    if findings:
        _report(findings, args)
        return FAILED if errors_of(findings) else 0
    _print_json({"ok": True}) if args.json else print(_SOUND.say(args.lang))
    return 0


def _tell(told: Told, args: argparse.Namespace) -> int:
    if args.json:
        _print_json(told.record)
    else:
        print(told.message.say(args.lang, **told.values))
    return 0


def _register(args: argparse.Namespace) -> int:
    for said, record in answered(open_store(args.store), args, who=_who(), now=_now()):
        _print_json(record) if args.json else print(said)
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "load": _load,
    "uploads": _uploads,
    "withdraw": _withdraw,
    "kpi": _kpi,
    "chart": _chart,
    "demo": _demo,
    "rebuild": _rebuild,
    "verify": _verify,
    "register": _register,
    "backup": lambda args: _tell(backed_up(open_store(args.store), args.file, now=_now()), args),
    "restore": lambda args: _tell(restored(args.store, args.file, who=_who(), now=_now()), args),
    "copy-store": lambda args: _tell(copied(args.origin, args.target), args),
}


def _ask(args: argparse.Namespace) -> Any:
    names = ("indicators", "by", "department", "task", "start", "end", "compare", "as_reported")
    return ask_of(**{name: getattr(args, name) for name in names})


def _report(findings: Iterable[Finding], args: argparse.Namespace) -> None:
    """Write findings to standard error, one a line."""
    as_json = getattr(args, "json", False) or getattr(args, "format", "") == "json"
    for finding in findings:
        said = (
            json.dumps(finding.as_dict(args.lang), ensure_ascii=False) if as_json else finding_line(finding, args.lang)
        )
        print(said, file=sys.stderr)


def _print_json(record: dict[str, Any]) -> None:
    print(json.dumps(record, ensure_ascii=False, allow_nan=False), flush=True)


def _print_table(rows: list[dict[str, str]], headings: dict[str, Text], args: argparse.Namespace) -> None:
    print(aligned(rows, headings, args.lang) if rows else _NO_ROWS.say(args.lang))


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)


def _who() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "cli"


if __name__ == "__main__":
    speak_utf8()
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except KeyboardInterrupt:  # what was not stored yet is not stored
        status = INTERRUPTED
    sys.exit(status)
