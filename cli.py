"""The dashboard's use cases without a browser: ``python cli.py --help``. The commands are in ``commands/``."""

from __future__ import annotations

import os
import sys

from commands.command import FAILED, report
from commands.every import COMMANDS, language_of, parser_of
from kpi.core.errors import UserError
from services.console import speak_utf8

INTERRUPTED = 130


def main(words: list[str]) -> int:
    """Run one command; return 0, or 2 when something is wrong, with the findings on standard error."""
    lang = language_of(words)
    args = parser_of(lang).parse_args(words)
    args.lang = lang
    try:
        return COMMANDS[args.command].run(args)
    except UserError as refused:
        report(refused.findings, args)
        return FAILED


if __name__ == "__main__":
    speak_utf8()
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except KeyboardInterrupt:  # what was not stored yet is not stored
        status = INTERRUPTED
    sys.exit(status)
