"""The commands ``target``, ``break``, ``holiday`` and ``setting``: what people enter beside the files."""

from __future__ import annotations

import argparse
from functools import partial

from commands.command import NO_ROWS, Command, now, print_json, who
from kpi.core.text import Lang, Text
from services.entered.sort import sorts
from services.entered.words import add_words, answered
from services.stores import open_store

OF_THEIR_OWN = {"target": "target", "break": "series_break", "holiday": "holiday"}
"""Command -> the sort of entry it is about; ``setting`` is about all others."""
_OTHERS = [name for name in sorts() if name not in OF_THEIR_OWN.values()]
_TARGET = Text("목표를 보고 바꿉니다.", "Show and change targets.")
_BREAK = Text("계열이 끊긴 날을 보고 바꿉니다.", "Show and change breaks of series.")
_HOLIDAY = Text("쉬는 날을 보고 바꿉니다.", "Show and change days off.")
_SETTING = Text(
    "근무시간, 평가 비중, 평가 기간, 모집단, 5S 종합점수, 처리 마일리지를 보고 바꿉니다.",
    "Show and change office hours, role weights, windows, populations, the 5S number and points for finishing early.",
)


def _run(name: str, args: argparse.Namespace) -> int:
    sort = sorts()[name or args.sort]
    answers = answered(open_store(args.store), sort, args, who=who(), now=now())
    for said, record in answers:
        print_json(record) if args.json else print(said)
    if not answers and not args.json:
        print(NO_ROWS.say(args.lang))
    return 0


def _add(name: str, parser: argparse.ArgumentParser, lang: Lang) -> None:
    add_words(parser, [sorts()[name]], lang)


def _add_setting(parser: argparse.ArgumentParser, lang: Lang) -> None:
    kinds = [sorts()[name] for name in _OTHERS]
    about = "\n".join(f"{sort.id}: {sort.name.say(lang)}" for sort in kinds)
    parser.add_argument("sort", metavar="KIND", choices=_OTHERS, help=about)
    add_words(parser, kinds, lang)


def _command(name: str, about: Text) -> Command:
    sort = OF_THEIR_OWN[name]
    return Command(name, about, partial(_run, sort), partial(_add, sort))


TARGET, BREAK, HOLIDAY = _command("target", _TARGET), _command("break", _BREAK), _command("holiday", _HOLIDAY)
SETTING = Command("setting", _SETTING, partial(_run, ""), _add_setting)
