"""The command ``tasks``: which tasks got faster and which slower, and what that adds to the whole."""

from __future__ import annotations

import argparse
import json

from commands.command import Command, print_table
from commands.indicators import FORMAT, MADE_UP, add_question, asked
from kpi.core.text import Lang, Text
from kpi.sentences.tasks import survival_sentence, table_sentence
from services.console import csv_text
from services.demo import is_demo
from services.stores import existing_store
from services.task_listing import TASK_FIELDS, TASK_HEADINGS, task_rows
from services.tasks import survival_of, tasks_of

_INDICATOR = Text("같은 업무끼리 비교하는 지표(없으면 processing_time)", "an indicator of tasks (else processing_time)")
_OPEN = Text("접수 기간별 미처리를 넣은 중앙값도 보입니다", "also the medians by period of receipt with open cases")


def _tasks(args: argparse.Namespace) -> int:
    store = existing_store(args.store)
    ask = asked(args)
    found = tasks_of(store, ask)
    shown = found if ask.start or ask.end else found.latest()
    records = [{name: record.get(name) for name in TASK_FIELDS} for record in shown.records()]
    if args.format == "json":
        print(json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False))
    elif args.format == "csv":
        print(csv_text(records, TASK_FIELDS), end="")
    else:
        if is_demo(store):
            print(MADE_UP.say(args.lang))
        for period in dict.fromkeys(record["period_start"] for record in records):
            mine = [record for record in records if record["period_start"] == period]
            print(table_sentence(mine, indicator=found.indicator, lang=args.lang))
        print_table(task_rows(records, found.indicator, args.lang), TASK_HEADINGS, args.lang)
        if args.open_cases:
            medians = survival_of(store, ask)
            for record in medians.records():
                print(survival_sentence(record, indicator=medians.indicator, lang=args.lang))
    return 0


def _add_tasks(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("indicators", metavar="INDICATOR", nargs="*", help=_INDICATOR.say(lang))
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table", help=FORMAT.say(lang))
    parser.add_argument("--open-cases", action="store_true", help=_OPEN.say(lang))
    add_question(parser, lang)


TASKS = Command(
    "tasks",
    Text("업무별로 빨라지고 느려진 것을 보입니다.", "Show which tasks got faster and which slower."),
    _tasks,
    _add_tasks,
    json=False,
)
