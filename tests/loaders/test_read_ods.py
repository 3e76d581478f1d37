"""ods as calculations leave it: moments a billionth short, formulas without a value, folded rows."""

import pytest

from tests.loaders.test_read_other_kinds import cell, ods, read_bytes, tables


@pytest.mark.parametrize(
    ("kind", "stored", "read"),
    [
        ("time", "PT08H16M59.999999999S", "08:17:00"),
        ("time", "PT29820S", "08:17:00"),
        ("time", "P1DT2H", "26:00:00"),
        ("time", "-PT00H00M59.6S", "-00:01:00"),
        ("date", "2025-02-28T09:29:59.999999999", "2025-02-28T09:30:00"),
        ("date", "2025-12-31T23:59:59,9999", "2026-01-01T00:00:00"),
        ("date", "2025-02-28T09:30:00.4", "2025-02-28T09:30:00"),
        ("date", "9999-12-31T23:59:59.9", "9999-12-31T23:59:59"),
    ],
)
def test_moments_and_spans_are_read_to_the_nearest_second(tmp_path, kind, stored, read):
    content = read_bytes(tmp_path, ods(f"<table:table-row>{cell(kind, stored, 'x')}</table:table-row>"))
    assert tables(tmp_path, content) == [[[read]]]


def test_a_formula_that_has_a_kind_but_no_value_is_said(tmp_path):
    formula = '<table:table-cell table:formula="of:=1+1" office:value-type="{}"/>'
    row = cell("float", "1", "1") + formula.format("float") + formula.format("string")
    content = read_bytes(tmp_path, ods(f"<table:table-row>{row}</table:table-row>"))
    assert content.grids[0].faults == {(1, 1): "formula"}
    assert [finding.code for finding in content.findings] == ["formulas_without_value"]


def test_rows_of_a_folded_group_are_hidden(tmp_path):
    row = f"<table:table-row>{cell('float', '1', '1')}</table:table-row>"
    content = read_bytes(
        tmp_path, ods(f'{row}<table:table-row-group table:display="false">{row}</table:table-row-group>')
    )
    assert content.grids[0].hidden_rows == [2]
