"""What the upload page asks about a file before it reads it, and what it does with the answers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from tests.pages.upload_files import answers, choose, click, keys, petitions, widget

RRN = "900101-1234568"


@pytest.fixture
def opened(visit: Any, shown_empty: Path) -> Any:
    return visit("upload")


def test_a_date_with_two_readings_is_asked_with_its_cells_and_read_as_answered(opened: Any) -> None:
    at = choose(opened, ("대장.csv", petitions(2023, order="%d-%m-%Y")))
    assert "날짜는 어떤 차례로 적혀 있나요?" in opened.said()
    assert "D2" in opened.said()
    box = widget(at.radio, ":ask:date_order")
    assert box.options == ["일-월-연", "월-일-연"]
    assert "save" not in keys(at)
    box.set_value("dmy")
    at = click(opened, ":submit")
    assert "save" in keys(at)
    assert "일-월-연" in opened.said()


def test_an_answer_can_be_changed_later(opened: Any) -> None:
    at = choose(opened, ("대장.csv", petitions(2023, order="%d-%m-%Y")))
    widget(at.radio, ":ask:date_order").set_value("dmy")
    at = click(opened, ":submit")
    change = next(button for button in at.button if button.label == "바꾸기")
    change.click()
    at = opened.run()
    assert widget(at.radio, ":ask:date_order").value == "dmy"
    widget(at.radio, ":ask:date_order").set_value("mdy")
    at = click(opened, ":submit")
    assert "월-일-연" in opened.said()
    assert not [box for box in at.radio if str(box.key).endswith("date_order")]


def test_a_year_is_typed_and_what_is_no_year_is_said(opened: Any) -> None:
    at = choose(opened, ("설문.csv", answers()))
    widget(at.text_input, ":ask:year:typed").set_value("이천년")
    at = click(opened, ":submit")
    assert "'이천년' 값은 연도가 아닙니다" in opened.said()
    widget(at.text_input, ":ask:year:typed").set_value("2024")
    at = click(opened, ":submit")
    assert "save" in keys(at)
    assert "2024" in opened.said()


def test_resident_numbers_stop_the_file_until_their_column_is_left_out(opened: Any) -> None:
    at = choose(opened, ("대장.csv", petitions(2023, extra="주민등록번호", value=RRN)))
    box = widget(at.radio, ":ask:personal:주민등록번호")
    assert (box.options, box.value) == (["이 열은 읽지 않음(권장)"], "drop")
    assert RRN not in opened.said() + "".join(opened.listed())
    box.set_value("drop")
    at = click(opened, ":submit")
    assert "save" in keys(at)
    assert "'주민등록번호' 열은 읽지 않음" in opened.said()
    assert RRN not in opened.said() + "".join(opened.listed())


def test_a_column_is_declared_harmless_only_with_a_second_word(opened: Any) -> None:
    content = petitions(2023).decode("cp949")
    for number in range(24):
        content = content.replace(f"2023-{number:04d},", f"010-1234-{1000 + number},")
    at = choose(opened, ("대장.csv", content.encode("cp949")))
    widget(at.radio, ":ask:personal:접수번호").set_value("harmless")
    at = click(opened, ":submit")
    assert "확인란에도 표시" in opened.said()
    assert "save" not in keys(at)
    widget(at.radio, ":ask:personal:접수번호").set_value("harmless")
    widget(at.checkbox, ":ask:personal:접수번호:sure").set_value(True)
    at = click(opened, ":submit")
    assert "save" in keys(at)
    assert "'접수번호' 열은 개인정보가 아님" in opened.said()


def test_blank_labels_are_asked_about_column_by_column_and_the_answer_can_be_turned(opened: Any) -> None:
    def blocks(year: int) -> bytes:
        lines = petitions(year).decode("cp949").splitlines()
        cells = [line.split(",") for line in lines]
        at = cells[0].index("담당부서")
        return "\n".join(
            ",".join([*row[:at], row[at] if number % 6 < 2 else "", *row[at + 1 :]]) for number, row in enumerate(cells)
        ).encode("cp949")

    at = choose(opened, ("2023.csv", blocks(2023)))
    box = widget(at.radio, ":ask:blanks:담당부서")
    assert (box.options[0], box.value) == ("바로 위의 값과 같음(위의 값으로 채움)", None)
    box.set_value("fill_down")
    at = click(opened, ":submit")
    assert "'담당부서' 열의 빈칸은 위의 값으로 채움" in opened.said()
    click(opened, "save")
    at = choose(opened, ("2024.csv", blocks(2024)))
    assert "빈칸을 위의 값으로 채운 열 '담당부서'" in opened.said()
    next(button for button in at.button if button.label == "다르게 읽기").click()
    opened.run()
    assert "'담당부서' 열의 빈칸은 비워 둠" in opened.said()


def test_last_years_word_that_a_column_is_harmless_can_be_taken_back(opened: Any) -> None:
    def numbered(year: int) -> bytes:
        text = petitions(year).decode("cp949")
        for number in range(24):
            text = text.replace(f"{year}-{number:04d},", f"010-1234-{1000 + number},")
        return text.encode("cp949")

    at = choose(opened, ("2023.csv", numbered(2023)))
    widget(at.radio, ":ask:personal:접수번호").set_value("harmless")
    widget(at.checkbox, ":ask:personal:접수번호:sure").set_value(True)
    click(opened, ":submit")
    click(opened, "save")
    at = choose(opened, ("2024.csv", numbered(2024)))
    assert any("올리기 화면의 '읽지 않기'" in one for one in opened.listed())
    next(button for button in at.button if button.label == "읽지 않기").click()
    opened.run()
    assert "'접수번호' 열은 읽지 않음" in opened.said()
    assert "'접수번호' 열은 개인정보가 아님" not in opened.said()
    click(opened, "save")
    at = choose(opened, ("2025.csv", numbered(2025)))
    assert "빼기로 한 열 '접수번호'" in opened.said()
    next(button for button in at.button if button.label == "다시 읽기").click()
    opened.run()
    assert "'접수번호' 열은 읽지 않음" not in opened.said()
    assert widget(at.radio, ":ask:personal:접수번호").value is None


def test_an_unknown_department_is_read_as_a_registered_one(opened: Any) -> None:
    choose(opened, ("2023.csv", petitions(2023, department="복지정책과")))
    click(opened, "save")
    at = choose(opened, ("2024.csv", petitions(2024, department="복지정책부서")))
    box = widget(at.selectbox, "department:복지정책부서")
    assert box.options[0] == "'복지정책과' 이름으로 읽기"
    box.select("복지정책과")
    at = click(opened, ":submit")
    assert "'복지정책부서' 이름은 '복지정책과' 이름으로 읽음" in opened.said()
    click(opened, "save")
    assert any("24행을 저장했습니다" in box.value for box in opened.at.success)


def test_a_department_in_the_title_is_offered_and_never_taken_for_granted(opened: Any) -> None:
    lines = [line.split(",") for line in petitions(2023).decode("cp949").splitlines()]
    titled = ["민원과 처리대장", "", *(",".join([*line[:1], *line[2:]]) for line in lines)]
    at = choose(opened, ("대장.csv", "\n".join(titled).encode("cp949")))
    assert "전체를 '민원과' 부서로 읽음" not in opened.said()
    offer = next(button for button in at.button if button.label == "모두 '민원과' 부서 자료로 읽기")
    offer.click()
    at = opened.run()
    assert "파일 전체를 '민원과' 부서로 읽음" in opened.said()
    assert "save" in keys(at)


def test_a_misspelt_department_of_the_first_file_is_put_right_with_one_click(opened: Any) -> None:
    content = (
        petitions(2023, department="민원봉사과").decode("cp949").replace("민원봉사과", "민원봉사괴", 3).encode("cp949")
    )
    at = choose(opened, ("2023.csv", content))
    assert "다른 부서와 이름이 거의 같습니다. 같은 부서인가요?" in opened.said()
    assert "save" in keys(at)
    box = widget(at.radio, "department:민원봉사괴")
    assert (box.label, box.options) == ("민원봉사괴 · 3행", ["'민원봉사과' 이름으로 읽기", "서로 다른 부서"])
    assert not [one for one in at.checkbox if str(one.key).endswith("all_new")]
    box.set_value("민원봉사과")
    click(opened, ":submit")
    assert "새로 등록할 부서 1곳: 민원봉사과" in opened.said()
    assert "이름을 확인해 주세요" not in opened.said()


def test_the_names_a_file_adds_are_said_before_it_is_saved(opened: Any) -> None:
    choose(opened, ("2023.csv", petitions(2023, department="복지정책과")))
    assert "새로 등록할 부서 1곳: 복지정책과" in opened.said()
    assert "새로 등록할 업무 2개: 건축신고, 여권발급" in opened.said()


def test_a_task_that_looks_like_a_known_one_is_asked_but_does_not_stop_the_file(opened: Any) -> None:
    choose(opened, ("2023.csv", petitions(2023)))
    click(opened, "save")
    content = petitions(2024).decode("cp949").replace("여권발급", "여권 발급 신청").encode("cp949")
    at = choose(opened, ("2024.csv", content))
    assert "이름을 확인해 주세요" in opened.said()
    assert "save" in keys(at)
    widget(at.radio, "task:여권 발급 신청").set_value("여권발급")
    at = click(opened, ":submit")
    assert "'여권 발급 신청' 이름은 '여권발급' 이름으로 읽음" in opened.said()
    assert "이름을 확인해 주세요" not in opened.said()
    assert "같은 이름으로 이어 볼 표기: 여권 발급 신청 → 여권발급" in opened.said()


def test_next_years_form_is_read_as_before_and_says_so(opened: Any) -> None:
    at = choose(opened, ("2023.csv", petitions(2023, order="%d-%m-%Y")))
    widget(at.radio, ":ask:date_order").set_value("dmy")
    click(opened, ":submit")
    click(opened, "save")
    at = choose(opened, ("2024.csv", petitions(2024, order="%d-%m-%Y")))
    assert "지난번과 같은 양식입니다" in opened.said()
    assert "save" in keys(at)


def test_a_protected_workbook_opens_with_the_password_typed(opened: Any) -> None:
    book = openpyxl.Workbook()
    for line in petitions(2023).decode("cp949").splitlines():
        book.active.append(line.split(","))
    plain, locked = io.BytesIO(), io.BytesIO()
    book.save(plain)
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("열려라", locked)
    at = choose(opened, ("잠김.xlsx", locked.getvalue()))
    assert "암호가 걸린 파일입니다" in opened.said()
    widget(at.text_input, ":ask:password").set_value("틀림")
    at = click(opened, ":submit")
    assert "save" not in keys(at)
    widget(at.text_input, ":ask:password").set_value("열려라")
    at = click(opened, ":submit")
    assert "save" in keys(at)
    click(opened, "save")
    assert any("24행을 저장했습니다" in box.value for box in opened.at.success)
