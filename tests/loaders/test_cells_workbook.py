"""Cells as a real workbook keeps them: dates of both day counts, times, texts; through the gate into a batch."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from loaders.choice import Choice
from loaders.gate.files import read_file
from loaders.load.digest import digest
from loaders.match.recognise import recognise
from tests.loaders.loading import codes, context, finding, sums
from tests.loaders.test_cells_asked import CASES

RECEIVED, COMPLETED = dt.datetime(2025, 3, 4, 10, 0), dt.datetime(2025, 3, 5, 11, 30)


def batch_of(
    folder: Path, *rows: list[Any], formats: tuple[str, str] = ("yyyy-mm-dd hh:mm", "hh:mm:ss"), **options: Any
) -> Any:
    """Write cases into a workbook (time in the last column) and load it."""
    choice = Choice(**options.pop("choice", {}))
    path = folder / "대장.xlsx"
    with xlsxwriter.Workbook(path, options) as workbook:
        moment, time = (workbook.add_format({"num_format": code}) for code in formats)
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, CASES)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [f"2025-{number}", "여권", "민원과"])
            for place, value in enumerate(row, start=3):
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                else:
                    sheet.write(number, place, value, time if place == 5 else moment)
    book = read_file(path.read_bytes(), path.name)
    return digest(recognise(book, choice=choice), choice=choice, context=context())


@pytest.mark.parametrize("date_1904", [False, True])
def test_dates_and_times_are_the_same_in_workbooks_of_1900_and_1904(tmp_path: Path, date_1904: bool) -> None:
    batch = batch_of(tmp_path, [RECEIVED, COMPLETED, dt.time(0, 8, 17)], date_1904=date_1904)
    assert codes(batch, "error") == []
    assert sums(batch, "processing_hours")["wx"] == 9.5  # Tue 10-12, 13-18; Wed 9-11:30
    assert sums(batch, "handling_minutes")["wx"] == pytest.approx(8 + 17 / 60)
    assert batch.rows["received_at"].tolist() == ["2025-03-04T10:00:00"]


@pytest.mark.parametrize("code", ["[h]:mm:ss", "[mm]:ss", "hh:mm:ss", "mm:ss.0"])
def test_a_time_of_a_workbook_is_minutes_whatever_its_format(tmp_path: Path, code: str) -> None:
    batch = batch_of(tmp_path, [RECEIVED, COMPLETED, dt.time(0, 8, 17)], formats=("yyyy-mm-dd hh:mm", code))
    assert sums(batch, "handling_minutes")["wx"] == pytest.approx(8 + 17 / 60)


def test_minutes_typed_as_hours_are_asked_about_and_not_taken_as_hours(tmp_path: Path) -> None:
    typed = [RECEIVED, COMPLETED, dt.time(8, 17)], [RECEIVED, COMPLETED, dt.time(12, 5)]
    batch = batch_of(tmp_path, *typed, formats=("yyyy-mm-dd hh:mm", "h:mm"))
    assert codes(batch, "error") == ["ask_clock"]
    assert finding(batch, "ask_clock").cell == "F2"
    answered = batch_of(tmp_path, *typed, formats=("yyyy-mm-dd hh:mm", "h:mm"), choice={"clock": "m:ss"})
    assert sums(answered, "handling_minutes")["wx"] == pytest.approx(8 + 17 / 60 + 12 + 5 / 60)


def test_texts_serial_numbers_and_full_width_digits_are_read_beside_dates(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        ["２０２５．３．４", "2025. 3. 5. 오전 11:30", "８분 １７초"],
        ["20250304", "'25.3.5", "8분"],
        [RECEIVED, COMPLETED, "-"],
        ["45720", "45721.5", "90'"],
    )
    assert codes(batch, "error") == []
    assert {text[:10] for text in batch.rows["received_at"]} == {"2025-03-04"}
    assert codes(batch, "note").count("dates_as_serial") == 2
    assert sums(batch, "handling_minutes") == {"n": 3, "wx": pytest.approx(8 + 17 / 60 + 8 + 90)}


def test_a_percentage_of_a_workbook_is_the_percentage_that_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "만족도.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet, percent = workbook.add_worksheet(), workbook.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["연도", "부서", "문항", "응답수", "평균"])
        for number, (item, mean) in enumerate((("친절", 0.852), ("신속", 0.913)), start=1):
            sheet.write_row(number, 0, [2025, "민원과", item, 120])
            sheet.write_number(number, 4, mean, percent)
    book = read_file(path.read_bytes(), path.name)
    batch = digest(recognise(book, choice=Choice()), choice=Choice(), context=context())
    assert codes(batch, "error") == []
    assert sums(batch, "score", "item") == {"친절": (120, pytest.approx(10_224)), "신속": (120, pytest.approx(10_956))}
