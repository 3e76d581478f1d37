"""Every limit says what was found, what the limit is and what to do; limits are settings."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from kpi.core.errors import Finding, UserError
from loaders.gate import process as gate_process
from loaders.gate.files import Limits, read_file
from loaders.read.refusals_limits import LIMIT_REFUSALS


def xlsx(rows: int = 20, columns: int = 3) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("점수")
        for row in range(rows):
            sheet.write_row(row, 0, range(columns))
    return target.getvalue()


def text(rows: int) -> bytes:
    return b"a,b,c,d\n" + b"".join(b"%d,%d,word,3.5\n" % (row, row * 7) for row in range(rows))


def slow_text() -> bytes:
    """Return lines as old Macs end them, which are read one by one."""
    return text(1_200_000).replace(b"\n", b"\r")


def refused(content: bytes, **limits: float) -> Finding:
    with pytest.raises(UserError) as error:
        read_file(content, "a", limits=Limits(**limits))
    return error.value.findings[0]


@pytest.mark.parametrize(
    ("limits", "content", "code", "numbers"),
    [
        ({"upload": 1_000_000}, b"a" * 1_500_000, "too_large", {"1.5", "1"}),
        ({"unpacked": 5_000}, xlsx(), "unpacked_too_large", {"0"}),
        ({"entries": 5}, xlsx(), "too_many_parts", {"5"}),
        ({"sheets": 2}, b"<html>" + b"<table><tr><td>1</td></tr></table>" * 3, "too_many_sheets", {"3", "2"}),
        ({"columns": 2}, xlsx(), "too_wide", {"2", "3"}),
        ({"area": 50}, xlsx(), "too_large_area", {"50", "3"}),
        ({"cells": 40}, xlsx(), "too_many_cells", {"40"}),
        ({"cpu_seconds": 1, "cells": 10**9}, slow_text(), "too_much_work", {"1"}),
        ({"wall_seconds": 0.3, "cells": 10**9}, text(1_000_000), "too_slow", {"0.3"}),
        ({"memory": 260 << 20, "cells": 10**9}, text(900_000), "too_much_memory", {"260"}),
    ],
)
def test_a_limit_names_its_numbers_and_the_way_out(
    limits: dict[str, float], content: bytes, code: str, numbers: set[str]
) -> None:
    found = refused(content, **limits)
    assert found.code == code
    assert numbers <= {str(value) for value in found.values.values()}
    for lang in ("ko", "en"):
        assert found.say(lang).count(". ") + found.say(lang).endswith(".") >= 2, "what is wrong, and what to do"


def test_waiting_too_long_names_the_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_process, "_QUEUE_SECONDS", 0.01)
    with gate_process._AT_ONCE, gate_process._AT_ONCE:
        assert refused(b"a,b\n1,2\n").code == "busy"


def test_every_limit_has_a_message_of_its_own() -> None:
    assert len({message.ko for message in LIMIT_REFUSALS.values()}) == len(LIMIT_REFUSALS)


def test_the_environment_sets_limits_in_their_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_LIMIT_CELLS", "5")
    monkeypatch.setenv("KPI_LIMIT_WALL_SECONDS", "12.5")
    with pytest.raises(UserError) as error:
        read_file(xlsx(), "a")
    assert error.value.findings[0].values["limit"] == "5"
    assert Limits.from_environment() == Limits(cells=5, wall_seconds=12.5)


@pytest.mark.parametrize("value", ["many", "0", "-1", "", "1e400"])
def test_a_limit_that_is_no_number_is_refused_by_name(value: str) -> None:
    with pytest.raises(UserError) as error:
        Limits.from_environment({"KPI_LIMIT_WALL_SECONDS": value})
    assert (error.value.findings[0].code, error.value.findings[0].values["name"]) == (
        "bad_limit",
        "KPI_LIMIT_WALL_SECONDS",
    )


def test_limits_for_bulk_loads_are_high_and_still_stop_a_bomb() -> None:
    limits = Limits.for_bulk(2_000)
    assert limits.upload == 2_000_000_000
    assert limits.unpacked > limits.upload
    assert (limits.ratio, limits.entries, limits.columns) == (Limits().ratio, Limits().entries, Limits().columns)
    assert Limits.for_bulk(1).upload == Limits().upload
    assert len(read_file(xlsx(), "a", limits=limits).sheets[0].frame) == 20
