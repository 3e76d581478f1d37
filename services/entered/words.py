"""The commands ``target``, ``break``, ``holiday`` and ``setting`` of the command line: their words, and what they answer."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from data.store import Store
from kpi.core import formats
from kpi.core.errors import UserError, errors_of, refuse
from kpi.core.text import Lang, Text
from services.disk import file_content, write_file
from services.entered.edits import Proposal, Typed, proposed, read_row, save, taking_back, undoing
from services.entered.effects import effects
from services.entered.sheets import from_file, template
from services.entered.sort import Sort
from services.entered.table import Table, history, known_of, table_of
from services.listing import finding_line

Answer = tuple[str, dict[str, Any]]
ACTIONS: dict[str, Text] = {
    "list": Text("지금 적힌 것을 보입니다", "show what is in force"),
    "set": Text("FIELD=VALUE ...: 적거나 바꿉니다", "FIELD=VALUE ...: enters or changes"),
    "remove": Text("FIELD=VALUE ...: 없앱니다(기록은 남습니다)", "FIELD=VALUE ...: takes it back (the history stays)"),
    "undo": Text(
        "FIELD=VALUE ...: 마지막에 바꾸기 전으로 되돌립니다", "FIELD=VALUE ...: puts back what stood there before"
    ),
    "history": Text("바뀐 기록을 보입니다", "shows every change"),
    "import": Text("FILE: 표 파일에서 한꺼번에, 전부 아니면 전무", "FILE: from a spreadsheet, all or nothing"),
    "template": Text("FILE: 빈 서식을 만듭니다", "FILE: writes the empty workbook"),
}
_WORDS = Text("예: {example}", "Example: {example}")
_TRY = Text("저장하지 않고 무엇이 달라지는지만 보입니다", "only show what would change; nothing is stored")
_USAGE = Text("이렇게 쓰세요: {action} {usage}", "Use it like this: {action} {usage}")
_NO_FIELD = Text(
    "'{value}' 항목이 없습니다. 비슷한 것: {near}. 쓸 수 있는 것: {known}",
    "There is no field '{value}'. Similar: {near}. There are: {known}",
)
_DONE = Text("저장했습니다.", "Saved.")
_TRIED = Text("시험만 했습니다. 저장하지 않았습니다.", "Tried out only; nothing was stored.")
_NO_EFFECT = Text("연간 수치는 달라지지 않습니다.", "No yearly figure changes.")
_REBUILD = Text(
    "처리기간은 rebuild 명령으로 다시 세어야 바뀝니다.", "Working times change once 'rebuild' has counted them again."
)
_WROTE = Text("서식을 썼습니다: {path}", "The template was written: {path}")


def add_words(parser: argparse.ArgumentParser, about: Sequence[Sort], lang: Lang) -> None:
    """Give the parser of a command about some sorts of entry its words."""
    known = "\n".join(f"{name}: {words.say(lang)}" for name, words in ACTIONS.items())
    parser.add_argument("action", metavar="ACTION", choices=ACTIONS, help=known)
    several = len(about) > 1
    fields = "\n".join(f"{sort.id}\n{_fields(sort, lang)}" if several else _fields(sort, lang) for sort in about)
    parser.add_argument("words", metavar="FIELD=VALUE", nargs="*", help=fields)
    parser.add_argument("--dry-run", action="store_true", help=_TRY.say(lang))


def answered(store: Store, sort: Sort, args: argparse.Namespace, *, who: str, now: dt.datetime) -> list[Answer]:
    """Do what was typed and return what to say, as a line and as a record.

    Raises
    ------
    UserError
        What is wrong with the words, the values or the file; ``changed_meanwhile``. Nothing is stored then.
    """
    if args.action == "list":
        table = table_of(store, sort)
        return [_line(table, line, args.lang) for line in table.lines]
    if args.action == "history":
        return [_told(one, args.lang) for one in history(store, sort)]
    if args.action == "template":
        write_file(_only(args), template(sort, lang=args.lang)[1])
        return [(_WROTE.say(args.lang, path=args.words[0]), {"file": args.words[0]})]
    proposal = _proposal(store, sort, args)
    answers = [(finding_line(one, args.lang), one.as_dict(args.lang)) for one in proposal.findings]
    if args.dry_run:
        return [*answers, *_tried(store, proposal, args.lang, who, now)]
    save(store, proposal, who=who, now=now)
    said = _DONE.say(args.lang) + (f" {_REBUILD.say(args.lang)}" if sort.by_calendar else "")
    return [*answers, (said, {"saved": len(proposal.changes)})]


def _proposal(store: Store, sort: Sort, args: argparse.Namespace) -> Proposal:
    if args.action == "import":
        name, content = file_content(_only(args))
        return from_file(store, sort, content, name)
    cells, known, table = _cells(sort, args), known_of(store), table_of(store, sort)
    if args.action == "set":
        return proposed(table, [_merged(table, cells, known, args.lang)], (), known)
    values = _key_values(sort, cells, known)
    return taking_back(table, values) if args.action == "remove" else undoing(store, sort, sort.key(values))


def _merged(table: Table, cells: dict[str, str], known: Any, lang: Lang) -> Typed:
    """Return typed fields over those of the line in force, which keep what was not typed."""
    try:
        line = table.line(table.sort.key(_key_values(table.sort, cells, known)))
    except UserError:
        return Typed(cells)
    return Typed({**(table.texts(line, lang) if line else {}), **cells}, line)


def _key_values(sort: Sort, cells: dict[str, str], known: Any) -> dict[str, Any]:
    values, wrong = read_row(sort, cells, known)
    keys = [one for one in errors_of(wrong) if one.column in sort.by_name and sort.by_name[one.column].key]
    if keys:
        raise UserError(*keys)
    return values


def _cells(sort: Sort, args: argparse.Namespace) -> dict[str, str]:
    cells = {}
    for word in args.words:
        name, equals, said = word.partition("=")
        spelled = {spelling: field.name for field in sort.fields for spelling in _spellings(field)}
        if not equals:
            raise refuse("bad_option", _USAGE, action=args.action, usage=_example(sort), value=word)
        if name.strip() not in spelled:
            near = ", ".join(get_close_matches(name, list(spelled), n=3, cutoff=0.3)) or "-"
            raise refuse("unknown_field", _NO_FIELD, near=near, known=", ".join(sort.by_name), value=name)
        cells[spelled[name.strip()]] = said
    return cells


def _spellings(field: Any) -> Sequence[str]:
    return field.name, field.label.ko, field.label.en


def _only(args: argparse.Namespace) -> str:
    if len(args.words) != 1:
        raise refuse("bad_option", _USAGE, action=args.action, usage="FILE")
    return str(Path(args.words[0]))


def _tried(store: Store, proposal: Proposal, lang: Lang, who: str, now: dt.datetime) -> list[Answer]:
    found = effects(store, proposal, who=who, now=now)
    lines: list[Answer] = []
    for one in found.effects:
        place = " ".join(part for part in (one.period.label(lang), one.department, one.name.say(lang)) if part)
        said = f"{place} · {one.what.say(lang)}: {one.before.say(lang)} → {one.after.say(lang)}"
        record = {"indicator": one.id, "period": one.period.start.isoformat(), "department": one.department}
        texts = {name: getattr(one, name).say(lang) for name in ("what", "before", "after")}
        lines.append((said, {**record, **texts}))
    lines += [(finding_line(one, lang), one.as_dict(lang)) for one in found.findings]
    return [*(lines or [(_NO_EFFECT.say(lang), {"changes": 0})]), (_TRIED.say(lang), {"state": "tried"})]


def _line(table: Table, line: Any, lang: Lang) -> Answer:
    said = f"{table.sort.about_of(line.values).say(lang)}: {table.sort.described(line.values).say(lang)}"
    texts = table.texts(line, lang)
    return said, {**texts, "who": line.who, "at": line.at.isoformat()}


def _told(one: Any, lang: Lang) -> Answer:
    about, before, after = (text.say(lang) for text in (one.about, one.before, one.after))
    return f"{formats.moment_text(one.at, lang)}  {one.who}  {about}: {before} → {after}", {
        "at": one.at.isoformat(),
        "who": one.who,
        "about": about,
        "before": before,
        "after": after,
    }


def _fields(sort: Sort, lang: Lang) -> str:
    lines = [f"  {field.name}: {field.label.say(lang)} - {field.help.say(lang)}" for field in sort.fields]
    return "\n".join([*lines, f"  {_WORDS.say(lang, example=_example(sort))}"]).replace("%", "%%")


def _example(sort: Sort) -> str:
    return " ".join(f'{field.name}="{field.example[0]}"' for field in sort.fields if field.example and field.example[0])
