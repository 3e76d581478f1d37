"""Why a table is none of the kinds that are read: counts alone, or which kinds it may be and how to say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from kpi.core.errors import UserError, refuse
from kpi.core.text import LANGS, Text
from loaders.cells.parse import MISSING, parse_number
from loaders.choice import Choice
from loaders.match.axes import NUMBER_COLUMN
from loaders.match.candidates import Candidate, quoted
from loaders.match.headless import headless
from loaders.match.melt import VALUE
from loaders.match.said import texts_of
from loaders.match.titles import is_office, is_period
from loaders.source import sources

if TYPE_CHECKING:
    from loaders.gate.files import Book

SHOWN_KINDS = 2
LOOKED_AT, MOST_COLUMNS = 60, 60
"""Rows under a header, and columns, by which figures are judged."""
_COUNTS = re.compile(
    r"(?i)건\s*수|접수|발급|처리\s*(?:현황|실적)|인원|횟수|명\s*수|민원\s*현황|\bcounts?\b|\bcases\b|number of"
)
_MEANS = re.compile(
    r"(?i)만족|평균|점수|평점|시간|소요|처리\s*기간|일수|단위\s*[:：]\s*(?:점|분)|mean|average|score|satisf|rating|minutes|hours|days"
)
_RATES = re.compile(r"율|률|증감|%|percent|share|rate")
"""Labels of what is worked out from counts beside them."""
_COUNTS_ONLY = Text(
    "건수만 있는 표로 보입니다('{label}'). 건수만으로 계산하는 지표가 없어 읽지 않습니다. 민원 한 건이 한 행인 대장(민원명, 접수일시, "
    "완료일시), 또는 건수와 함께 평균 처리시간이나 만족도 평균이 적힌 집계표를 올리세요. 건수가 아니라 평균이라면 그렇게 "
    "지정하세요(명령줄 예: {examples}).",
    "The table seems to hold counts only ('{label}'). No indicator is made of counts alone, so it is not read. Upload a register with "
    "a petition a row (task, received, completed), or a table of sums with mean times or mean scores beside the counts. If the "
    "figures are means and no counts, say so (command line, for example: {examples}).",
)
_NOT_RECOGNISED = Text(
    "어떤 자료인지 알 수 없습니다. 이 행을 머리글로 볼 때 가까운 종류: {kinds}. 맞는 자료 종류를 고르고(명령줄 예: {examples}), "
    "시트나 머리글 행이 다르면 지정하거나, 서식을 내려받아 쓰세요. 시트: {sheets}",
    "It is not clear what this file is. With this row as header the nearest kinds are: {kinds}. Choose the kind (command line, for "
    "example: {examples}), name another sheet or header row, or start from the template. Sheets: {sheets}",
)
_AND_WHY = Text(_NOT_RECOGNISED.ko + ". {why}", _NOT_RECOGNISED.en + ". {why}")
_KIND = Text("{name}('{missing}' 열 없음)", "{name} (without a column '{missing}')")


def unrecognised(best: Candidate, candidates: Sequence[Candidate], book: Book, choice: Choice) -> UserError:
    """Return why a file is not read, naming the plausible kinds and how one is chosen."""
    counting = next((one for one in candidates if counts_in(one, book)), None)
    if counting is not None:
        return counts_only(counting, book)
    without = headless(best, choice)
    if without:
        return UserError(*(found.at(file=book.name) for found in without))
    figures = _figures(best, most_labels=1)
    likely = _kinds(best, candidates, summed=bool(figures))
    examples = _examples(figures, words=_words(best)) if figures else [f"--source {one.source.id}" for one in likely]
    said = [", ".join(_kind(one).say(lang) for one in likely) for lang in LANGS]
    values = {
        "kinds": Text(*said),
        "examples": " / ".join(examples),
        "sheets": quoted(sheet.name for sheet in book.sheets),
    }
    place = {"file": book.name, "sheet": best.sheet.name, "row": best.header.row}
    why = _why(likely[0])
    message = _AND_WHY if why else _NOT_RECOGNISED
    refused = refuse("not_recognised", message, **place, **values, **({"why": why} if why else {}))
    return UserError(*(found.at(choices=tuple(one.source.id for one in likely)) for found in refused.findings))


def better_named(best: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the reading of another kind of which a header says more exactly what the best one reads by likeness only.

    "피평가부서" looks like the "평가부서" of a survey; an evaluation that lacks its raters is no survey for that.
    """
    similar = {label for name, label in best.matching.mapping.items() if best.matching.why.get(name) == "similar"}
    for one in candidates:
        exact = {label for name, label in one.matching.mapping.items() if one.matching.why.get(name) == "alias"}
        if one.table is best.table and one.source is not best.source and similar & exact and len(exact) > _exact(best):
            return one
    return None


def _exact(one: Candidate) -> int:
    return sum(reason == "alias" for reason in one.matching.why.values())


def counts_only(one: Candidate, book: Book) -> UserError:
    """Return the refusal of a table of counts."""
    values = {"label": counts_in(one, book), "examples": " / ".join(_examples(_figures(one, most_labels=2)))}
    return refuse("counts_only", _COUNTS_ONLY, file=book.name, sheet=one.sheet.name, row=one.header.row, **values)


def counts_in(one: Candidate, book: Book) -> str:
    """Return the words by which all figures of a table are counts; "" where they are not, or nobody says so."""
    figures = _figures(one, most_labels=2)
    figures = [label for label in figures if not _RATES.search(label)]
    texts = [*one.header.labels, *texts_of(one.table, book), book.name]
    if not figures or any(_MEANS.search(text) for text in texts) or not _whole(_looked_at(one)[figures]):
        return ""
    return next((text for text in texts if _COUNTS.search(text)), "")


def _figures(one: Candidate, *, most_labels: int) -> list[str]:
    """Return the columns of figures; none where the table holds more than a few columns of words beside them."""
    frame = _looked_at(one)
    found, words = [], 0
    for label in map(str, frame.columns):
        filled = frame[label].str.strip()
        filled = filled[filled.ne("") & ~filled.isin(MISSING)]
        if filled.empty or (not is_period(label) and filled.map(is_period).all()):
            continue
        if parse_number(filled).bad.any():
            words += 1
            if words > most_labels:
                return []
        elif not NUMBER_COLUMN.fullmatch(label.strip()):
            found.append(label)
    return found


def _looked_at(one: Candidate) -> pd.DataFrame:
    """Return the first rows and columns: what holds for so many figures holds for all."""
    return one.table.rows(most=LOOKED_AT).frame.iloc[:, :MOST_COLUMNS]


def _whole(figures: pd.DataFrame) -> bool:
    """Return whether all columns hold whole numbers from 0 up."""
    columns = (parse_number(figures[label]).values.dropna() for label in figures.columns)
    return all(bool((numbers.ge(0) & numbers.eq(numbers.round())).all()) for numbers in columns)


def _kinds(best: Candidate, candidates: Sequence[Candidate], *, summed: bool) -> list[Candidate]:
    """Return the best reading of each of the nearest kinds; of a table of figures only kinds that come summed up."""
    nearest: dict[str, Candidate] = {}
    for one in [best, *sorted(candidates, key=lambda one: one.rank, reverse=True)]:
        if not summed or "summed" in one.source.by_form:
            nearest.setdefault(one.source.id, one)
    return list(nearest.values())[:SHOWN_KINDS]


def _kind(one: Candidate) -> Text:
    """Return a kind of source and the column it lacks."""
    if not one.fit.missing:
        return one.source.name
    column = one.source.by_name.get(one.fit.missing[0])
    missing = column.label if column else one.fit.missing[0]
    return Text(*(_KIND.say(lang, name=one.source.name, missing=missing) for lang in LANGS))


def _why(one: Candidate) -> Text | None:
    """Return why the column is needed that the nearest kind lacks."""
    column = one.source.by_name.get(one.fit.missing[0]) if one.fit.missing else None
    return column.why if column else None


def _words(one: Candidate) -> str:
    """Return the only column of words beside columns of departments: their items or tasks; "" where there is none."""
    frame = _looked_at(one)
    beside = [label for label in map(str, frame.columns) if not is_office(label)]
    return beside[0] if len(beside) == 1 < len(frame.columns) and not frame[beside[0]].map(is_period).all() else ""


def _examples(figures: Sequence[str], *, words: str = "") -> list[str]:
    """Return how the figures are said to be scores or times; ``words``: a column of their items or tasks."""
    told = [label for label in figures if not _COUNTS.search(label)] or list(figures)
    label = VALUE if not told or is_period(told[0]) or is_office(told[0]) else told[0]
    shown = f'"{label}"' if " " in label else label
    ways = (("satisfaction_survey", "overall"), ("processing_records", "handling_minutes"))
    beside = f'"{words}"' if " " in words else words
    named = (
        {"satisfaction_survey": f" --map item={beside}", "processing_records": f" --map task={beside}"} if words else {}
    )
    if named:
        ways = (("satisfaction_survey", "mean"), ways[1])
    return [f"--source {one}{named.get(one, '')} --map {field}={shown}" for one, field in ways if one in sources()]
