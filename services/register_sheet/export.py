"""The registers as a spreadsheet that reads back to the same registers."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, Literal, cast, get_args

from data.store import Store, Trial
from kpi.core.errors import refuse
from kpi.core.hierarchy import LEVELS
from kpi.core.organisation import Register, Unit
from kpi.core.text import Lang, Text
from loaders.template import filled_workbook, template_workbook
from services.console import csv_text
from services.register_sheet.columns import ABOUT, KINDS, NOBODY, SOURCE

SheetForm = Literal["xlsx", "csv"]
_TEMPLATE = Text("서식", "template")
_ENDING = Text(
    "명부 파일의 이름은 .xlsx 또는 .csv로 끝나야 합니다: {path}", "The file must end in .xlsx or .csv: {path}"
)


def template(lang: Lang) -> tuple[str, bytes]:
    """Return file name and bytes of the empty workbook."""
    return f"{SOURCE.name.say(lang)}_{_TEMPLATE.say(lang)}.xlsx", template_workbook(SOURCE, lang=lang, about=ABOUT)


def form_of(path: str) -> SheetForm:
    """Return what kind of file a name ends in. UserError: ``bad_option``."""
    ending = path.lower().rpartition(".")[2]
    if ending in get_args(SheetForm):
        return cast("SheetForm", ending)
    raise refuse("bad_option", _ENDING, path=path)


def exported(view: Store | Trial, form: SheetForm, *, lang: Lang) -> tuple[str, bytes]:
    """Return file name and bytes of both registers; csv is UTF-8 with a mark that Excel knows."""
    labels = {column.name: column.label.say(lang) for column in SOURCE.columns}
    rows = [
        {labels[name]: row.get(name, "") for name in labels}
        for kind in KINDS
        for row in _rows(view, view.register(kind), lang)
    ]
    name = f"{SOURCE.name.say(lang)}.{form}"
    if form == "csv":
        return name, csv_text(rows, tuple(labels.values())).encode("utf-8-sig")
    return name, filled_workbook(SOURCE, rows, lang=lang, about=ABOUT)


def _rows(view: Store | Trial, register: Register, lang: Lang) -> list[dict[str, Any]]:
    notes = {
        (one["predecessor_id"], one["successor_id"], one["effective_on"]): one["note"]
        for one in view.successions(register.kind)
    }
    return [row for unit in register.units for row in _rows_of(register, unit, notes, lang)]


def _rows_of(register: Register, unit: Unit, notes: dict[Any, str], lang: Lang) -> list[dict[str, Any]]:
    names = register.by_id
    places = [
        {"parent": names[one.parent].name if one.parent else NOBODY.say(lang), "since": _day(one.since)}
        for one in register.history_of(unit.id)
    ]
    others = [{"other": one.name, "first": _day(one.valid_from), "last": _day(one.valid_to)} for one in unit.aliases]
    given = [
        {
            "successor": names[one.successor].name,
            "on": _day(one.effective_on),
            "share": "" if one.share is None else f"{one.share * 100:.12g}",
            "note": notes.get((one.predecessor, one.successor, one.effective_on), ""),
        }
        for one in register.successions
        if one.predecessor == unit.id
    ]
    level = register.levels.get(unit.id)
    first = {"level": LEVELS[level].say(lang) if level else ""}
    base = {"kind": KINDS[register.kind].say(lang), "name": unit.name}
    lines: list[tuple[dict[str, Any], ...]] = list(zip_longest(places, others, given, fillvalue={})) or [({}, {}, {})]
    return [{**base, **(first if number == 0 else {}), **a, **b, **c} for number, (a, b, c) in enumerate(lines)]


def _day(day: Any) -> str:
    return "" if day is None else day.isoformat()
