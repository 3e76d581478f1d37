"""Several files at once on the upload page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pages.parts import session
from tests.pages.upload_files import answers, choose, click, keys, petitions, widget

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def opened(visit: Any, shown_empty: Path) -> Any:
    return visit("upload")


def test_all_files_that_are_ready_are_saved_with_one_click(opened: Any) -> None:
    at = choose(
        opened,
        ("대장2023.csv", petitions(2023)),
        ("대장2024.csv", petitions(2024)),
        ("깨짐.csv", b"\x00\x01"),
        ("설문.csv", answers()),
    )
    assert "고른 파일 4개" in opened.said()
    save_all = next(button for button in at.button if button.key == "save_all")
    assert save_all.label == "저장할 수 있는 2개 모두 저장"
    save_all.click()
    at = opened.run()
    assert any("대장2023.csv: 24행" in box.value and "대장2024.csv: 24행" in box.value for box in at.success)
    assert "save_all" not in keys(at)
    assert "clear" in keys(at)
    at = click(opened, "clear")
    assert "고른 파일 2개" in opened.said()


def test_the_files_of_a_zip_are_files_of_the_list(opened: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("대장/대장2023.csv", petitions(2023))
        folder.writestr("대장/대장2024.csv", petitions(2024))
    choose(opened, ("대장.zip", packed.getvalue()))
    assert "고른 파일 2개" in opened.said()
    assert "대장2023.csv" in opened.said()


def test_the_list_outlives_a_visit_to_another_page(opened: Any) -> None:
    choose(opened, ("대장2023.csv", petitions(2023)), ("설문.csv", answers()))
    opened.turn_to("methods")
    at = opened.turn_to("upload")
    assert "고른 파일 2개" in opened.said()
    assert "save_all" in keys(at)


def test_a_file_chosen_twice_is_said_and_stays_one(opened: Any) -> None:
    choose(opened, ("대장2023.csv", petitions(2023)))
    at = choose(opened, ("또.csv", petitions(2023)))
    assert any("이미 목록에 있습니다" in box.value for box in at.info)
    assert "고른 파일" not in opened.said()


def test_an_answer_holds_for_the_other_files_of_the_same_form(opened: Any) -> None:
    first, second = petitions(2023, order="%d-%m-%Y"), petitions(2024, order="%d-%m-%Y")
    at = choose(opened, ("대장2023.csv", first), ("대장2024.csv", second), ("설문.csv", answers()))
    assert "save_all" not in keys(at)
    widget(at.radio, ":ask:date_order").set_value("dmy")
    at = click(opened, ":submit")
    save_all = next(button for button in at.button if button.key == "save_all")
    assert save_all.label == "저장할 수 있는 2개 모두 저장"


def test_a_file_that_is_stored_already_is_not_offered_again(opened: Any) -> None:
    choose(opened, ("대장2023.csv", petitions(2023)))
    click(opened, "save")
    at = choose(opened, ("대장2023.csv", petitions(2023)), ("대장2024.csv", petitions(2024)))
    assert next(button for button in at.button if button.key == "save_all").label == "저장할 수 있는 1개 모두 저장"
    assert "이미 저장되어 있음 1번" in opened.said()


def test_a_file_can_be_opened_and_taken_off_the_list(opened: Any) -> None:
    at = choose(opened, ("대장2023.csv", petitions(2023)), ("설문.csv", answers()))
    assert "어느 해의 자료인가요?" not in opened.said()
    next(button for button in at.button if button.label == "열기").click()
    at = opened.run()
    assert "어느 해의 자료인가요?" in opened.said()
    next(button for button in at.button if str(button.key).startswith("remove:")).click()
    opened.run()
    assert "고른 파일" not in opened.said()
    assert "어느 해의 자료인가요?" in opened.said()


@pytest.mark.slow
def test_what_was_just_chosen_is_shown_and_no_file_of_before(opened: Any) -> None:
    at = choose(opened, ("그림.xlsx", PICTURE))
    assert at.error[0].proto.title == "읽지 못한 파일입니다"
    assert "열 맞추기" not in at.error[0].value
    choose(opened, ("설문.csv", answers()), ("대장2023.csv", petitions(2023)))
    assert "어느 해의 자료인가요?" in opened.said()
    at = choose(opened, ("또.csv", petitions(2023)))
    assert at.header[0].value == "대장2023.csv"


@pytest.mark.slow
def test_a_file_that_is_no_table_is_not_kept_over_a_reload(
    visit: Any, shown_empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "browser", lambda: f"browser of {shown_empty}")
    choose(visit("upload"), ("그림.xlsx", PICTURE), ("설문.csv", answers()))
    again = visit("upload")
    assert "저장하지 않은 파일 1개를 다시 열었습니다" in again.said()
    assert again.at.header[0].value == "설문.csv"
