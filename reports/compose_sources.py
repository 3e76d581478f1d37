"""The appendices: what every number is, and which files it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.core import formats
from kpi.core.indicator import VERDICTS, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.origin import unit_words
from reports.model import Grid, Line, Part, Section
from reports.table import Column

_BETTER = {
    "higher": Text("높을수록 좋음", "higher is better"),
    "lower": Text("낮을수록 좋음", "lower is better"),
    "neither": Text("방향 없음", "no direction"),
}
_FACTS = Text("단위 {unit}, {better}, 최소 표본 {n}, 담당 {owner}", "unit {unit}; {better}; least n {n}; owner {owner}")
_LIMITS = Text("한계: {text}", "Limits: {text}")
_REFERENCES = Text("근거: {text}", "References: {text}")
_VERDICT_MESSAGE = Text("판정의 뜻", "What the verdicts mean")
_VERDICT_MEANING = {
    "improved": Text(
        "차이의 95% 구간이 0을 벗어나 좋은 쪽", "the 95 % interval of the difference excludes 0, for the better"
    ),
    "worsened": Text(
        "차이의 95% 구간이 0을 벗어나 나쁜 쪽", "the 95 % interval of the difference excludes 0, for the worse"
    ),
    "no_confirmed_change": Text(
        "차이의 95% 구간이 0을 포함하거나, 여럿을 비교한 보정 p가 기준 이상임",
        "the 95 % interval of the difference contains 0, or adjusted p among many is not small enough",
    ),
    "not_comparable": Text(
        "계열이 끊겼거나 미처리 건이 많아 비교하지 않음", "not compared: a break in the series, or many open cases"
    ),
    "not_tested": Text(
        "표준편차나 건수가 없어 구간을 셈할 수 없음", "no interval: the file has no spread or no counts"
    ),
}
_HIDDEN = Text(
    "개인정보 보호를 위해 응답 10명 미만의 값은 싣지 않음(다른 값에서 셈해 낼 수 있는 값도 함께 숨김)",
    "Values of fewer than 10 answers are left out, and with them values from which they could be computed",
)
_VERSION = Text("자료의 판과 범위", "Version and scope of the data")
_UPLOADS = Text("사용한 자료", "Files these figures rest on")
_NUMBER = Text("번호", "No.")
_SOURCE = Text("종류", "Kind")
_FILE = Text("파일", "File")
_ROWS = Text("행", "Rows")
_COVERED = Text("범위", "Covers")
_AS_OF = Text("기준일", "As of")
_SAVED = Text("저장", "Saved")


@dataclass(frozen=True)
class UploadFacts:
    """One file that counts: its number, kind, name, rows, the days it covers, its as-of day and when it was saved."""

    id: int
    source: Text
    file: str
    rows: int
    start: dt.date | None
    end: dt.date | None
    as_of: dt.date | None
    saved: dt.datetime


def methods_section(title: str, chosen: Sequence[Indicator], lang: Lang) -> Section:
    """Return what the verdicts mean and the definition, limits and references of every indicator."""
    words = [
        Line(3, f"{word.say(lang)}: {_VERDICT_MEANING[verdict].say(lang)}")
        for verdict, word in VERDICTS.items()
        if verdict in _VERDICT_MEANING
    ]
    first = Part(_VERDICT_MESSAGE.say(lang), (*words, Line(4, _HIDDEN.say(lang))))
    return Section(title, (first, *(_definition(one, lang) for one in chosen)), appendix=True)


def _definition(one: Indicator, lang: Lang) -> Part:
    facts = {"unit": unit_words(one, lang), "better": _BETTER[one.better].say(lang), "n": one.minimum_n}
    lines = [
        Line(2, one.how.say(lang)),
        Line(3, _LIMITS.say(lang, text=one.limits.say(lang))),
        Line(4, _FACTS.say(lang, **facts, owner=one.owner.say(lang))),
    ]
    if one.references:
        lines.append(Line(5, _REFERENCES.say(lang, text="; ".join(one.references))))
    return Part(one.name.say(lang), tuple(lines))


def sources_section(title: str, uploads: Sequence[UploadFacts], facts: Sequence[str], lang: Lang) -> Section:
    """Return version, scope and the files that count."""
    version = Part(_VERSION.say(lang), tuple(Line(3, fact) for fact in facts))
    if not uploads:
        return Section(title, (version,), appendix=True)
    labels = ((_NUMBER, "count"), (_SOURCE, "text"), (_FILE, "text"), (_ROWS, "count"))
    dates = (_COVERED, _AS_OF, _SAVED)
    columns = [Column(text.en.lower(), text.say(lang), "count" if kind == "count" else "text") for text, kind in labels]
    columns += [Column(text.en.lower(), text.say(lang), "text") for text in dates]
    rows = tuple(_upload_row(one, lang) for one in uploads)
    grid = Grid(_UPLOADS.say(lang), "", tuple(columns), rows, 0)
    return Section(title, (version, Part(_UPLOADS.say(lang), (grid,))), appendix=True)


def _upload_row(one: UploadFacts, lang: Lang) -> tuple[str | float | None, ...]:
    covered = ("~" if lang == "ko" else " to ").join(
        formats.date_text(day, lang) for day in (one.start, one.end) if day
    )
    as_of = formats.date_text(one.as_of, lang) if one.as_of else ""
    kind = one.source.say(lang)
    return (float(one.id), kind, one.file, float(one.rows), covered, as_of, formats.date_text(one.saved.date(), lang))
