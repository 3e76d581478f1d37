"""A rebuild in words: lines of a terminal, a JSON object, findings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.store import Store
from kpi.core.errors import Finding
from kpi.core.formats import number, with_unit
from kpi.core.text import Lang, Text, in_one_line
from services.changes import Headline
from services.rebuild import Rebuild, Rebuilt, State, preview_rebuild, rebuild
from services.stale import REASONS

STATES: dict[State, Text] = {
    "same": Text("같음", "the same"),
    "stamped": Text("값은 같음(오늘 것으로 표시)", "the same figures, marked as today's"),
    "changed": Text("바뀜", "changed"),
    "left": Text("다시 계산하지 못해 그대로 둠", "left as it is"),
}
_UPLOAD = Text("업로드 {id}번 '{file}': {state}", "upload {id} '{file}': {state}")
_CELLS = Text("값 {count}개", "{count} cells")
_NOTHING = Text("다시 계산해도 바뀌는 것이 없습니다.", "Nothing changes.")
_SAVED = Text("다시 계산해 저장했습니다.", "Recomputed and stored.")
_BEFORE = Text(
    "다시 계산하기 전의 복사본: {path}. 되돌리려면 '백업' 화면이나 명령줄 restore로 이 복사본을 되살리세요. 그 뒤에 올리거나 고친 것도 함께 사라집니다.",
    "The store as it was before: {path}. To go back, restore this copy on the backups page or with 'restore'; what is uploaded or "
    "changed after it goes, too.",
)
_TRIED = Text("아무것도 저장하지 않았습니다.", "Nothing was stored.")
_CHANGES = Text(
    "업로드 {id}번 '{file}' 값이 다시 계산하면 달라집니다({why}, 값 {count}개). rebuild로 다시 계산하세요.",
    "The figures of upload {id} '{file}' are other ones when recomputed ({why}, {count} cells). Run rebuild.",
)


def rebuilt(
    store: Store, *, dry: bool, lang: Lang, who: str, now: dt.datetime
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Recompute a store, or only say what would change; return it as the JSON object of the command line, which has the
    lines of a terminal too, and why some uploads were left.

    Raises
    ------
    UserError
        As ``rebuild`` does.
    """
    done = (preview_rebuild if dry else rebuild)(store, who=who, now=now)
    return {
        **rebuild_record(done, saved=not dry, lang=lang),
        "lines": rebuild_lines(done, saved=not dry, lang=lang),
    }, done.left


def rebuild_lines(done: Rebuild, *, saved: bool, lang: Lang) -> list[str]:
    """Return what a rebuild did, or would do, line by line: uploads that are not the same, then the numbers."""
    other = [one for one in done.uploads if one.state != "same"]
    lines = [in_one_line(_line(one, lang)) for one in other]
    lines += [f"  {headline_line(one, lang)}" for one in done.headlines]
    touched = any(one.state in ("stamped", "changed") for one in other)
    lines.append((_NOTHING if not touched else _SAVED if saved else _TRIED).say(lang))
    return lines if done.kept is None else [*lines, _BEFORE.say(lang, path=done.kept)]


def headline_line(one: Headline, lang: Lang) -> str:
    """Return one number: "2023 Satisfaction: 82.1 → 82.4 points", with its department where it is of one."""
    places = one.indicator.decimals
    before, after = (number(value, places, lang) or "-" for value in (one.before, one.after))
    if before == after:
        before, after = (number(value, places + 4, lang) or "-" for value in (one.before, one.after))
    if one.after is not None:
        after = with_unit(after, one.indicator.unit, one.indicator.unit_text, lang)
    said = f"{one.period.label(lang)} {one.indicator.name.say(lang)}: {before} → {after}"
    return f"{said}, {one.department}" if one.department else said


def rebuild_record(done: Rebuild, *, saved: bool, lang: Lang) -> dict[str, Any]:
    """Return what a rebuild did, or would do, as the JSON object of the command line."""
    return {
        "stored": saved and any(one.state in ("stamped", "changed") for one in done.uploads),
        "uploads": [
            {
                "id": one.upload.id,
                "file": one.upload.file_name,
                "state": one.state,
                "reasons": list(one.reasons),
                "cells": one.cells,
                "findings": [finding.as_dict(lang) for finding in one.findings],
            }
            for one in done.uploads
        ],
        "headlines": [one.as_dict() for one in done.headlines],
        "kept": done.kept and str(done.kept),
    }


def faults_of(store: Store, *, deep: bool, who: str, now: dt.datetime) -> list[Finding]:
    """Return what is wrong with a store; ``deep`` compares the figures of a sound one with what its kept rows give."""
    return store.verify() or (_compared_with_rows(store, who, now) if deep else [])


def _compared_with_rows(store: Store, who: str, now: dt.datetime) -> list[Finding]:
    """Return warnings about what a rebuild would change, and errors where the kept rows do not give the figures again."""
    tried = preview_rebuild(store, who=who, now=now)
    found: list[Finding] = []
    for one in tried.uploads:
        found += one.findings
        if one.state == "changed":
            why = Text(*(", ".join(REASONS[reason].say(lang) for reason in one.reasons) for lang in ("ko", "en")))
            values = {"id": one.upload.id, "file": one.upload.file_name, "why": why, "count": one.cells}
            found.append(Finding("warning", "stale", _CHANGES, values, file=one.upload.file_name))
    return found


def _line(one: Rebuilt, lang: Lang) -> str:
    said = _UPLOAD.say(lang, id=one.upload.id, file=one.upload.file_name, state=STATES[one.state].say(lang))
    if one.state == "changed":
        said += f", {_CELLS.say(lang, count=f'{one.cells:,}')}"
    return said + (f" ({', '.join(REASONS[reason].say(lang) for reason in one.reasons)})" if one.reasons else "")
