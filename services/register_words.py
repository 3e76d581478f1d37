"""The command ``register`` of the command line: its words, and what it answers."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from data.store import Store
from kpi.core.errors import Finding, refuse
from kpi.core.formats import moment_text, quantity
from kpi.core.organisation import RegisterKind
from kpi.core.text import Lang, Text
from services.disk import file_content, write_file
from services.doubts import outdated_facts
from services.listing import finding_line
from services.register_sheet.export import exported, form_of, template
from services.register_sheet.importing import numbers_of, read_import, save
from services.registers import Action, Edit, edit, history, lines, preview
from services.rehearsed import Change
from services.twice import cases_twice, counted_twice

ACTIONS: dict[str, Text] = {
    "list": Text("명부를 보입니다", "show the register"),
    "history": Text("고친 기록을 보입니다", "show its edits"),
    "check": Text("없어진 뒤의 자료가 있는 이름을 보입니다", "show names under which there are data of later days"),
    "export": Text("FILE: .xlsx 또는 .csv로 내보냅니다", "FILE: both registers as .xlsx or .csv"),
    "import": Text("FILE: 표 파일에서 한꺼번에, 전부 아니면 전무", "FILE: from a spreadsheet, all or nothing"),
    "template": Text("FILE: 빈 서식을 만듭니다", "FILE: writes the empty workbook"),
    "add": Text("NAME ...: 새로 등록합니다", "NAME ...: new units"),
    "rename": Text("NAME NEW --on DATE: 그날부터 새 이름", "NAME NEW --on DATE: a new name from that day"),
    "alias": Text(
        "NAME OTHER [--on DATE] [--until DATE]: 다른 이름", "NAME OTHER [--on DATE] [--until DATE]: another name"
    ),
    "unalias": Text("NAME OTHER: 다른 이름을 없앱니다", "NAME OTHER: takes another name away"),
    "merge": Text("NAME ... --into NAME --on DATE: 합칩니다", "NAME ... --into NAME --on DATE: merged"),
    "split": Text(
        "NAME --to NAME=SHARE ... --on DATE: 나눕니다(몫을 모르면 NAME만)",
        "NAME --to NAME=SHARE ... --on DATE: split (NAME alone where the share is not known)",
    ),
    "level": Text(
        "NAME ... --level bureau|division|team|office|town: 국, 과, 팀, 사업소, 읍면동",
        "NAME ... --level bureau|division|team|office|town: the level",
    ),
    "parent": Text(
        "NAME ... [--under NAME] [--on DATE]: 그날부터 상위 조직(--under 없으면 상위 없음)",
        "NAME ... [--under NAME] [--on DATE]: stands under NAME from that day (under none without it)",
    ),
    "unparent": Text(
        "NAME [--on DATE]: 그날의 상위 조직 기록을 취소합니다", "NAME [--on DATE]: takes that day's parent back"
    ),
    "reuse": Text(
        "NAME --on DATE [--into FORMER]: 같은 이름을 그날부터 다른 조직이 씁니다(옛 조직은 FORMER로 부름)",
        "NAME --on DATE [--into FORMER]: the name means a new unit from that day (the old one is called FORMER)",
    ),
    "undo": Text(
        "NAME --on DATE: 그날의 합침·나눔을 취소합니다", "NAME --on DATE: takes that day's merge or split back"
    ),
}
ABOUT = Text("부서·업무 명부를 보고 고칩니다.", "Show and edit the registers of departments and tasks.")
_NAMES = Text("이름", "names")
_INTO = Text("합쳐진 곳의 이름", "the unit that the others went into")
_ON = Text("바뀐 날. 예: 2024-07-01", "the day of the change, such as 2024-07-01")
_UNTIL = Text("다른 이름을 쓴 마지막 날", "last day of the other name")
_TO = Text("나뉜 곳과 몫(0~1). 여러 번 쓸 수 있음", "a successor and its share (0-1); repeatable")
_NOTE = Text("근거", "reason")
_LEVEL = Text("단계", "the level")
_UNDER = Text("상위 조직", "the unit it stands under")
_TASKS = Text("부서가 아니라 업무의 명부", "the register of tasks, not of departments")
_TRY = Text("저장하지 않고 무엇이 달라지는지만 보입니다", "only show what would change; nothing is stored")
_USAGE = Text("이렇게 쓰세요: register {action} {usage}", "Use it like this: register {action} {usage}")
_NOT_A_DAY = Text("날짜 '{value}' 값을 알 수 없습니다. 예: 2024-07-01", "'{value}' is not a day such as 2024-07-01.")
_NOT_A_SHARE = Text("몫 '{value}' 값을 알 수 없습니다. 예: 인사과=0.6", "'{value}' is not a share such as 인사과=0.6.")
_DONE = Text("명부를 고쳤습니다.", "The register was changed.")
_TRIED = Text("시험만 했습니다. 저장하지 않았습니다.", "Tried out only; nothing was stored.")
_NO_CHANGE = Text("부서별 연간 수치는 달라지지 않습니다.", "No yearly figure of a department changes.")
_NO_DOUBTS = Text("의심스러운 것이 없습니다.", "Nothing is doubtful.")
_WROTE = Text("파일을 썼습니다: {path}", "Written: {path}")
_THERE = Text(
    "명부에 이미 모두 있습니다. 달라진 것이 없습니다.", "All of it is in the register already; nothing changed."
)
_GONE = Text("(없어짐)", "(ended)")


def add_register(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Give the parser of the command its words."""
    known = "; ".join(f"{name}: {words.say(lang)}" for name, words in ACTIONS.items())
    parser.add_argument("action", metavar="ACTION", choices=ACTIONS, help=known)
    parser.add_argument("names", metavar="NAME", nargs="*", help=_NAMES.say(lang))
    for option, metavar, about in (
        ("into", "NAME", _INTO),
        ("on", "DATE", _ON),
        ("until", "DATE", _UNTIL),
        ("level", "LEVEL", _LEVEL),
        ("under", "NAME", _UNDER),
    ):
        parser.add_argument(f"--{option}", metavar=metavar, help=about.say(lang))
    parser.add_argument("--to", metavar="NAME=SHARE", action="append", default=[], help=_TO.say(lang))
    parser.add_argument("--note", metavar="TEXT", default="", help=_NOTE.say(lang))
    parser.add_argument("--tasks", action="store_true", help=_TASKS.say(lang))
    parser.add_argument("--dry-run", action="store_true", help=_TRY.say(lang))


def answered(store: Store, args: argparse.Namespace, *, who: str, now: dt.datetime) -> list[tuple[str, dict[str, Any]]]:
    """Do what was typed; return each line of the answer with its JSON object.

    Raises
    ------
    UserError
        When words are missing or not understood, or the register refuses the edit.
    """
    kind: RegisterKind = "task" if args.tasks else "department"
    if args.action == "list":
        return [_listed(line, args.lang) for line in lines(store, kind)]
    if args.action == "check":
        twice = counted_twice(store) + cases_twice(store) if kind == "department" else ()
        doubts = _found(outdated_facts(store, kind) + twice, args.lang)
        return doubts or [(_NO_DOUBTS.say(args.lang), {"state": "sound"})]
    if args.action == "history":
        return [_told(entry, args.lang) for entry in history(store, kind)]
    if args.action in ("export", "import", "template"):
        return _sheet(store, args, who=who, now=now)
    wanted = edit_of(args, kind)
    if not args.dry_run:
        edit(store, wanted, who=who, now=now)
        return [(_DONE.say(args.lang), {"state": "changed"})]
    return _tried(preview(store, wanted, who=who, now=now), args.lang)


def _found(findings: Sequence[Finding], lang: Lang) -> list[tuple[str, dict[str, Any]]]:
    return [(finding_line(one, lang), one.as_dict(lang)) for one in findings]


def _tried(changes: Sequence[Change], lang: Lang) -> list[tuple[str, dict[str, Any]]]:
    shown = [_changed(change, lang) for change in changes]
    return [*(shown or [(_NO_CHANGE.say(lang), {"state": "no change"})]), (_TRIED.say(lang), {"state": "tried"})]


def _sheet(store: Store, args: argparse.Namespace, *, who: str, now: dt.datetime) -> list[tuple[str, dict[str, Any]]]:
    """Do what the words about a spreadsheet say."""
    if len(args.names) != 1:
        raise refuse("bad_option", _USAGE, action=args.action, usage="FILE")
    path = args.names[0]
    if args.action != "import":
        form = form_of(path)
        _, content = template(args.lang) if args.action == "template" else exported(store, form, lang=args.lang)
        write_file(path, content)
        return [(_WROTE.say(args.lang, path=path), {"file": path})]
    name, content = file_content(path)
    found = read_import(store, content, name)
    lines = [(line, {"change": line}) for line in found.lines(args.lang)]
    said = _found(found.findings, args.lang)
    if args.dry_run:
        return [*said, *lines, *_tried(numbers_of(store, found, who=who, now=now), args.lang)]
    save(store, found, who=who, now=now)
    state = (_DONE, "changed") if lines else (_THERE, "no change")
    return [*said, *lines, (state[0].say(args.lang), {"state": state[1]})]


def edit_of(args: argparse.Namespace, kind: RegisterKind) -> Edit:
    """Return the edit that was typed. UserError: ``bad_option``."""
    action = cast("Action", args.action)
    name, units = {"level": args.level, "parent": args.under}.get(action, args.into) or "", list(args.names)
    needs_day = action in ("rename", "merge", "split", "undo", "reuse")
    if action in ("rename", "alias", "unalias") and len(units) == 2:
        name = units.pop()
    single = len(units) == 1
    whole = {
        "add": bool(units),
        "merge": bool(units) and bool(name),
        "split": single and bool(args.to),
        "undo": single,
        "level": bool(units) and args.level is not None,
        "parent": bool(units),
        "unparent": single,
        "reuse": single,
    }.get(action, single and bool(name))
    if not whole or (needs_day and not args.on):
        usage = ACTIONS[action].say(args.lang).rpartition(":")[0] or action
        raise refuse("bad_option", _USAGE, action=action, usage=usage)
    on, until = _day(args.on), _day(args.until)
    return Edit(kind, action, tuple(units), name, on, until, _shares(args.to), args.note)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise refuse("bad_option", _NOT_A_DAY, value=text) from None


def _shares(texts: Sequence[str]) -> dict[str, float | None]:
    shares: dict[str, float | None] = {}
    for text in texts:
        name, _, share = text.partition("=")
        try:
            shares[name.strip()] = float(share) if share.strip() else None
        except ValueError:
            raise refuse("bad_option", _NOT_A_SHARE, value=text) from None
    return shares


def _listed(line: Any, lang: Lang) -> tuple[str, dict[str, Any]]:
    said = f"{line.id}  {line.state}" + (f"  {_GONE.say(lang)}" if line.gone else "")
    lists = {name: list(getattr(line, name)) for name in ("parents", "aliases", "successors", "predecessors")}
    plain = {"id": line.id, "name": line.name, "level": line.level, "parent": line.parent or None, "gone": line.gone}
    return said, {**plain, **lists}


def _told(entry: dict[str, Any], lang: Lang) -> tuple[str, dict[str, Any]]:
    detail = ", ".join(f"{key}={value}" for key, value in entry["detail"].items() if value not in (None, ""))
    said = f"{moment_text(entry['at'], lang)}  {entry['who']}  {entry['action']}: {detail}"
    return said, {**entry, "at": f"{entry['at']:%Y-%m-%d %H:%M}"}


def _changed(change: Any, lang: Lang) -> tuple[str, dict[str, Any]]:
    before, after = (quantity(one, change.indicator, lang) for one in (change.before, change.after))
    said = f"{change.period.label(lang)}  {change.department}  {change.indicator.name.say(lang)}: {before} → {after}"
    plain = {
        "indicator": change.indicator.id,
        "period": change.period.start.isoformat(),
        "department": change.department,
    }
    return said, {**plain, "before": change.before, "after": change.after}
