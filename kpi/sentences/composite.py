"""The 5S number in words: never without its parts, nor without what other choices would have made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpi.core import formats
from kpi.core.composite import CompositePart
from kpi.core.indicator import NOTES, PILLARS, indicators
from kpi.core.text import Lang, Text
from kpi.sentences.rows import period_of, value_of

NAME = Text("5S 종합점수", "5S number")
_SCORE = Text(
    "{who} 5S 종합점수 {score}점(가중치 ±25%와 산술·기하 평균에 따라 {ends}점)",
    "{who}: 5S number {score} ({ends} over weights ±25% and both kinds of mean)",
)
_PART = Text("{name} {score}", "{name} {score}")
_MISSING = Text("{name} 없음({why})", "{name} missing ({why})")
_SHARE = Text("가중치의 {share}% 기준", "On {share}% of the weight")
_NONE = Text(
    "{who} 5S 종합점수 없음: 가중치의 {share}%만 있음(60% 이상 필요)",
    "{who}: no 5S number, only {share}% of the weight is there (60% needed)",
)
_RANK = Text("부서 중 {rank}위", "Rank {rank} of the departments")
_RANK_MOVES = Text(
    "부서 중 {rank}위이나 계산 방법에 따라 {best}~{worst}위로 바뀜",
    "Rank {rank} of the departments, but {best} to {worst} with other choices",
)
_GOALPOSTS = Text(
    "{name}: {column} {worst} → 0점, {best} → 100점, 가중치 {weight}. {why}",
    "{name}: {column} {worst} is 0, {best} is 100, weight {weight}. {why}",
)
_PLACE, _WHO = Text("순위", "Rank"), Text("누구", "Who")
_ENDS, _NOTE = Text("다른 방법이면", "With other choices"), Text("비고", "Note")
_COLUMNS = {"value": Text("값", "value"), "index": Text("같은 업무 지수", "same-task index")}


def composite_sentence(row: Mapping[str, Any], lang: Lang) -> str:
    """Return one record of ``services.composite`` in words, with every part."""
    period = period_of(row).label(lang)
    who = " · ".join(part for part in (row["department"], period) if part)
    share = formats.number(100 * (value_of(row, "weight_share") or 0.0), 0, lang)
    parts = ", ".join(_part(part, lang) for part in row["parts"])
    if value_of(row, "score") is None:
        return f"{_NONE.say(lang, who=who, share=share)}. {parts}."
    score = formats.number(value_of(row, "score"), 1, lang)
    ends = formats.interval(value_of(row, "low"), value_of(row, "high"), 1, lang)
    said = [_SCORE.say(lang, who=who, score=score, ends=ends), parts]
    if value_of(row, "weight_share") != 1:
        said.append(_SHARE.say(lang, share=share))
    return ". ".join(one for one in [*said, _rank(row, lang)] if one) + "."


def composite_cells(row: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    """Return one record of ``services.composite`` as the cells of a table, by heading: nothing without its parts."""
    ends = formats.interval(value_of(row, "low"), value_of(row, "high"), 1, lang)
    scores: dict[str, str] = {}
    for part in row["parts"]:
        name = _pillar(part, lang)
        scores[_name(str(part["indicator"]), lang) if name in scores else name] = _number(part, lang)
    missing = [_part(part, lang) for part in row["parts"] if value_of(part, "score") is None]
    share = value_of(row, "weight_share") or 0.0
    weighed = [] if share == 1 else [_SHARE.say(lang, share=formats.number(100 * share, 0, lang))]
    return {
        _PLACE.say(lang): _ranked(row),
        _WHO.say(lang): row["department"] or period_of(row).label(lang),
        NAME.say(lang): _number(row, lang, 1),
        _ENDS.say(lang): ends,
        **scores,
        _NOTE.say(lang): ". ".join([*weighed, *missing]),
    }


def goalpost_lines(parts: Sequence[CompositePart], lang: Lang) -> list[str]:
    """Return how each part is scored, a line each."""
    return [
        _GOALPOSTS.say(
            lang,
            name=_name(part.indicator, lang),
            column=_COLUMNS[part.column].say(lang),
            worst=f"{part.worst:g}",
            best=f"{part.best:g}",
            weight=f"{part.weight:g}",
            why=part.why.say(lang),
        )
        for part in parts
    ]


def _name(indicator: str, lang: Lang) -> str:
    known = indicators()[indicator]
    return (
        f"{PILLARS[known.pillar].say(lang)}({known.name.say(lang)})"
        if lang == "ko"
        else (f"{PILLARS[known.pillar].say(lang)} ({known.name.say(lang)})")
    )


def _part(part: Mapping[str, Any], lang: Lang) -> str:
    name = _pillar(part, lang)
    if value_of(part, "score") is not None:
        return _PART.say(lang, name=name, score=formats.number(value_of(part, "score"), 0, lang))
    codes = [code for code in str(part["note"] or "").split(",") if code in NOTES]
    return _MISSING.say(lang, name=name, why=NOTES[codes[0] if codes else "no_data"].say(lang))


def _pillar(part: Mapping[str, Any], lang: Lang) -> str:
    return PILLARS[indicators()[str(part["indicator"])].pillar].say(lang)


def _number(row: Mapping[str, Any], lang: Lang, decimals: int = 0) -> str:
    score = value_of(row, "score")
    return formats.MISSING if score is None else formats.number(score, decimals, lang)


def _ranked(row: Mapping[str, Any]) -> str:
    rank, best, worst = (value_of(row, name) for name in ("rank", "rank_best", "rank_worst"))
    if rank is None or best is None or worst is None:
        return ""
    return f"{rank:g}" if best == worst else f"{rank:g} ({best:g}~{worst:g})"


def _rank(row: Mapping[str, Any], lang: Lang) -> str:
    rank, best, worst = (value_of(row, name) for name in ("rank", "rank_best", "rank_worst"))
    if rank is None or best is None or worst is None:
        return ""
    words = {"rank": int(rank), "best": int(best), "worst": int(worst)}
    return _RANK.say(lang, rank=int(rank)) if best == worst else _RANK_MOVES.say(lang, **words)
