"""The command ``composite``: the 5S number with its parts, and how they are scored."""

from __future__ import annotations

import argparse

from commands.command import Command, print_json
from commands.indicators import MADE_UP
from kpi.core.text import Lang, Text
from kpi.sentences.composite import composite_sentence, goalpost_lines
from services.composite import composite_of
from services.demo import is_demo
from services.stores import existing_store

_DEPARTMENTS = Text("부서별 점수와 순위도 보입니다", "also the departments, with their ranks")
_GOALPOSTS = Text("각 부분의 기준점과 가중치도 보입니다", "also how each part is scored and weighted")


def _composite(args: argparse.Namespace) -> int:
    store = existing_store(args.store)
    found = composite_of(store)
    records = [row for row in found.records() if args.departments or not row["department"]]
    if args.json:
        for record in records:
            print_json(record)
        return 0
    if is_demo(store):
        print(MADE_UP.say(args.lang))
    for record in records:
        print(composite_sentence(record, args.lang))
    for line in goalpost_lines(found.parts, args.lang) if args.goalposts else ():
        print(line)
    return 0


def _add_composite(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--departments", action="store_true", help=_DEPARTMENTS.say(lang))
    parser.add_argument("--goalposts", action="store_true", help=_GOALPOSTS.say(lang))


COMPOSITE = Command(
    "composite",
    Text("5S 종합점수를 부분과 함께 보입니다.", "Show the 5S number with its parts."),
    _composite,
    _add_composite,
)
