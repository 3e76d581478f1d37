"""The parser of what is typed, which explains itself and refuses in the person's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

from commands.command import FAILED
from kpi.core.text import Lang, Text
from services.console import width

_USAGE = Text("쓰는 법: ", "usage: ")
_WORDS = Text("차례로 적는 것", "positional arguments")
_OPTIONS = Text("선택", "options")
_HELP = Text("이 도움말을 보입니다", "show this help message and exit")
_ERROR = Text("{prog}: 오류: {message}", "{prog}: error: {message}")
_LOOK = Text("자세히: {prog} --help", "More: {prog} --help")
_KOREAN = (
    (r"the following arguments are required: (.+)", r"빠진 것이 있습니다: \1"),
    (r"one of the arguments (.+) is required", r"이 가운데 하나가 필요합니다: \1"),
    (r"unrecognized arguments: (.+)", r"모르는 말입니다: \1"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", r"\1: 쓸 수 없는 값 \2 (쓸 수 있는 것: \3)"),
    (r"argument (.+?): invalid int value: (.+)", r"\1: 정수가 아닙니다: \2"),
    (r"argument (.+?): invalid float value: (.+)", r"\1: 숫자가 아닙니다: \2"),
    (r"argument (.+?): invalid \S+ value: (.+)", r"\1: 쓸 수 없는 값입니다: \2"),
    (r"argument (.+?): expected one argument", r"\1 뒤에 값이 하나 있어야 합니다"),
    (r"argument (.+?): expected at least one argument", r"\1 뒤에 값이 하나 이상 있어야 합니다"),
    (r"argument (.+?): expected (\d+) arguments", r"\1 뒤에 값이 \2개 있어야 합니다"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1: \2 항목과 함께 쓸 수 없습니다"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 항목은 값을 받지 않습니다: \2"),
)
"""What argparse says in English, and the same in Korean; what it says besides stays as it is."""


class Parser(argparse.ArgumentParser):
    """A parser in Korean or English; its sub-parsers are given their ``lang``, too."""

    def __init__(self, *, lang: Lang, **options: Any) -> None:
        """Take the options of ``argparse.ArgumentParser``; help is there as ``-h`` and ``--help``."""
        layout = _Korean if lang == "ko" else _English
        super().__init__(add_help=False, formatter_class=layout, **options)
        self.lang: Lang = lang
        self._positionals.title, self._optionals.title = _WORDS.say(lang), _OPTIONS.say(lang)
        self.add_argument("-h", "--help", action="help", help=_HELP.say(lang))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed and how the command is used, and end with 2."""
        self.print_usage(sys.stderr)
        said = in_korean(message) if self.lang == "ko" else message
        lines = (_ERROR.say(self.lang, prog=self.prog, message=said), _LOOK.say(self.lang, prog=self.prog))
        self.exit(FAILED, "".join(f"{line}\n" for line in lines))


def in_korean(message: str) -> str:
    """Return a message of argparse in Korean."""
    for english, korean in _KOREAN:
        if re.fullmatch(english, message, re.DOTALL):
            return re.sub(english, korean, message, count=1, flags=re.DOTALL)
    return message


class _English(argparse.HelpFormatter):
    """Help whose lines end where they are told to, and that knows how wide Hangul letters are."""

    lang: Lang = "en"

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _USAGE.say(self.lang) if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return [line for part in text.splitlines() for line in wrapped(part, width)]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))


class _Korean(_English):
    lang: Lang = "ko"


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield a text in lines of so many terminal columns; a longer word stands alone. Its indent is kept."""
    indent = " " * (len(text) - len(text.lstrip()))
    line = ""
    for word in text.split():
        if line and width(f"{indent}{line} {word}") > columns:
            yield indent + line
            line = ""
        line = f"{line} {word}" if line else word
    yield indent + line
