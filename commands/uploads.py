"""The commands ``uploads`` and ``withdraw``: what was loaded, and taking it back."""

from __future__ import annotations

import argparse

from commands.command import Command, now, print_json, print_table, who
from kpi.core.text import Lang, Text
from services.listing import UPLOAD_HEADINGS, upload_record, upload_rows
from services.stores import existing_store
from services.uploads import list_uploads, withdraw

_ID = Text("uploads가 보이는 번호", "the number that 'uploads' shows")
_WITHDRAWN = Text("{id}번을 되돌렸습니다.", "Upload {id} was taken back.")


def _list(args: argparse.Namespace) -> int:
    records = [upload_record(upload) for upload in list_uploads(existing_store(args.store))]
    if args.json:
        for record in records:
            print_json(record)
    else:
        print_table(upload_rows(records, args.lang), UPLOAD_HEADINGS, args.lang)
    return 0


def _withdraw(args: argparse.Namespace) -> int:
    withdraw(existing_store(args.store), args.id, who=who(), now=now())
    if args.json:
        print_json({"id": args.id, "state": "withdrawn"})
    else:
        print(_WITHDRAWN.say(args.lang, id=args.id))
    return 0


def _add_id(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("id", metavar="ID", type=int, help=_ID.say(lang))


UPLOADS = Command("uploads", Text("저장한 파일의 목록을 보입니다.", "List what was loaded."), _list)
WITHDRAW = Command("withdraw", Text("저장한 파일 하나를 되돌립니다.", "Take one upload back."), _withdraw, _add_id)
