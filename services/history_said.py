"""The history of uploads in words: rows of a table, lines about one upload, JSON of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.store import Store
from kpi.core import formats
from kpi.core.text import Lang, Text
from loaders.choice import Fix
from loaders.source import sources
from services.findings import SEVERITIES, grouped
from services.form_answers import NOTHING, decided_text
from services.history import Deed, Entry, changes_of, deeds_of
from services.kept_rows import left_out
from services.listing import STATES, UPLOAD_HEADINGS, upload_record
from services.rebuild_said import headline_line
from services.stale import REASONS
from services.uploads import Upload

HISTORY_HEADINGS: dict[str, Text] = {
    **{name: text for name, text in UPLOAD_HEADINGS.items() if name != "sheet"},
    "period": Text("기간", "Covers"),
    "state": Text("상태", "State"),
    "stale": Text("다시 계산할 까닭", "To recompute"),
}
DEEDS: Mapping[str, Text] = {
    "load": Text("저장", "Saved"),
    "withdraw": Text("되돌림", "Withdrawn"),
    "restore": Text("다시 반영", "Restored"),
    "rebuild": Text("다시 계산", "Recomputed"),
}
_BY = Text("{state}(대체한 업로드: {by})", "{state} (by upload {by})")
_DEPARTMENTS = Text("{first} 등 부서 {n}곳", "{first} and more: {n} departments")
_ALL = Text("전체 부서", "all departments")
_DEED = Text("{at} {deed}: {who}", "{at} {deed} by {who}")
_NO_CHANGE = Text("연간 수치는 바뀌지 않았습니다.", "No yearly number changed.")
_FINDING = Text("[{severity}] {said} ({n}건)", "[{severity}] {said} ({n})")
_READ = Text("읽은 방법: {how}", "Read with: {how}")
_FIXES = Text("고친 칸: {fixes}", "Cells put right: {fixes}")
ANSWERED = Text("정한 것: {answers}", "Answered: {answers}")
_COVERS = Text("기간 {period}, {departments}", "Covers {period}, {departments}")


def source_name(upload: Upload, lang: Lang) -> str:
    """Return the name of the kind of source."""
    known = sources().get(upload.source)
    return known.name.say(lang) if known else upload.source


def state_words(entry: Entry, lang: Lang) -> str:
    """Return what an upload is now, with the numbers of those in its place."""
    word = STATES[entry.state].say(lang)
    return _BY.say(lang, state=word, by=", ".join(map(str, entry.by))) if entry.by else word


def stale_words(entry: Entry, lang: Lang) -> str:
    """Return why an upload's figures are not today's; "" where they are."""
    return ", ".join(REASONS[reason].say(lang) for reason in entry.stale)


def covered(upload: Upload) -> str:
    """Return the months that an upload speaks for."""
    start, end = upload.claims.start, upload.claims.end
    if start is None or end is None:
        return ""
    return f"{start:%Y-%m}" if (start.year, start.month) == (end.year, end.month) else f"{start:%Y-%m}~{end:%Y-%m}"


def departments(upload: Upload, lang: Lang) -> str:
    """Return the departments that an upload speaks for, few by name."""
    names = [name for name in upload.claims.departments if name not in ("", "*")]
    if not names:
        return _ALL.say(lang)
    return ", ".join(names) if len(names) <= 4 else _DEPARTMENTS.say(lang, first=", ".join(names[:2]), n=len(names))


def fixes_of(upload: Upload) -> tuple[str, ...]:
    """Return the cells that were read with another value: "Sheet1!C14=12.5", "C14=12.5" where a file has no sheets."""
    fixes = (Fix(*one) for one in upload.mapping.get("fixes", ()))
    return tuple(f"{fix.place}={fix.value}" for fix in fixes)


def mapping_rows(upload: Upload, lang: Lang) -> list[tuple[str, str]]:
    """Return field and column of everything that was read, in the words of the source."""
    source = sources().get(upload.source)
    rows = []
    for name, label in upload.mapping.get("columns", {}).items():
        known = source.by_name.get(name) if source else None
        rows.append((known.label.say(lang) if known else name.removeprefix("item:"), str(label)))
    return rows


def answers_of(upload: Upload, lang: Lang) -> str:
    """Return what else was answered or said for the reading, in words: scale, codes, hours of a day ...; "" for nothing."""
    said = decided_text(upload.mapping).say(lang)
    return "" if said == NOTHING else said


def history_rows(found: Iterable[Entry], lang: Lang) -> list[dict[str, str]]:
    """Return entries as rows of a table."""
    rows = []
    for entry in found:
        one = entry.upload
        rows.append(
            {
                "id": str(one.id),
                "source": source_name(one, lang),
                "file": one.file_name,
                "rows": formats.number(one.row_count, 0, lang),
                "at": formats.moment_text(one.at, lang),
                "who": one.who,
                "period": covered(one),
                "state": state_words(entry, lang),
                "stale": stale_words(entry, lang),
            }
        )
    return rows


def history_record(entry: Entry) -> dict[str, Any]:
    """Return an entry as the JSON object of the command line."""
    claims = entry.upload.claims
    return {
        **upload_record(entry.upload),
        "state": entry.state,
        "by": list(entry.by),
        "stale": list(entry.stale),
        "from": None if claims.start is None else claims.start.isoformat(),
        "to": None if claims.end is None else claims.end.isoformat(),
        "departments": list(claims.departments),
    }


def shown_record(store: Store, entry: Entry, lang: Lang) -> dict[str, Any]:
    """Return all that is known of an upload as the JSON object of the command line."""
    upload = entry.upload
    return {
        **history_record(entry),
        "mapping": dict(upload.mapping),
        "left_out": list(left_out(upload).columns),
        "findings": [finding.as_dict(lang) for finding in upload.findings],
        "deeds": [_deed_record(store, deed) for deed in deeds_of(store, upload.id)],
    }


def shown_lines(store: Store, entry: Entry, lang: Lang) -> list[str]:
    """Return all that is known of an upload, line by line."""
    upload = entry.upload
    lines = [f"{upload.id}. {upload.file_name} · {source_name(upload, lang)} · {state_words(entry, lang)}"]
    lines.append("  " + _COVERS.say(lang, period=covered(upload), departments=departments(upload, lang)))
    lines += [f"  ! {stale_words(entry, lang)}"] if entry.stale else []
    for deed in deeds_of(store, upload.id):
        lines.append("  " + deed_line(deed, lang))
        lines += [f"    {said}" for said in change_lines(store, deed, lang)]
    read = ", ".join(f"{field} <- {column}" for field, column in mapping_rows(upload, lang))
    lines.append("  " + _READ.say(lang, how=read))
    lines += ["  " + ANSWERED.say(lang, answers=answers_of(upload, lang))] if answers_of(upload, lang) else []
    lines += ["  " + _FIXES.say(lang, fixes=", ".join(fixes_of(upload)))] if fixes_of(upload) else []
    for group in grouped(upload.findings):
        severity, said = SEVERITIES[group.severity].say(lang), " ".join(group.sentences(lang))
        lines.append("  " + _FINDING.say(lang, severity=severity, said=said, n=group.count))
    return [*lines, *(f"  {said}" for said in left_out(upload).lines(lang))]


def deed_line(deed: Deed, lang: Lang) -> str:
    """Return one deed: when, what, who."""
    return _DEED.say(lang, at=formats.moment_text(deed.at, lang), deed=DEEDS[deed.action].say(lang), who=deed.who)


def change_lines(store: Store, deed: Deed, lang: Lang) -> list[str]:
    """Return what a deed changed in the numbers, one a line, or that it changed nothing; nothing for a rebuild."""
    if deed.action == "rebuild":
        return []
    return [headline_line(one, lang) for one in changes_of(store, deed)] or [_NO_CHANGE.say(lang)]


def _deed_record(store: Store, deed: Deed) -> dict[str, Any]:
    changes = [one.as_dict() for one in changes_of(store, deed)]
    return {"action": deed.action, "at": deed.at.isoformat(), "who": deed.who, "changes": changes}
