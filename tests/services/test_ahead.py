"""All that can be asked about a file is asked at once, and nothing of a personal column is quoted on the way."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from services.check import Choice, check
from services.decisions import waiting
from services.stores import open_store
from tests.pages.upload_files import petitions, workbook

NOW = dt.datetime(2026, 1, 15, 9)
ROWS = [
    ["접수번호", "민원사무명", "접수일", "처리일", "전화"],
    *([f"{n}", "여권", "01-02-2024", "03-04-2024", f"010-1234-{1000 + n}"] for n in range(9)),
]


@pytest.fixture
def store(tmp_path: Any) -> Any:
    return open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")


def asked(store: Any, content: bytes, name: str, **choice: Any) -> list[str]:
    checked = check(store, content, name, choice=Choice(**choice), now=NOW)
    return [question.name for question in checked.questions]


def test_questions_behind_a_column_of_resident_numbers_are_asked_with_it(store: Any) -> None:
    content = petitions(2023, order="%d-%m-%Y", extra="주민등록번호", value="900101-1234568")
    checked = check(store, content, "대장.csv", choice=Choice(), now=NOW)
    assert [question.name for question in checked.questions] == ["date_order"]
    assert waiting(checked) == 2
    assert "1234568" not in str(checked.findings)
    done = check(store, content, "대장.csv", choice=Choice(drop=("주민등록번호",), date_order="dmy"), now=NOW)
    assert done.ok


def test_questions_of_all_sheets_are_asked_with_that_of_the_sheets(store: Any) -> None:
    content = workbook(
        [[*row[:4], 1.5] if at else [*row[:4], "처리시간"] for at, row in enumerate(ROWS)], "총무", "세무"
    )
    assert asked(store, content, "대장.xlsx") == ["sheets", "sheets_mean", "date_order"]
    answers = {"sheets": ("*",), "sheets_mean": "department", "date_order": "dmy"}
    assert asked(store, content, "대장.xlsx", **answers) == []


def test_an_error_of_another_kind_comes_first(store: Any) -> None:
    content = petitions(2023, order="%d-%m-%Y", extra="주민등록번호", value="900101-1234568")
    assert asked(store, content, "대장.csv", columns={"completed_at": "없는 열"}) == []
