"""Results, uploads and findings as rows and lines of a terminal, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from kpi.core.errors import Finding
from kpi.core.formats import interval, number, signed, signed_interval
from kpi.core.indicator import NOTES, VERDICTS, Indicator, indicators
from kpi.core.periods import Period
from kpi.core.targets import STANDINGS, TARGET_KINDS
from kpi.core.text import Lang, Text, in_one_line
from loaders.asking import Question
from loaders.choice import ALL_SHEETS
from services.check import Checked
from services.findings import SEVERITIES
from services.uploads import Upload

RESULT_HEADINGS: dict[str, Text] = {
    "period": Text("기간", "Period"),
    "indicator": Text("지표", "Indicator"),
    "department": Text("부서", "Department"),
    "task": Text("업무", "Task"),
    "value": Text("값", "Value"),
    "unit": Text("단위", "Unit"),
    "interval": Text("95% 구간", "95 % interval"),
    "n": Text("n", "n"),
    "change": Text("변화", "Change"),
    "change_interval": Text("변화 구간", "Its interval"),
    "verdict": Text("판정", "Verdict"),
    "target": Text("목표", "Target"),
    "standing": Text("목표 판정", "Against it"),
    "national": Text("전국", "National"),
    "best_peer": Text("최우수", "Best peer"),
    "note": Text("비고", "Note"),
    "uploads": Text("업로드", "Uploads"),
}
UPLOAD_HEADINGS: dict[str, Text] = {
    "id": Text("번호", "No."),
    "source": Text("종류", "Kind"),
    "file": Text("파일", "File"),
    "sheet": Text("시트", "Sheet"),
    "rows": Text("행", "Rows"),
    "at": Text("저장", "Saved"),
    "who": Text("저장한 사람", "By"),
    "state": Text("상태", "State"),
}
UploadState = Literal["active", "partly", "replaced", "withdrawn"]
STATES: dict[UploadState, Text] = {
    "active": Text("반영 중", "in use"),
    "partly": Text("일부 대체됨", "partly replaced"),
    "replaced": Text("대체됨", "replaced"),
    "withdrawn": Text("되돌림", "withdrawn"),
}
_OK = Text("불러올 수 있습니다.", "It can be loaded.")
_NOT_OK = Text("불러올 수 없습니다.", "It cannot be loaded.")
_SHEET = Text("시트 '{sheet}'", "sheet '{sheet}'")
_HEADER = Text("머리글 {row}행", "header in row {row}")


def result_rows(records: Iterable[Mapping[str, Any]], lang: Lang) -> list[dict[str, str]]:
    """Return RESULT records (as ``Results.records`` gives them) with rounded numbers and words."""
    known = indicators()
    return [_result_row(record, known[record["indicator"]], lang) for record in records]


def _result_row(record: Mapping[str, Any], indicator: Indicator, lang: Lang) -> dict[str, str]:
    period = Period(dt.date.fromisoformat(record["period_start"]), int(record["period_months"]))
    places = indicator.decimals
    return {
        "period": period.label(lang),
        "indicator": indicator.name.say(lang),
        "department": record["department"] or "",
        "task": record["task"] or "",
        "value": number(record["value"], places, lang),
        "unit": indicator.unit_text.say(lang),
        "interval": interval(record["low"], record["high"], places, lang),
        "n": number(record["n"], 0, lang),
        "change": signed(record["change"], places, lang),
        "change_interval": signed_interval(record["change_low"], record["change_high"], places, lang),
        "verdict": VERDICTS[record["verdict"]].say(lang) if record["verdict"] else "",
        **{name: number(record[name], places, lang) if record[name] is not None else "" for name in TARGET_KINDS},
        "standing": STANDINGS[record["standing"]].say(lang) if record["standing"] else "",
        "note": note_text(record["note"], lang),
        "uploads": str(record.get("uploads", "")),
    }


def note_text(codes: str, lang: Lang) -> str:
    """Return the words of comma-joined note codes; an unknown code speaks for itself."""
    said = (NOTES[code].say(lang) if code in NOTES else code for code in codes.split(",") if code)
    return "; ".join(said)


def upload_record(upload: Upload) -> dict[str, Any]:
    """Return an upload as the JSON object of the command line."""
    return {
        "id": upload.id,
        "source": upload.source,
        "file": upload.file_name,
        "sheet": upload.sheet,
        "rows": upload.row_count,
        "as_of": _iso(upload.as_of),
        "at": _iso(upload.at),
        "who": upload.who,
        "state": state(upload),
        "withdrawn_at": _iso(upload.withdrawn_at),
        "withdrawn_by": upload.withdrawn_by or None,
        "fixes": [
            {"sheet": sheet, "cell": cell, "value": value} for sheet, cell, value in upload.mapping.get("fixes", [])
        ],
        "sha256": upload.sha256,
    }


def state(upload: Upload) -> UploadState:
    """Return "active", "partly" or "replaced" (some or every claim is held by newer uploads), or "withdrawn"."""
    if upload.withdrawn_at is not None:
        return "withdrawn"
    if upload.claims.winning == upload.claims.total:
        return "active"
    return "partly" if upload.active else "replaced"


def upload_rows(records: Iterable[Mapping[str, Any]], lang: Lang) -> list[dict[str, str]]:
    """Return upload records with words for a table."""
    rows = []
    for record in records:
        row = {name: "" if record[name] is None else str(record[name]) for name in UPLOAD_HEADINGS}
        rows.append({**row, "at": row["at"][:16].replace("T", " "), "state": STATES[record["state"]].say(lang)})
    return rows


def finding_line(finding: Finding, lang: Lang) -> str:
    """Return severity, place and message in one line."""
    return f"[{SEVERITIES[finding.severity].say(lang)}] {finding.line(lang)}"


def question_line(question: Question, lang: Lang) -> str:
    """Return a question and the option that answers it, in one line."""
    answers = "|".join(question.answers) or (f"'{ALL_SHEETS}'|..." if question.name == "sheets" else "...")
    return f"  {question.text.say(lang)} {question.option} {answers}"


def question_record(question: Question, lang: Lang) -> dict[str, Any]:
    """Return a question as a JSON object of the command line."""
    answers = {answer: words.say(lang) for answer, words in question.answers.items()}
    return {"field": question.name, "option": question.option, "text": question.text.say(lang), "answers": answers}


def checked_lines(checked: Checked, lang: Lang) -> list[str]:
    """Return what is known about a checked file, without its findings."""
    lines = [checked.file]
    if checked.source_name is not None:
        place = [f"{checked.source_name.say(lang)} ({checked.source})"]
        place += [_SHEET.say(lang, sheet=checked.sheet)] if checked.sheet else []
        lines.append("  " + " · ".join([*place, _HEADER.say(lang, row=checked.header_row)]))
    lines += [f"  {choice.field} <- {choice.column}" for choice in checked.fields if choice.column]
    if checked.counts:
        lines.append("  " + ", ".join(f"{name} {count:,}" for name, count in checked.counts.items()))
    lines.append("  " + (_OK if checked.ok else _NOT_OK).say(lang))
    return list(map(in_one_line, lines))


def _iso(moment: dt.date | None) -> str | None:
    return None if moment is None else moment.isoformat()
