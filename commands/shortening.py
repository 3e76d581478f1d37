"""The command ``shortening``: finished early, short periods in hours, and points by the city's rule."""

from __future__ import annotations

import argparse
import json

from commands.command import Command
from commands.indicators import MADE_UP, add_question, asked
from kpi.core.text import Lang, Text
from kpi.sentences.shortening import rule_sentence, shortening_sentence
from services.demo import is_demo
from services.shortening import shortening_of
from services.stores import existing_store

_FORMAT = Text("text 또는 json", "text or json")


def _shortening(args: argparse.Namespace) -> int:
    store = existing_store(args.store)
    args.indicators = []
    found = shortening_of(store, asked(args))
    if args.format == "json":
        print(json.dumps(found.records(), ensure_ascii=False, indent=1, allow_nan=False))
        return 0
    if is_demo(store):
        print(MADE_UP.say(args.lang))
    for record in found.records():
        print(shortening_sentence(record, args.lang))
    print(rule_sentence(found.rule, args.lang))
    return 0


def _add_shortening(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORMAT.say(lang))
    add_question(parser, lang)


SHORTENING = Command(
    "shortening",
    Text("일찍 끝난 비율과 처리 마일리지를 보입니다.", "Show shares finished early and points for it."),
    _shortening,
    _add_shortening,
    json=False,
)
