"""Figures of a bureau beside figures of its departments, in one upload or several: what would count, or counts, twice."""

from __future__ import annotations

import pandas as pd

from data.store import Store
from data.uploads import Upload
from kpi.core.batch import Batch
from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.source import sources
from services.nested_claims import (
    COUNTED_APART,
    SIDES,
    Pair,
    by_case,
    claims_of,
    figures_of,
    numbered,
    pairs_of,
    row_keys,
    same_figures,
    stored,
)

_ELSEWHERE = Text(
    "이 파일의 '{mine}' 자료와, 이미 저장된 업로드 {id}번 '{file_name}' 파일의 '{theirs}' 자료가 국과 그 국에 속한 과이고 기간이 겹칩니다"
    "({period}). 둘 다 더하면 두 번 셉니다. 한쪽만 남기려면 '자료 기록'에서 {id}번을 철회하거나 이 파일에서 그 행을 빼세요. 국이 따로 처리한 "
    "자료이면 그렇게 답하세요(명령줄 --levels apart).",
    "'{mine}' in this file and '{theirs}' in upload {id} '{file_name}' are a bureau and its departments, and the periods "
    "overlap ({period}). Added up they count twice. To keep one of them, withdraw upload {id} on the history page or take the "
    "rows out of this file. If the bureau's figures are work of its own, answer so (command line: --levels apart).",
)
_BESIDE = Text(
    "이 파일의 '{mine}' 자료를 업로드 {id}번 '{file_name}' 파일의 '{theirs}' 자료({period})와 함께 셉니다. 국이 따로 처리한 자료라고 했습니다.",
    "'{mine}' in this file counts beside '{theirs}' of upload {id} '{file_name}' ({period}): the bureau's figures are said to "
    "be work of its own.",
)
_CASES = Text(
    "이 파일의 '{mine}' 자료와 업로드 {id}번 '{file_name}' 파일의 '{theirs}' 자료({period})에 같은 번호의 건이 {count}건 있어 두 번 셉니다. 한쪽 "
    "파일에서 빼거나 '자료 기록'에서 {id}번을 철회하세요.",
    "'{mine}' in this file and '{theirs}' in upload {id} '{file_name}' ({period}) hold {count} cases of the same number, which "
    "count twice. Take them out of one file, or withdraw upload {id} on the history page.",
)
_PERHAPS = Text(
    "이 파일의 '{mine}' 자료와 업로드 {id}번 '{file_name}' 파일의 '{theirs}' 자료가 국과 그 국에 속한 과이고 기간이 겹칩니다({period}). 번호가 없어 "
    "같은 건이 두 파일에 다 있는지 알 수 없으니 확인하세요. 다 있으면 두 번 셉니다.",
    "'{mine}' in this file and '{theirs}' in upload {id} '{file_name}' are a bureau and its departments, and the periods "
    "overlap ({period}). Without case numbers nobody can tell whether both hold the same cases; if they do, these count twice.",
)
_TWICE = Text(
    "'{source}' 자료에 '{upper}' 자료와 그 아래 '{lower}' 자료가 같은 기간({period})에 함께 있어 기관 전체와 국별 수치에서 두 번 셉니다(업로드 "
    "{ids}번). '자료 기록'에서 한쪽을 철회하거나, 국이 따로 처리한 자료이면 그렇게 답하며 다시 올리세요. 소속이 틀렸으면 명부를 고치세요.",
    "'{source}': '{upper}' and '{lower}' below it both have figures for the same period ({period}), which count twice in the "
    "whole and in bureaus (uploads {ids}). Withdraw one on the history page; if the bureau's are work of its own, load them again "
    "and answer so; if the departments stand elsewhere, correct the register.",
)
_CASES_TWICE = Text(
    "'{upper}' 자료와 그 아래 '{lower}' 자료({period})에 같은 번호의 건이 {count}건 있어 두 번 셉니다(업로드 {ids}번). '자료 기록'에서 한쪽을 "
    "철회하거나, 그 건을 뺀 파일을 다시 올리세요.",
    "'{upper}' and '{lower}' below it ({period}) hold {count} cases of the same number, which count twice (uploads {ids}). "
    "Withdraw one on the history page, or load a file without them.",
)


def elsewhere(store: Store, batch: Batch) -> tuple[Finding, ...]:
    """Return what is to be said of a file whose departments stand under, or above, those of other uploads that count.

    An error where sums would count twice and nobody said that they are figures of their own; a warning where they are, and
    where single cases are, or may be, in both.
    """
    register = store.register("department")
    if not register.parents or batch.source in COUNTED_APART or batch.claims.empty:
        return ()
    mine, held = claims_of(batch.claims), claims_of(store.claims())
    held = held[held["source"].eq(batch.source)]
    place = ["period_start", "period_months", "key"]
    known = pd.MultiIndex.from_frame(mine[place])
    held = held[~pd.MultiIndex.from_frame(held[place]).isin(known)]
    uploads = {one.id: one for one in store.uploads()} if len(held) else {}
    found = [*pairs_of(mine, held, register), *pairs_of(held, mine, register)]
    said = (_of_file(store, batch, pair, uploads) for pair in found)
    return tuple(finding for finding in said if finding is not None)


def counted_twice(store: Store) -> tuple[Finding, ...]:
    """Return a warning for every bureau whose sums count beside those of its departments, by the register of today."""
    uploads = {one.id: one for one in store.uploads()}
    found, cells = [], None
    for pair in stored(store, uploads):
        over, under = uploads[pair.upper or 0], uploads[pair.lower or 0]
        if by_case(over.mapping) and by_case(under.mapping):
            continue
        cells = store.cells() if cells is None else cells
        if same_figures(figures_of(cells, over.id), figures_of(cells, under.id), pair, store.register("department")):
            name = sources()[pair.source].name if pair.source in sources() else pair.source
            found.append(Finding("warning", "counted_twice", _TWICE, {**_told(pair), "source": name}))
    return tuple(found)


def cases_twice(store: Store) -> tuple[Finding, ...]:
    """Return a warning for every bureau of which single cases are there under its departments too; reads the kept rows."""
    uploads = {one.id: one for one in store.uploads()}
    found = []
    for pair in stored(store, uploads):
        over, under = uploads[pair.upper or 0], uploads[pair.lower or 0]
        if over.id != under.id and numbered(over.mapping) and numbered(under.mapping):
            sides = zip((over, under), SIDES, strict=True)
            first, second = (row_keys(store.upload_row_parts(one.id), set(pair.units[side])) for one, side in sides)
            count = len(first & second)
            if count:
                values = {**_told(pair), "count": count}
                found.append(Finding("warning", "cases_twice", _CASES_TWICE, values, count=count))
    return tuple(found)


def _told(pair: Pair) -> dict[str, object]:
    ids = ", ".join(str(one) for one in sorted({pair.upper or 0, pair.lower or 0}))
    return {"upper": pair.names("over"), "lower": pair.names("under"), "period": pair.period, "ids": ids}


def _of_file(store: Store, batch: Batch, pair: Pair, uploads: dict[int, Upload]) -> Finding | None:
    held = uploads[pair.upper or pair.lower or 0]
    mine, theirs = SIDES if pair.upper is None else reversed(SIDES)
    values = {
        "mine": pair.names(mine),
        "theirs": pair.names(theirs),
        "id": held.id,
        "file_name": held.file_name,
        "period": pair.period,
    }
    if by_case(batch.mapping) and by_case(held.mapping):
        return _of_cases(store, batch, pair, (mine, theirs), held, values)
    sides = {mine: figures_of(batch.cells), theirs: figures_of(store.cells(), held.id)}
    if not same_figures(sides["over"], sides["under"], pair, store.register("department")):
        return None
    if "apart" in (batch.mapping.get("levels"), held.mapping.get("levels")):
        return Finding("warning", "counted_beside", _BESIDE, values)
    return Finding("error", "counted_elsewhere", _ELSEWHERE, values, choices=("apart",))


def _of_cases(
    store: Store, batch: Batch, pair: Pair, sides: tuple[str, str], held: Upload, values: dict[str, object]
) -> Finding | None:
    """Return a warning where the same cases are in the file and in an upload, or nobody can tell."""
    if not (numbered(batch.mapping) and numbered(held.mapping)):
        return Finding("warning", "cases_perhaps_elsewhere", _PERHAPS, values)
    mine, theirs = (set(pair.units[side]) for side in sides)
    count = len(row_keys(batch.kept.parts(), mine) & row_keys(store.upload_row_parts(held.id), theirs))
    return Finding("warning", "cases_elsewhere", _CASES, {**values, "count": count}, count=count) if count else None
