"""The store against plain lists: whatever people do, in whatever order, the newest file that stands is what is seen."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from data.rebuilding import Replacement
from data.store import Store
from kpi.core.errors import UserError
from kpi.core.restating import restate
from tests.data.plain_uploads import Kept, clash, replaces

AT = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
IN_MEMORY = Path("/dev/shm")
"""Waiting for a disk teaches nothing here."""
MONTHS_OF = {1: ("2025-01-01", "2025-02-01"), 12: ("2024-02-01", "2025-01-01")}


class Machine(RuleBasedStateMachine):
    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY if IN_MEMORY.is_dir() else None))
        self.store = Store.open(self.new_url())
        self.kept: list[Kept] = []
        self.store.add_units("department", ["가", "나"], "kim", AT)
        self.units, self.merged = {"가": "가", "나": "나"}, False
        self.writes = 1

    def new_url(self) -> str:
        return f"sqlite:///{self.folder / 'kpi.sqlite'}"

    def standing(self, source: str) -> list[Kept]:
        return [one for one in self.kept if one.source == source and not one.withdrawn]

    def winners(self) -> dict[tuple[str, str, int, str], Kept]:
        found: dict[tuple[str, str, int, str], Kept] = {}
        for one in self.kept:
            if one.withdrawn:
                continue
            for start, name in one.claims:
                for place in [place for place in found if place[:3] == (one.source, start, one.months)]:
                    if replaces(name, place[3]):
                        del found[place]
            found |= {(one.source, start, one.months, name): one for start, name in one.claims}
        return found

    def expected_refusal(self, new: Kept) -> str | None:
        if any(one.content == new.content for one in self.winners().values()):
            return "already_there"
        others = [one for one in self.standing(new.source) if one is not new]
        return "overlapping_claims" if any(clash(one, new) for one in others) else None

    @rule(
        source=st.sampled_from(["survey", "records"]),
        months=st.sampled_from([1, 1, 12]),
        names=st.sampled_from([("가",), ("나",), ("가", "나"), ("*",)]),
        which=st.sampled_from([(0,), (1,), (0, 1)]),
        value=st.integers(1, 3),
        keep=st.sampled_from([True, True, True, False]),
    )
    def load(self, source, months, names, which, value, keep):
        starts = [MONTHS_OF[months][place] for place in which[: 1 if months == 12 else 2]]
        claims = frozenset((start, name) for start in starts for name in names)
        new = Kept(0, source, months, claims, float(value))
        batch = new.batch(new.value)
        refused = self.expected_refusal(new)
        try:
            if keep:
                new.id = self.store.load(batch, who="kim", at=AT)
            else:
                with self.store.rehearsal(batch, who="kim", at=AT) as view:
                    assert view.revision() == self.writes + 1
        except UserError as error:
            answer = error.findings[0].code
        else:
            answer = None
            if keep:
                self.kept.append(new)
                self.writes += 1
        assert answer == refused

    @precondition(lambda self: any(not one.withdrawn for one in self.kept))
    @rule(choice=st.integers(0, 99))
    def withdraw(self, choice):
        standing = [one for one in self.kept if not one.withdrawn]
        one = standing[choice % len(standing)]
        self.store.withdraw(one.id, who="kim", at=AT)
        one.withdrawn = True
        self.writes += 1

    @precondition(lambda self: any(one.withdrawn for one in self.kept))
    @rule(choice=st.integers(0, 99))
    def restore(self, choice):
        taken_back = [one for one in self.kept if one.withdrawn]
        one = taken_back[choice % len(taken_back)]
        place = self.kept.index(one)
        clashes = [
            clash(other, one) if self.kept.index(other) < place else clash(one, other)
            for other in self.standing(one.source)
        ]
        try:
            self.store.restore(one.id, who="kim", at=AT)
        except UserError as error:
            answer = error.findings[0].code
        else:
            answer = None
            one.withdrawn = False
            self.writes += 1
        assert answer == ("overlapping_claims" if any(clashes) else None)

    @precondition(lambda self: self.kept)
    @rule(choice=st.integers(0, 99), number=st.integers(1, 2), value=st.integers(4, 6))
    def rebuild(self, choice, number, value):
        """Facts of one or two uploads are exchanged together; what they claim and are called stays."""
        chosen = {(choice + one) % len(self.kept) for one in range(number)}
        told = []
        for one in (self.kept[place] for place in sorted(chosen)):
            made = one.batch(float(value))
            told.append(Replacement(one.id, 1, made.mapping, None, made.cells, made.pairs))
            one.recomputed = float(value)
        self.store.rebuild(told, expected=self.writes, detail={}, who="kim", at=AT)
        self.writes += 1

    @rule(which=st.sampled_from(["가", "나"]))
    def rename(self, which):
        """A department gets another name after all that is stored; files go on to call it what they called it."""
        name, day = f"{which}{self.writes}", dt.date(2026, 1, 1) + dt.timedelta(days=self.writes)
        unit_id = self.store.register("department").find(which, dt.date(2025, 1, 1)).id
        self.store.rename_unit("department", unit_id, name, on=day, who="kim", at=AT)
        self.units[which] = name
        self.writes += 1

    @precondition(lambda self: not self.merged and self.kept)
    @rule()
    def merge(self):
        self.store.add_units("department", ["합"], "kim", AT)
        ids = [self.store.register("department").find(name).id for name in (*self.units.values(), "합")]
        given = [(ids[0], ids[2], 1.0), (ids[1], ids[2], 1.0)]
        day = dt.date(2026, 1, 1)
        self.store.hand_over("department", given, on=day, note="통합", who="kim", at=AT)
        self.merged = True
        self.writes += 3

    @invariant()
    def in_todays_organisation_everything_is_counted_once(self):
        cells = restate(self.store.cells(), "department", self.store.register("department"))
        expected: dict[str, float] = {}
        for (_, _, _, name), one in self.winners().items():
            today = "" if name == "*" else "합" if self.merged else self.units[name]
            expected[today] = expected.get(today, 0.0) + one.shown
        assert cells.groupby("department")["wx"].sum().to_dict() == expected

    @invariant()
    def what_is_seen_is_what_stands(self):
        cells = self.store.cells()
        starts = cells["period_start"].dt.strftime("%Y-%m-%d")
        seen = sorted(zip(cells["upload"], starts, cells["department"], cells["wx"], strict=True))
        expected = [
            (one.id, start, "" if name == "*" else name, one.shown)
            for (_, start, _, name), one in self.winners().items()
        ]
        assert seen == sorted(expected)
        assert self.store.revision() == self.writes
        assert {one.id for one in self.store.uploads() if one.active} == {one.id for one in self.winners().values()}

    def teardown(self):
        assert self.store.verify() == []
        self.store.close()
        shutil.rmtree(self.folder)


def run(machine: type[Machine], examples: int) -> None:
    limits = settings(
        max_examples=examples, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=limits)


def test_any_order_of_loads_undoings_rebuilds_and_reorganisations_shows_what_stands():
    run(Machine, 15)


@pytest.mark.slow
def test_hundreds_of_orders_show_what_stands():
    run(Machine, 400)


@pytest.mark.postgresql
def test_any_order_shows_what_stands_on_postgresql(postgresql_server):
    run(on_postgresql(postgresql_server), 4)


@pytest.mark.slow
@pytest.mark.postgresql
def test_many_orders_show_what_stands_on_postgresql(postgresql_server):
    run(on_postgresql(postgresql_server), 60)


def on_postgresql(postgresql_server: str) -> type[Machine]:
    class OnPostgresql(Machine):
        def new_url(self) -> str:
            name = f"kpi_{self.folder.name.lower()}"
            with psycopg.connect(f"postgresql://{postgresql_server}/postgres", autocommit=True) as connection:
                connection.execute(f"create database {name}")
            return f"postgresql://{postgresql_server}/{name}"

        def teardown(self) -> None:
            super().teardown()
            with psycopg.connect(f"postgresql://{postgresql_server}/postgres", autocommit=True) as connection:
                connection.execute(f"drop database kpi_{self.folder.name.lower()} with (force)")

    return OnPostgresql
