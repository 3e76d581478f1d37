"""Which upload speaks for which months and departments."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
JAN, FEB = "2025-01-01", "2025-02-01"


def sums(store) -> dict[tuple[str, str], float]:
    cells = store.cells()
    keys = [cells["period_start"].dt.strftime("%Y-%m-%d"), cells["department"]]
    return cells.groupby(keys)["wx"].sum().to_dict()


def load(store, batch) -> int:
    return store.load(batch, who="kim", at=AT)


def refused(store, batch) -> str:
    before = store.revision()
    with pytest.raises(UserError) as caught:
        load(store, batch)
    assert store.revision() == before
    (finding,) = caught.value.findings
    assert finding.code == "overlapping_claims"
    return finding.say("ko")


def test_a_corrected_file_supersedes_what_it_covers_and_nothing_else(any_store, make_batch):
    load(any_store, make_batch([(JAN, "가", 1.0), (JAN, "나", 2.0), (FEB, "가", 3.0)], months=1))
    load(any_store, make_batch([(JAN, "가", 10.0)], months=1))
    assert sums(any_store) == {(JAN, "가"): 10.0, (JAN, "나"): 2.0, (FEB, "가"): 3.0}
    assert [(one.active, one.claims.winning, one.claims.total) for one in any_store.uploads()] == [
        (True, 1, 1), (True, 2, 3),
    ]  # fmt: skip


def test_a_correction_that_drops_a_row_drops_it(any_store, make_batch):
    load(any_store, make_batch([(JAN, "가", 1.0), (JAN, "가", 5.0)], months=1))
    load(any_store, make_batch([(JAN, "가", 1.0)], months=1))
    assert any_store.cells()["wx"].to_list() == [1.0]


def test_a_claim_without_a_row_empties_its_place(any_store, make_batch):
    load(any_store, make_batch([(JAN, "가", 1.0), (FEB, "가", 5.0)], months=1))
    load(any_store, make_batch([(JAN, "가", 2.0)], months=1, claims=[(JAN, "가"), (FEB, "가")]))
    assert sums(any_store) == {(JAN, "가"): 2.0}


def test_withdrawing_brings_the_former_back(any_store, make_batch):
    load(any_store, make_batch([(JAN, "가", 1.0)], months=1))
    second = load(any_store, make_batch([(JAN, "가", 2.0)], months=1))
    third = load(any_store, make_batch([(JAN, "가", 3.0)], months=1))
    any_store.withdraw(second, who="kim", at=AT)
    assert sums(any_store) == {(JAN, "가"): 3.0}
    any_store.withdraw(third, who="kim", at=AT)
    assert sums(any_store) == {(JAN, "가"): 1.0}
    any_store.restore(second, who="kim", at=AT)
    assert sums(any_store) == {(JAN, "가"): 2.0}
    assert any_store.verify() == []


def test_spaces_and_width_do_not_make_another_department(any_store, make_batch):
    load(any_store, make_batch([(JAN, "민원 1과", 1.0)], months=1))
    load(any_store, make_batch([(JAN, "민원１과", 2.0)], months=1))
    assert any_store.cells()["wx"].to_list() == [2.0]


def test_sources_do_not_touch_each_other(any_store, make_batch):
    load(any_store, make_batch([(JAN, "가", 1.0)], months=1, source="survey"))
    load(any_store, make_batch([("2025-01-01", "가", 2.0)], months=12, source="records", measure="overall"))
    assert any_store.cells()["wx"].to_list() == [1.0, 2.0]


def test_a_newer_claim_for_all_departments_supersedes_every_department(any_store, make_batch):
    load(any_store, make_batch([(JAN, "가", 1.0), (JAN, "나", 2.0), (FEB, "가", 3.0)], months=1))
    whole = load(any_store, make_batch([(JAN, "", 10.0)], months=1, claims=[(JAN, "*")]))
    assert sums(any_store) == {(JAN, ""): 10.0, (FEB, "가"): 3.0}
    any_store.withdraw(whole, who="kim", at=AT)
    assert sums(any_store) == {(JAN, "가"): 1.0, (JAN, "나"): 2.0, (FEB, "가"): 3.0}


def test_parts_stand_under_the_claim_for_all(any_store, make_batch):
    load(any_store, make_batch([(JAN, "", 10.0), (JAN, "가", 4.0)], months=12, claims=[(JAN, "*")]))
    assert sums(any_store) == {(JAN, ""): 10.0, (JAN, "가"): 4.0}


def test_a_named_claim_against_one_for_all_is_refused(any_store, make_batch):
    whole = load(any_store, make_batch([(JAN, "", 10.0)], months=1, claims=[(JAN, "*")], file_name="전체.csv"))
    said = refused(any_store, make_batch([(JAN, "가", 1.0)], months=1))
    assert f"업로드 {whole}번 '전체.csv'" in said
    assert "2025-01" in said
    any_store.withdraw(whole, who="kim", at=AT)
    load(any_store, make_batch([(JAN, "가", 1.0)], months=1))


@pytest.mark.parametrize("name", ["가", "*"])
def test_other_periods_that_overlap_are_refused(any_store, make_batch, name):
    load(any_store, make_batch([(FEB, "가", 1.0)], months=1))
    said = refused(any_store, make_batch([("2024-03-01", "가", 9.0)], months=12, claims=[("2024-03-01", name)]))
    assert "2024-03~2025-02" in said
    load(any_store, make_batch([("2024-02-01", "가", 9.0)], months=12))
    load(any_store, make_batch([("2024-03-01", "나", 9.0)], months=12))


def test_a_file_that_overlaps_itself_is_refused(store, make_batch):
    both = [("2025-01-01", "가", 1.0), ("2025-07-01", "가", 1.0)]
    assert "파일 안에서" in refused(store, make_batch(both, months=12))
    assert "파일 안에서" in refused(store, make_batch([(JAN, "가", 1.0)], months=1, claims=[(JAN, "가"), (JAN, "*")]))
    longer = make_batch([(JAN, "가", 1.0)], months=3)
    both = pd.concat([longer.claims, make_batch([(JAN, "가", 1.0)], months=12).claims], ignore_index=True)
    assert "파일 안에서" in refused(store, replace(longer, claims=both))
    assert "파일 안에서" in refused(store, make_batch([(JAN, "", 1.0)], months=12, claims=[(JAN, "*"), (FEB, "*")]))


def test_restoring_what_overlaps_a_later_file_is_refused(any_store, make_batch):
    whole = load(any_store, make_batch([(JAN, "", 10.0)], months=1, claims=[(JAN, "*")]))
    any_store.withdraw(whole, who="kim", at=AT)
    load(any_store, make_batch([(JAN, "가", 1.0)], months=1))
    with pytest.raises(UserError) as caught:
        any_store.restore(whole, who="kim", at=AT)
    assert caught.value.findings[0].code == "overlapping_claims"
    assert sums(any_store) == {(JAN, "가"): 1.0}
    assert any_store.verify() == []


def test_the_same_department_under_its_old_and_new_name_is_refused(any_store, make_batch):
    any_store.add_units("department", ["총무과", "세무과"], "kim", AT)
    unit = any_store.register("department").units[0]
    first = load(any_store, make_batch([(JAN, "총무과", 1.0), (JAN, "세무과", 2.0)], months=1))
    any_store.rename_unit("department", unit.id, "행정지원과", on=dt.date(2025, 7, 1), who="kim", at=AT)
    assert "'행정지원과' 부서의 2025-01" in refused(any_store, make_batch([(JAN, "행정지원과", 1.0)], months=1))
    load(any_store, make_batch([(FEB, "행정지원과", 1.0), (FEB, "세무과", 1.0)], months=1))
    load(any_store, make_batch([("2024-12-01", "총무과", 1.0)], months=1))
    any_store.withdraw(first, who="kim", at=AT)
    load(any_store, make_batch([(JAN, "행정지원과", 1.0)], months=1))
    assert any_store.verify() == []


def test_withdrawing_twice_or_restoring_what_stands_is_refused(store, make_batch):
    one = load(store, make_batch([(JAN, "가", 1.0)], months=1))
    codes = []
    for act in (store.restore, store.withdraw, store.withdraw):
        try:
            act(one, who="lee", at=AT)
        except UserError as error:
            codes.append(error.findings[0].code)
    assert codes == ["not_withdrawn", "already_withdrawn"]
    for act in (store.restore, store.withdraw):
        with pytest.raises(UserError) as caught:
            act(99, who="lee", at=AT)
        assert caught.value.findings[0].code == "no_upload"
