"""The command ``survey``: the items of the satisfaction survey, Cronbach's alpha, and what the next survey can confirm."""

from __future__ import annotations

import argparse
import json

from commands.command import Command
from commands.indicators import MADE_UP, add_question, asked
from kpi.core.text import Lang, Text
from services.demo import is_demo
from services.satisfaction_detail import satisfaction_detail
from services.satisfaction_said import survey_record, survey_sentences
from services.stores import existing_store

_FORMAT = Text("text 또는 json", "text or json")
_NO_SURVEY = Text("보일 만족도 조사가 없습니다.", "There is no satisfaction survey to show.")


def _survey(args: argparse.Namespace) -> int:
    store = existing_store(args.store)
    args.indicators = []
    detail = satisfaction_detail(store, asked(args))
    if args.format == "json":
        print(json.dumps(survey_record(detail), ensure_ascii=False, indent=1, allow_nan=False))
        return 0
    if is_demo(store):
        print(MADE_UP.say(args.lang))
    for line in survey_sentences(detail, args.lang) or [_NO_SURVEY.say(args.lang)]:
        print(line)
    return 0


def _add_survey(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORMAT.say(lang))
    add_question(parser, lang)


SURVEY = Command(
    "survey",
    Text(
        "만족도 문항과 크론바흐 알파, 다음 조사로 확인할 수 있는 변화를 보입니다.",
        "Show the items of the survey, Cronbach's alpha, and what the next survey can confirm.",
    ),
    _survey,
    _add_survey,
    json=False,
)
