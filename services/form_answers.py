"""What is remembered about reading a form's cells, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.core.text import LANGS, Text
from loaders.asking import QUESTIONS
from loaders.choice import ALL_SHEETS

_COUNTED = {
    "columns": Text("읽은 열 {number}개", "{number} columns read"),
    "unread": Text("읽지 않은 항목 {number}개", "{number} fields left unread"),
}
_LISTED = {
    "sheet": Text("시트 '{words}'", "sheet '{words}'"),
    "sheets": Text("시트 '{words}'", "sheets '{words}'"),
    "header_row": Text("머리글 {words}행", "header in row {words}"),
    "missing": Text("무응답 값 {words}", "missing codes {words}"),
    "exclude": Text("제외할 상태 {words}", "statuses left out: {words}"),
    "scale": Text("척도 {words}", "scale {words}"),
    "year": Text("{words}년 자료", "data of {words}"),
    "as_of": Text("기준일 {words}", "as of {words}"),
    "department": Text("부서 '{words}'", "department '{words}'"),
    "drop": Text("빼기로 한 열 '{words}'", "columns dropped: '{words}'"),
    "harmless": Text("개인정보가 아니라고 한 열 '{words}'", "columns declared harmless: '{words}'"),
    "fill_down": Text("빈칸을 위의 값으로 채운 열 '{words}'", "columns filled from above: '{words}'"),
    "leave_blank": Text("빈칸을 비워 둔 열 '{words}'", "columns left blank: '{words}'"),
}
_ALL_SHEETS = Text("모양이 같은 시트 모두", "all sheets of the same form")
_ANSWERED = {
    "day_hours": Text("1일 = {answer}", "a day = {answer}"),
    "marks": Text("△·▲: {answer}", "△ and ▲: {answer}"),
    "brackets": Text("(4.6) = {answer}", "(4.6) = {answer}"),
    "date_order": Text("날짜 {answer}", "dates {answer}"),
    "clock": Text("8:17 = {answer}", "8:17 = {answer}"),
    "sheets_mean": Text("시트 이름 = {answer}", "names of sheets = {answer}"),
    "repeats": Text("같은 행 = {answer}", "rows of the same = {answer}"),
    "levels": Text("국 행 = {answer}", "rows of bureaus = {answer}"),
}


_QUOTED = ("sheets", "drop", "harmless", "fill_down", "leave_blank")
NOTHING = "-"
DECIDED = frozenset(_LISTED) | frozenset(_ANSWERED)
"""What ``decided_text`` has words for."""


def decided_text(mapping: Mapping[str, Any]) -> Text:
    """Return what was decided about an upload besides its columns, in both languages; "-" where nothing was."""
    decided = {name: value for name, value in mapping.items() if name in DECIDED}
    lists = {
        name: tuple(word for word in value if word != "") for name, value in decided.items() if isinstance(value, list)
    }
    return taken_text({**decided, **lists})


def taken_text(taken: Mapping[str, Any]) -> Text:
    """Return what was taken from a form, in both languages: columns, scale, missing codes and every other answer."""
    parts: list[tuple[Text, dict[str, Any]]] = []
    parts += [(text, {"number": taken[name]}) for name, text in _COUNTED.items() if taken.get(name)]
    if ALL_SHEETS in taken.get("sheets", ()):
        taken, parts = {**taken, "sheets": ()}, [*parts, (_ALL_SHEETS, {})]
    parts += [(text, {"words": _words(name, taken[name])}) for name, text in _LISTED.items() if taken.get(name)]
    answers = {question.name: question.answers for question in QUESTIONS}
    for name, text in _ANSWERED.items():
        given = taken.get(name)
        if given:
            parts.append((text, {"answer": answers.get(name, {}).get(given, given)}))
    said = [", ".join(text.say(lang, **values) for text, values in parts) for lang in LANGS]
    return Text(*(one.replace("{", "(").replace("}", ")") or NOTHING for one in said))


def _words(name: str, value: Any) -> str:
    if name == "scale":
        return "~".join(f"{end:g}" for end in value)
    return "', '".join(value) if name in _QUOTED else _plain(value)


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
