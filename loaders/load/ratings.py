"""Ratings of departments by heads, staff and outsiders: which count, on what scale, for which pillar."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, empty
from kpi.core.organisation import normal
from kpi.core.text import Text
from loaders.load.answers import scores
from loaders.load.names import departments, new_departments
from loaders.load.observed import Observations
from loaders.load.periods import period_claims, periods
from loaders.load.ratings_scale import on_scale
from loaders.load.reading import Reading
from loaders.load.rows import kept_rows
from loaders.load.spellings import one_spelling
from loaders.load.sums import combined, sum_cells

ONE_ITEM = "협업"
"""The item of points that departments give each other without naming one."""
PILLAR_WORDS = {"soft": ("유연", "협업", "soft"), "smart": ("능동", "smart")}
_SELF = Text(
    "자기 부서를 평가한 {count}행을 뺐습니다: {rows_text}행",
    "{count} ratings of the rater's own department were left out: rows {rows_text}",
)
_BLANK = Text(
    "'{label}' 값이 없는 {count}행을 뺐습니다: {rows_text}행. 셀 것이면 값을 채우세요.",
    "{count} rows without '{label}' were left out: rows {rows_text}. Fill it in if they are to count.",
)
_NO_ROLE = Text(
    "평가자 구분 열이 없어 모두 직원 평가로 읽었습니다. 구분이 적힌 열이 있으면 지정하세요.",
    "There is no role column; all ratings were read as ratings by staff. Name the column if there is one.",
)
_PILLARS = Text(
    "유연(협업) 항목: {soft}. 능동 항목: {smart}.",
    "Items of Soft: {soft}. Items of Smart: {smart}.",
)
_UNSAID = Text(
    "이름으로 영역을 알 수 없어 유연(협업) 항목으로 읽었습니다: {items}. 다르면 '영역' 열을 두세요.",
    "The pillar is not clear from the name, so these items were read as Soft: {items}. If not, add a column 'Pillar'.",
)
_TWICE = Text(
    "같은 평가자가 같은 기간에 같은 부서와 문항을 되풀이 평가한 {count}행이 있습니다. 모두 셉니다: {rows_text}행. 한 번만 셀 것이면 한 행만 남기세요.",
    "{count} rows repeat a rater's rating of a department and item in one period; all of them count: rows {rows_text}. Keep one row if it is to count once.",
)
_OF_SEVERAL = Text(
    "한 평가자 번호가 같은 기간에 여러 소속이나 구분으로 나오는 {count}행이 있습니다: {rows_text}행. 한 사람으로 셉니다. 부서마다 번호를 새로 매긴 것이면 "
    "서로 다른 사람이 한 사람이 되니 번호 앞에 부서를 붙이세요.",
    "{count} rows have raters who appear with several departments or roles in one period: rows {rows_text}. They count as one person. "
    "If numbers begin anew in every department, different people become one: put the department before the number.",
)
_DEPARTMENTS = Text(
    "평가자 열이 없어 평가한 부서 하나를 평가자 한 명으로 셉니다. 평가자가 적힌 열이 있으면 지정하세요. 직원 평가만 있고 부서장 평가가 없으면 "
    "협업 점수가 나오지 않을 수 있습니다.",
    "There is no column of raters; each rating department counts as one rater. Name the column if there is one. With ratings by "
    "staff and none by heads there may be no collaboration score.",
)
_ITEM = Text(
    "항목 열이 없어 모두 '{item}' 항목 하나로 읽었습니다.",
    "There is no item column; everything was read as one item, '{item}'.",
)
_SEVERAL = Text(
    "평가자 열이 없는데 한 부서가 같은 부서와 항목을 여러 번 평가한 {count}행이 있습니다: {rows_text}행. 평가자 번호 열을 넣거나 부서마다 한 행만 남기세요.",
    "There is no column of raters, but {count} rows repeat a department's rating of a department and item: rows {rows_text}. Add a "
    "column of raters, or keep one row for each department.",
)


def ratings(reading: Reading, *, soft: tuple[str, ...], smart: tuple[str, ...]) -> Observations:
    """Return the observations of an evaluation with a rating a row."""
    department = departments(reading, rows=reading.text("department").ne(""))
    own = one_spelling(reading.text("rater_department"))
    keys = periods(reading, "period")
    codes, scale = on_scale(reading)
    rater = _raters(reading, own)
    item = _items(reading)
    role = _roles(reading)
    counted = _counted(reading, codes["score"], rater, department.values, own) & role.ne("")
    keys = keys.assign(
        department=department.values,
        rater_department=own,
        role=role,
        rater=rater,
        item=item,
        stratum=_pillar(reading, item, soft, smart),
    )
    keys["period_start"] = keys["period_start"].where(counted)
    keys["claim_start"] = keys["period_start"]
    _say_twice(reading, keys)
    _say_of_several(reading, keys)
    points = scores(codes["score"], scale) if scale else codes["score"] * float("nan")
    return Observations(
        cells=combined([sum_cells("rating", points, keys)], CELL_COLUMNS, CELL_KEYS),
        pairs=empty(PAIR_COLUMNS),
        claims=period_claims(reading, keys, department.values if reading.has("department") else None),
        rows=partial(_rows, keys, codes["score"]),
        counts={"rows": len(reading.index), "used": int(points[counted].notna().sum())},
        new_departments=_new(reading, own, department.new),
        said={"scale": list(scale) if scale else None},
    )


def _raters(reading: Reading, own: pd.Series[Any]) -> pd.Series[Any]:
    """Return who rated as hashes; where no column says it, the rating department stands for one rater."""
    if not reading.has("rater") and reading.has("rater_department"):
        reading.say("warning", "departments_rate", _DEPARTMENTS, field_name="rater_department")
        return reading.hashed(own.map(normal), "rater")
    return reading.hashed(reading.ident("rater"), "rater")


def _items(reading: Reading) -> pd.Series[Any]:
    if reading.has("item") or reading.layout.form.id != "departments":
        return one_spelling(reading.text("item"))
    reading.say("note", "one_item", _ITEM, item=ONE_ITEM)
    return pd.Series(ONE_ITEM, index=reading.index, dtype="str")


def _say_twice(reading: Reading, keys: pd.DataFrame) -> None:
    """Say which ratings that count are there more than once, as when a sheet was pasted twice."""
    again = keys["period_start"].notna() & keys.duplicated()
    if again.any() and not reading.has("rater"):
        reading.say("error", "department_twice", _SEVERAL, marked=again, field_name="rater_department")
    elif again.any():
        reading.say("warning", "rating_twice", _TWICE, marked=again, field_name="rater")


def _say_of_several(reading: Reading, keys: pd.DataFrame) -> None:
    """Say which raters have more than one department or role, as where numbers begin anew in every department."""
    if not reading.has("rater"):
        return
    person, counted = ["period_start", "rater"], keys[keys["period_start"].notna()]
    several = pd.Series(False, index=keys.index)
    for column in ("rater_department", "role"):
        said = counted[counted[column].ne("")].assign(said=counted[column].map(normal))
        kinds = said.drop_duplicates([*person, "said"]).groupby(person).size()
        rows = said.set_index(person).index.map(kinds).to_numpy() > 1
        several |= pd.Series(rows, index=said.index).reindex(keys.index, fill_value=False)
    if several.any():
        reading.say("warning", "rater_of_several", _OF_SEVERAL, marked=several, field_name="rater")


def _rows(keys: pd.DataFrame, score: pd.Series[Any]) -> pd.DataFrame:
    declared = keys[["role", "rater", "rater_department", "item", "period_months"]]
    declared = declared.assign(score=score, pillar=keys["stratum"])
    who = ["rater", "role", "item", "rater_department"]
    return kept_rows(declared, claim_start=keys["claim_start"], department=keys["department"], identity=who)


def _new(reading: Reading, own: pd.Series[Any], rated: tuple[str, ...]) -> tuple[str, ...]:
    """Return the departments to be registered: the rated ones, and the raters' own that are not among them."""
    own = own.where(~own.str.match(r"(?:외부|external)", case=False), "")
    already = {normal(name) for name in rated}
    return (*rated, *new_departments(reading, own[~own.map(normal).isin(already)], "rater_department"))


def _counted(
    reading: Reading, score: pd.Series[Any], rater: pd.Series[Any], department: pd.Series[Any], own: pd.Series[Any]
) -> pd.Series[Any]:
    """Return which ratings count; the empty diagonal of departments that rate each other is nothing to speak of."""
    counted = pd.Series(True, index=reading.index)
    own_department = own.ne("") & own.map(normal).eq(department.map(normal))
    who = "rater" if reading.has("rater") else "rater_department"
    missing = {who: rater.eq(""), "department": department.eq(""), "score": score.isna()}
    for name, blank in missing.items():
        told = blank & ~own_department
        if told.any():
            reading.say("warning", f"blank_{name}", _BLANK, marked=told, field_name=name, label=reading.label(name))
        counted &= ~blank
    themselves = counted & own_department
    if themselves.any():
        reading.say("warning", "self_rating", _SELF, marked=themselves, field_name="rater_department")
    return counted & ~themselves


def _roles(reading: Reading) -> pd.Series[Any]:
    if not reading.has("role"):
        reading.say("warning", "no_role", _NO_ROLE)
        return pd.Series("staff", index=reading.index, dtype="str")
    roles = reading.role("role")
    blank = roles.eq("")
    if blank.any():
        reading.say("warning", "blank_role", _BLANK, marked=blank, field_name="role", label=reading.label("role"))
    return roles


def _pillar(reading: Reading, item: pd.Series[Any], soft: tuple[str, ...], smart: tuple[str, ...]) -> pd.Series[Any]:
    """Return "soft" or "smart": what the pillar column says, else the words in the item's name."""
    words = {"soft": soft, "smart": smart}
    said = reading.text("pillar").map(lambda text: _first(text, PILLAR_WORDS)) if reading.has("pillar") else None
    by_name = {name: _first(name, words) for name in item.unique()}
    named = item.map(by_name)
    pillar = named if said is None else said.where(said.ne(""), named)
    unsaid = sorted(item[pillar.eq("")].unique())
    if unsaid:
        reading.say(
            "warning", "pillar_unknown", _UNSAID, field_name="item", items=", ".join(f"'{one}'" for one in unsaid)
        )
    pillar = pillar.mask(pillar.eq(""), "soft").astype("str")
    lists = {name: ", ".join(sorted(item[pillar.eq(name)].unique())) or "-" for name in ("soft", "smart")}
    reading.say("note", "pillars", _PILLARS, field_name="item", **lists)
    return pillar


def _first(text: str, words: dict[str, tuple[str, ...]]) -> str:
    said = text.replace(" ", "").casefold()
    hits = [pillar for pillar, of in words.items() if any(word in said for word in of)]
    return hits[-1] if hits else ""
