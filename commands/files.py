"""The commands ``check`` and ``load``: files are read, checked and stored."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from getpass import getpass

from commands.command import FAILED, Command, now, print_json, report, who
from kpi.core.text import Text
from services.intake import How, Taken, check_files, load_files
from services.listing import checked_lines, finding_line, question_line
from services.options import choice_of
from services.reading_options import add_reading, chosen

PASSWORD = "KPI_PASSWORD"
_ASK = Text("'{name}' 파일의 암호(없이 넘기려면 Enter): ", "Password of '{name}' (Enter to skip): ")
_LOADED = Text("  저장했습니다: 번호 {id}, {rows}행", "  Stored: number {id}, {rows} rows")


def _how(args: argparse.Namespace) -> How:
    """Return how files are read; a password comes from the environment or the terminal, never from the words typed."""
    time = now()
    choice = choice_of(**chosen(args), today=time.date())
    password = os.environ.get(PASSWORD, "")
    ask = (lambda name: getpass(_ASK.say(args.lang, name=name))) if sys.stdin.isatty() and not password else None
    return How(args.store, choice, time, args.lang, password, ask, args.max_mb, args.marked)


def _show_each(files: Iterable[Taken], args: argparse.Namespace) -> int:
    sound = True
    for taken in files:
        checked = taken.checked
        if args.json:
            print_json(taken.as_dict(args.lang))
        else:
            print("\n".join(checked_lines(checked, args.lang)))
            if taken.upload_id is not None:
                print(_LOADED.say(args.lang, id=taken.upload_id, rows=f"{taken.rows:,}"))
            for finding in checked.findings if checked.ok else ():
                print(f"  {finding_line(finding, args.lang)}")
        if not checked.ok:
            report(checked.findings, args)
            for question in () if args.json else checked.questions:
                print(question_line(question, args.lang), file=sys.stderr)
        sound = sound and checked.ok
    return 0 if sound else FAILED


CHECK = Command(
    "check",
    Text("파일을 읽고 점검만 합니다. 저장하지 않습니다.", "Read and check files; nothing is stored."),
    lambda args: _show_each(check_files(args.files, _how(args)), args),
    add_reading,
)
LOAD = Command(
    "load",
    Text("파일을 점검하고 저장합니다. 파일마다 전부 아니면 전무입니다.", "Check and store files, each all or nothing."),
    lambda args: _show_each(load_files(args.files, _how(args), who=who()), args),
    add_reading,
)
