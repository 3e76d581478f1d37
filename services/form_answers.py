"""What is remembered about reading a form's cells, in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpi.core.text import LANGS, Text
from loaders.asking import QUESTIONS

_COUNTED = {
    "columns": Text("읽은 열 {number}개", "{number} columns read"),
    "unread": Text("읽지 않은 항목 {number}개", "{number} fields left unread"),
    "drop": Text("빼기로 한 열 {number}개", "{number} columns dropped"),
    "harmless": Text("개인정보가 아니라고 한 열 {number}개", "{number} columns declared harmless"),
}
_LISTED = {
    "missing": Text("무응답 값 {words}", "missing codes {words}"),
    "exclude": Text("제외할 상태 {words}", "statuses left out: {words}"),
    "scale": Text("척도 {words}", "scale {words}"),
}
_ANSWERED = {
    "day_hours": Text("1일 = {answer}", "a day = {answer}"),
    "marks": Text("△·▲: {answer}", "△ and ▲: {answer}"),
    "brackets": Text("(4.6) = {answer}", "(4.6) = {answer}"),
    "date_order": Text("날짜 {answer}", "dates {answer}"),
    "clock": Text("8:17 = {answer}", "8:17 = {answer}"),
}


def answers_text(form: Mapping[str, Any]) -> Text:
    """Return how a form is read, in both languages: columns, scale, missing codes and every answer that was given."""
    parts: list[tuple[Text, dict[str, Any]]] = []
    for name, text in _COUNTED.items():
        if form.get(name):
            parts.append((text, {"number": len(form[name])}))
    for name, text in _LISTED.items():
        if form.get(name):
            parts.append((text, {"words": _words(name, form[name])}))
    answers = {question.name: question.answers for question in QUESTIONS}
    for name, text in _ANSWERED.items():
        given = form.get(name)
        if given:
            parts.append((text, {"answer": answers.get(name, {}).get(given, given)}))
    said = [", ".join(text.say(lang, **values) for text, values in parts) for lang in LANGS]
    return Text(*(one.replace("{", "(").replace("}", ")") or "-" for one in said))


def _words(name: str, values: Sequence[Any]) -> str:
    if name == "scale":
        return "~".join(f"{value:g}" for value in values)
    return ", ".join(str(value) for value in values)
