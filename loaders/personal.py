"""Personal data in a file: refused until the analyst decides where they would be stored, said where they are not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match_labels import plain
from loaders.personal_elsewhere import registered_elsewhere
from loaders.personal_looks import look
from loaders.personal_masks import REGISTERED
from loaders.personal_pairs import cut_in_two
from loaders.personal_verdicts import DROP, HARMLESS, Kind, Verdict, verdicts

if TYPE_CHECKING:
    from loaders.match import Layout

KINDS: dict[Kind, Text] = {
    "rrn": Text("주민(외국인)등록번호", "resident registration number"),
    "phone": Text("전화번호", "telephone number"),
    "email": Text("전자우편 주소", "e-mail address"),
    "passport": Text("여권번호", "passport number"),
    "licence": Text("운전면허번호", "driver's licence number"),
    "card": Text("카드번호", "card number"),
    "name": Text("사람 이름", "name of a person"),
    "birth": Text("생년월일", "date of birth"),
    "address": Text("주소", "address"),
}
_TO_DECIDE = Text(
    "개인정보({kind})로 보이는 값이 {count}칸 있습니다. 예: {example}. 아무것도 저장하지 않았습니다. 값을 지우고 다시 올리거나, "
    "이 열을 읽지 않도록(빼기) 하거나, 개인정보가 아니면 아니라고 지정하세요.",
    "{count} cells look like personal data ({kind}). Example: {example}. Nothing was stored. Remove the values and upload "
    "again, drop the column, or say that it is harmless if it is.",
)
_NAMED_SO = Text(
    "머리글이 개인정보({kind})라고 하는 열이고 값이 {count}칸 있습니다. 아무것도 저장하지 않았습니다. 열을 지우고 다시 올리거나 이 열을 "
    "읽지 않도록(빼기) 지정하세요.",
    "The header says personal data ({kind}), and {count} cells are filled. Nothing was stored. Delete the column and upload "
    "again, or drop it.",
)
_IN_HEADER = Text(
    "머리글 자리에 개인정보({kind})로 보이는 값이 있습니다: {example}. 아무것도 저장하지 않았습니다. 머리글 행이 맞는지 확인하고, 값을 지우거나 이 "
    "열을 읽지 않도록(빼기) 지정하세요.",
    "A header looks like personal data ({kind}): {example}. Nothing was stored. Check which row is the header, and remove "
    "the value or drop the column.",
)
_UNREAD = Text(
    "개인정보({kind})로 보이는 값이 {count}칸 있습니다. 예: {example}. 읽지 않는 열이라 저장하지 않습니다.",
    "{count} cells look like personal data ({kind}). Example: {example}. The column is not read, so nothing of it is stored.",
)


def with_personal(layout: Layout, choice: Choice) -> Layout:
    """Return a layout with its findings about personal data."""
    return replace(layout, findings=(*layout.findings, *personal_findings(layout, choice)))


def personal_findings(layout: Layout, choice: Choice) -> tuple[Finding, ...]:
    """Return all there is to say of personal data in a file: one finding for each column and kind.

    Errors (code ``personal_data``, with the decisions among ``choices``): registration numbers anywhere in the table,
    other kinds in a column that is read. Notes (``personal_unread``): other kinds in columns that are not read.
    Warnings (``personal_elsewhere``): registration numbers outside the table. Values are quoted covered only.
    """
    fields = {label: layout.source.by_name.get(name) for name, label in layout.mapping.items()}
    harmless = {plain(label) for label in choice.harmless}
    found = []
    halves = cut_in_two(layout.table)
    for label in map(str, layout.table.columns):
        if REGISTERED.search(label):
            found.append(_in_header(label))
        seen, is_harmless = look(layout.table[label], label), plain(label) in harmless
        decided = verdicts(seen, label, fields.get(label), read=label in fields, harmless=is_harmless)
        if label in halves and not is_harmless and not any(verdict.kind == "rrn" for verdict in decided):
            decided.append(Verdict("rrn", halves[label], True, (DROP, HARMLESS)))
        found += [layout.origin.placed(_finding(verdict, label)) for verdict in decided]
    return (*found, *registered_elsewhere(layout))


def _finding(verdict: Verdict, label: str) -> Finding:
    hits = verdict.hits
    message = _UNREAD
    if verdict.stops:
        message = _TO_DECIDE if HARMLESS in verdict.choices else _NAMED_SO
    return Finding(
        "error" if verdict.stops else "note",
        "personal_data" if verdict.stops else "personal_unread",
        _of_kind(message, verdict.kind),
        {"count": hits.count, "example": hits.example, "kind": verdict.kind},
        column=label,
        value=hits.example,
        count=max(hits.count, 1),
        rows=hits.ids,
        choices=verdict.choices,
    )


def _in_header(label: str) -> Finding:
    values = {"example": label, "kind": "rrn"}
    message = _of_kind(_IN_HEADER, "rrn")
    return Finding("error", "personal_data", message, values, column=label, value=label, choices=(DROP,))


def _of_kind(message: Text, kind: Kind) -> Text:
    """Return a message that names the kind of data."""
    return Text(message.ko.replace("{kind}", KINDS[kind].ko), message.en.replace("{kind}", KINDS[kind].en))
