"""Every command there is, and the parser of what is typed."""

from __future__ import annotations

import argparse
from typing import Any

from commands.command import Command
from commands.composite import COMPOSITE
from commands.entered import BREAK, HOLIDAY, SETTING, TARGET
from commands.files import CHECK, LOAD
from commands.history import HISTORY
from commands.indicators import CHART, KPI
from commands.parser import Parser
from commands.register import REGISTER
from commands.reports import REPORT
from commands.shortening import SHORTENING
from commands.stores import BACKUP, COPY_STORE, DEMO, REBUILD, RESTORE, VERIFY
from commands.survey import SURVEY
from commands.tasks import TASKS
from commands.uploads import UPLOADS, WITHDRAW
from kpi.core.text import LANGS, Lang, Text

_ABOUT = Text("5S 성과판을 명령줄에서 씁니다.", "The 5S dashboard from the command line.")
_STORE = Text(
    "저장소 주소(SQLAlchemy URL). 없으면 환경 변수 KPI_STORE, 그것도 없으면 data/local/kpi.sqlite",
    "SQLAlchemy URL of the store; else the variable KPI_STORE, else data/local/kpi.sqlite",
)
_LANG = Text("말: ko(기본) 또는 en", "language: ko (default) or en")
_JSON = Text("결과를 JSON으로, 한 줄에 하나씩", "JSON, one object a line")
_LISTED: tuple[Command, ...] = (
    *(CHECK, LOAD, UPLOADS, WITHDRAW, HISTORY, KPI, TASKS, SURVEY, SHORTENING, COMPOSITE, CHART, REPORT, DEMO),
    *(REBUILD, VERIFY, REGISTER, TARGET, BREAK, HOLIDAY, SETTING),
    *(BACKUP, RESTORE, COPY_STORE),
)
COMMANDS: dict[str, Command] = {command.name: command for command in _LISTED}
"""The commands by name, in the order in which help and README show them."""


def language_of(words: list[str]) -> Lang:
    """Return the language asked for anywhere among the words, so that even --help is in it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", choices=LANGS, default="ko")
    try:
        lang: Lang = parser.parse_known_args(words)[0].lang
    except (argparse.ArgumentError, SystemExit):
        return "ko"
    return lang


def parser_of(lang: Lang) -> Parser:
    """Return the parser of all commands."""
    common: Any = _common(lang, default=argparse.SUPPRESS)
    parser = Parser(lang=lang, prog="cli.py", description=_ABOUT.say(lang), parents=[_common(lang, default=None)])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS.values():
        about = command.about.say(lang)
        made = commands.add_parser(
            command.name, lang=lang, help=about, description=about, parents=[common], allow_abbrev=False
        )
        command.add(made, lang)
        if command.json:
            made.add_argument("--json", action="store_true", help=_JSON.say(lang))
    return parser


def _common(lang: Lang, *, default: str | None) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", metavar="URL", default=default, help=_STORE.say(lang))
    common.add_argument("--lang", choices=LANGS, default=default or "ko", help=_LANG.say(lang))
    return common
