"""The command ``register``: the registers of departments and tasks."""

from __future__ import annotations

import argparse

from commands.command import Command, now, print_json, who
from services.register_words import ABOUT, add_register, answered
from services.stores import existing_store, open_store

LOOKING = {"list", "history"}


def _register(args: argparse.Namespace) -> int:
    opened = existing_store if args.action in LOOKING else open_store
    for said, record in answered(opened(args.store), args, who=who(), now=now()):
        print_json(record) if args.json else print(said)
    return 0


REGISTER = Command("register", ABOUT, _register, add_register)
