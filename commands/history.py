"""The command ``history``: every upload, what became of it, what it changed, and its kept rows as a file."""

from __future__ import annotations

import argparse

from commands.command import Command, now, print_json, print_table, who
from kpi.core.errors import refuse
from kpi.core.text import Lang, Text
from services.disk import write_file
from services.history import Entry, entries, narrowed, tried
from services.history_said import HISTORY_HEADINGS, history_record, history_rows, shown_lines, shown_record
from services.kept_rows import kept_rows_file, left_out, rows_format, upload_of
from services.listing import STATES
from services.rebuild_said import headline_line
from services.stores import Store, existing_store
from services.uploads import restore, withdraw

ACTIONS: dict[str, Text] = {
    "list": Text("목록(기본)", "the list (default)"),
    "show": Text("ID: 업로드 하나의 모든 것과 바꾼 수치", "ID: all about one upload and the numbers it changed"),
    "rows": Text("ID -o FILE: 저장한 행을 csv나 xlsx로", "ID -o FILE: its kept rows as csv or xlsx"),
    "withdraw": Text("ID: 되돌립니다", "ID: takes it back"),
    "restore": Text("ID: 되돌린 것을 다시 반영합니다", "ID: lets a withdrawn one count again"),
}
_ID = Text("업로드 번호", "number of the upload")
_OUTPUT = Text("만들 파일: .csv 또는 .xlsx", "the file to write: .csv or .xlsx")
_SOURCE = Text("이 종류만", "this kind of source only")
_YEAR = Text("이 해의 자료만", "data of this year only")
_STATE = Text("이 상태만", "this state only")
_DRY = Text("되돌리거나 반영하면 바뀔 수치만 보입니다", "only say which numbers would change; nothing is stored")
_NEEDED = Text("'history {action}'에는 업로드 번호가 필요합니다.", "'history {action}' needs the number of an upload.")
_NO_OUTPUT = Text("-o로 만들 파일을 정하세요.", "Name the file to write with -o.")
_SAVED = Text("저장한 행을 '{path}' 파일로 썼습니다.", "The kept rows are in '{path}'.")
_DONE = {"withdraw": Text("{id}번을 되돌렸습니다.", "Upload {id} was taken back.")} | {
    "restore": Text("{id}번을 다시 반영했습니다.", "Upload {id} counts again.")
}
_SAME = Text("바뀌는 연간 수치가 없습니다.", "No yearly number would change.")


def _history(args: argparse.Namespace) -> int:
    store = existing_store(args.store)
    if args.action == "list":
        return _list(store, args)
    if args.id is None:
        raise refuse("bad_option", _NEEDED, action=args.action)
    upload_of(store, args.id)
    return {"show": _show, "rows": _rows}.get(args.action, _undo)(store, args)


def _list(store: Store, args: argparse.Namespace) -> int:
    found = narrowed(entries(store), source=args.source or "", year=args.year, state=args.state or "")
    if args.json:
        for entry in found:
            print_json(history_record(entry))
    else:
        print_table(history_rows(found, args.lang), HISTORY_HEADINGS, args.lang)
    return 0


def _show(store: Store, args: argparse.Namespace) -> int:
    entry = _entry(store, args.id)
    if args.json:
        print_json(shown_record(store, entry, args.lang))
    else:
        print("\n".join(shown_lines(store, entry, args.lang)))
    return 0


def _rows(store: Store, args: argparse.Namespace) -> int:
    if not args.output:
        raise refuse("bad_option", _NO_OUTPUT)
    write_file(args.output, kept_rows_file(store, args.id, rows_format(args.output), args.lang))
    missing = left_out(upload_of(store, args.id))
    if args.json:
        print_json({"id": args.id, "file": args.output, "left_out": missing.columns, "hashed": missing.hashed})
    else:
        print("\n".join((_SAVED.say(args.lang, path=args.output), *missing.lines(args.lang))))
    return 0


def _undo(store: Store, args: argparse.Namespace) -> int:
    if args.dry_run:
        changes = tried(store, args.id, who=who(), now=now())
        said = [headline_line(one, args.lang) for one in changes] or [_SAME.say(args.lang)]
        print_json({"id": args.id, "changes": [one.as_dict() for one in changes]}) if args.json else print(
            "\n".join(said)
        )
        return 0
    {"withdraw": withdraw, "restore": restore}[args.action](store, args.id, who=who(), now=now())
    if args.json:
        print_json({"id": args.id, "state": _entry(store, args.id).state})
    else:
        print(_DONE[args.action].say(args.lang, id=args.id))
    return 0


def _entry(store: Store, upload_id: int) -> Entry:
    return narrowed(entries(store), ids=(upload_id,))[0]


def _add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    known = "; ".join(f"{name}: {words.say(lang)}" for name, words in ACTIONS.items())
    parser.add_argument("action", metavar="ACTION", nargs="?", choices=ACTIONS, default="list", help=known)
    parser.add_argument("id", metavar="ID", nargs="?", type=int, help=_ID.say(lang))
    parser.add_argument("-o", "--output", metavar="FILE", help=_OUTPUT.say(lang))
    parser.add_argument("--source", metavar="ID", help=_SOURCE.say(lang))
    parser.add_argument("--year", metavar="Y", type=int, help=_YEAR.say(lang))
    parser.add_argument("--state", choices=(*STATES, "stale"), help=_STATE.say(lang))
    parser.add_argument("--dry-run", action="store_true", help=_DRY.say(lang))


HISTORY = Command(
    "history",
    Text(
        "올린 파일의 기록: 바꾼 수치, 저장한 행 받기, 되돌리기.",
        "The history of uploads: numbers changed, kept rows as a file, taking back.",
    ),
    _history,
    _add,
)
