"""A file nobody recognised is shown as it stands, so that a person can say what it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from services.check import Choice, check
from services.stores import open_store

NOW = dt.datetime(2026, 1, 15, 9)


def checked(tmp_path: Any, text: str) -> Any:
    store = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    return check(store, text.encode(), "메모.csv", choice=Choice(), now=NOW)


def test_the_first_rows_of_a_file_that_was_not_recognised_are_shown_with_their_row_numbers(tmp_path: Any) -> None:
    found = checked(tmp_path, "갑,을,병\n가,나,다\n라,마,바\n")
    assert not found.source
    assert found.sample[0] == {"#": "1", "A": "갑", "B": "을", "C": "병"}
    assert [row["#"] for row in found.sample] == ["1", "2", "3"]


def test_no_personal_number_is_shown_in_them(tmp_path: Any) -> None:
    rows = [
        "갑,을,병",
        "홍길동,900101-1234568,",
        "김갑동,010-1234-5678,",
        "가,900101-,1234568",
        "나,1234568,９００１０１",
        "다,123456,1500000",
    ]
    found = checked(tmp_path, "\n".join(rows))
    assert "1234568" not in str(found.sample)
    assert [found.sample[at]["C"] for at in (3, 4, 5)] == ["*******", "９００１０１", "1500000"]
    assert "1234-5678" not in str(found.sample)
    assert found.sample[1]["B"].startswith("900101-1")


def test_the_only_sheet_of_a_text_file_is_not_listed_as_a_nameless_one(tmp_path: Any) -> None:
    assert "''" not in checked(tmp_path, "갑,을,병\n가,나,다\n").findings[0].say("ko")
