"""Notes of a table's lines are said below it, each once."""

from __future__ import annotations

from pages.parts.remarks import MOST_LINES, fold, gathered


def test_a_note_is_said_once_with_the_names_of_its_lines() -> None:
    lines = [("2025년", "자료 없음"), ("2024년", ""), ("2023년", "참고"), ("2022년", "자료 없음")]
    assert gathered(lines) == {"자료 없음": ["2025년", "2022년"], "참고": ["2023년"]}


def test_only_short_tables_with_notes_say_them_below() -> None:
    noted = [("업무", "참고")] * MOST_LINES
    assert fold(noted)
    assert not fold([*noted, ("업무", "")])
    assert not fold([("업무", "")])
