"""Which field a column is read into that no cell holds: what a sheet's name, a title or a wide header says."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.choice import Choice
from loaders.match.fields import Judge, Matching, match_fields
from loaders.match.labels import EXACT, likeness, plain, without_brackets
from loaders.match.melt import VALUE, Melt
from loaders.match.table import DEPARTMENT, Table
from loaders.match.titles import period_in
from loaders.match.trim import is_total_word
from loaders.match.who_rates import matrix_fields, side_of
from loaders.source import Source

SURE, TOLD_BY_TITLE, LIKELY = 1.0, 0.7, 0.5
"""How sure a field is that a name or wide header gives, that the title gives, and that is the only one left."""
ANSWERS = 0.9
MOST_CODES = 12
MOST_COLUMNS = 200
"""No evaluation has so many items; parsing each of 2,000 columns to see whether it is one takes half a minute."""
NUMBER_COLUMN = re.compile(r"(?:연번|순번|번호|일련번호|no|id|#)[.]?", re.IGNORECASE)
"""Labels of a column that only counts the rows."""
_SUMS = frozenset({"총점", "총점수", "종합점수", "합산점수", "합계점수", "점수합계"})
"""Labels of a column that adds up the others."""
_MEASURED = ("overall", "handling_minutes", "waiting_minutes", "processing_hours", "steps", "documents", "n")


def settled(judge: Judge, source: Source, choice: Choice, table: Table, melts: tuple[Melt, ...]) -> Matching:
    """Return the matching of a table to a source, columns that no cell holds included.

    A column of the file wins over what a sheet's name or a title says; what the analyst named wins over both.
    """
    labels = {**{axis: label for axis, label in table.axes.items()}, **{melt.axis: melt.label for melt in melts}}
    made = {*table.said, *(melt.label for melt in melts), VALUE}
    real = Judge(judge.table.drop(columns=[label for label in judge.table.columns if label in made]), judge.departments)
    if not any(label in judge.table.columns for label in made):
        return match_fields(judge, source, choice)
    plainly = match_fields(real, source, _without(choice, made))
    told: dict[str, tuple[str, float]] = {}
    for axis, label in labels.items():
        field = field_of(source, axis)
        forced = label == DEPARTMENT or any(label == melt.label for melt in melts)
        if field and field not in choice.columns and (forced or not _has(plainly, source, axis)):
            told[field] = (label, SURE)
    if "department" in labels and "rater_department" in source.by_name:
        told.update(_both_sides(real, choice, table, melts))
    if VALUE in judge.table.columns and VALUE not in choice.columns.values():
        field, weight = _value_field(source, plainly, {**told}, table)
        if field and field not in choice.columns:
            told[field] = (VALUE, weight)
    if "item" in told and "overall" in source.by_name:
        told["overall"] = ("", SURE)  # it is one of the items
    columns = {**{field: label for field, (label, _) in told.items()}, **choice.columns}
    idle = made - set(columns.values())
    used = judge.table.drop(columns=[label for label in judge.table.columns if label in idle])
    found = match_fields(Judge(used, judge.departments), source, replace(choice, columns=columns))
    sure = {**found.confidence, **{field: weight for field, (_, weight) in told.items() if field in found.mapping}}
    why = {**found.why, **{field: "shape" for field in told if field in found.mapping}}
    named = frozenset(field for field in found.named if field in choice.columns)
    unread = found.unread & choice.columns.keys()
    return replace(found, confidence=sure, named=named, why=why, unread=frozenset(unread))


def field_of(source: Source, axis: str) -> str:
    """Return the field that takes periods, departments or items; "" where the source has none."""
    if axis == "period":
        return next((column.name for column in source.columns if column.kind == "period"), "")
    names = ("department", "departments") if axis == "department" else ("item", "task")
    return next((name for name in names if name in source.by_name), "")


def _both_sides(judge: Judge, choice: Choice, table: Table, melts: tuple[Melt, ...]) -> dict[str, tuple[str, float]]:
    """Return the fields of both sides where departments rate each other, but those that the analyst named."""
    melt = next((one for one in melts if one.axis == "department"), None)
    rows = _down(judge, melt) if melt else ""
    if melt is None or not rows:
        return {}
    over = [value for value in melt.values if value != VALUE]
    fields = matrix_fields(rows, melt.label, over, table.parts[0].block.titles, choice.columns)
    found = {field: (label, SURE) for field, label in fields.items() if field not in choice.columns}
    return {**found, **({"score": (over[0], SURE)} if len(over) == 1 and side_of(over[0]) else {})}


def _down(judge: Judge, melt: Melt) -> str:
    """Return the column whose departments are those of the header too, as where departments rate each other."""
    across = {plain(value) for value, _ in melt.parts}
    for label in map(str, judge.table.columns):
        down = {plain(cell) for cell in judge.filled(label)}
        if len(down & across) * 2 > max(len(down), 1):
            return label
    return ""


def rating_items(judge: Judge, source: Source, matching: Matching) -> Melt | None:
    """Return items in columns of a source whose items stand in rows: columns of answers that no field is read from."""
    wants = "item" in source.by_name and "score" in source.by_name and source.items is None
    if not wants or "item" in matching.mapping or "item" in matching.unread:
        return None
    score = matching.mapping.get("score", "")
    if score and likeness(score, source).get("score", 0.0) >= EXACT - 0.1:
        return None
    used = set(matching.mapping.values()) - {score}
    left = [label for label in map(str, judge.table.columns) if label not in used]
    labels = [label for label in left if _answers(judge, label)] if len(left) <= MOST_COLUMNS else []
    items = [label for label in labels if not is_total_word(label) and without_brackets(label) not in _SUMS]
    totals = tuple(label for label in labels if label not in items)
    return Melt("item", tuple((label, {VALUE: label}) for label in items), totals) if len(items) > 1 else None


def disagreeing(judge: Judge, source: Source, matching: Matching, table: Table) -> bool:
    """Return whether a column of the file says something else than the names of the sheets it is read from."""
    for axis, label in table.axes.items():
        field = field_of(source, axis)
        column = matching.mapping.get(field, "")
        if label == DEPARTMENT or not column or column in table.said:
            continue
        said, cells = judge.table[label], judge.table[column]
        pairs = {(str(one), str(other)) for one, other in zip(said, cells, strict=True) if str(other).strip()}
        if any(_other(axis, one, other) for one, other in pairs):
            return True
    return False


def _other(axis: str, said: str, cell: str) -> bool:
    if axis == "department":
        return plain(said) != plain(cell)
    found = period_in(cell) or cell
    year = re.search(r"(?:19|20)\d\d", said)
    return bool(year) and year[0] not in found if year else False


def _without(choice: Choice, made: set[str]) -> Choice:
    return replace(choice, columns={field: label for field, label in choice.columns.items() if label not in made})


def says(matching: Matching, source: Source, axis: str) -> bool:
    """Return whether a column says it (for a period also a date), or the source has no such thing to be said."""
    if not field_of(source, axis):
        return True
    return _has(matching, source, axis)


def _has(matching: Matching, source: Source, axis: str) -> bool:
    """Return whether a column of the file says it: for a period also a date."""
    if field_of(source, axis) in matching.mapping.keys() | matching.unread:
        return True
    return axis == "period" and any(
        source.by_name[name].kind == "datetime" for name in matching.mapping if name in source.by_name
    )


def _value_field(
    source: Source, matching: Matching, told: dict[str, tuple[str, float]], table: Table
) -> tuple[str, float]:
    """Return the field of values that no header names: what a title says, else the only one there can be."""
    if "score" in source.by_name:
        return "score", SURE
    if "mean" not in source.by_name:
        return "", 0.0
    if "item" in told or "item" in matching.mapping or "measure" in matching.mapping:
        return "mean", SURE
    texts = [*table.parts[0].block.titles, table.sheet.name]
    for text in texts:
        words = [word for word in re.split(r"[\s()\[\],~·]+", text) if word]
        tries = [" ".join(words[left:right]) for left in range(len(words)) for right in range(len(words), left, -1)]
        for one in tries:
            liked = {name: weight for name, weight in likeness(one, source).items() if name in _MEASURED}
            if liked and max(liked.values()) >= EXACT - 0.1:
                return max(liked, key=lambda name: liked[name]), TOLD_BY_TITLE
    return ("mean", LIKELY) if "measure" in source.by_name else ("", 0.0)


def _answers(judge: Judge, label: str) -> bool:
    filled = judge.filled(label)
    few = 0 < filled.nunique() <= MOST_CODES and not NUMBER_COLUMN.fullmatch(label.strip())
    return few and not label.startswith("[") and judge.fits(label, "answer") >= ANSWERS
