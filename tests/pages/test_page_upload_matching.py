"""What the upload page says of the columns: how sure each is, which are needed, what is lost by saving."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.upload_files import choose, click, petitions, widget


@pytest.fixture
def opened(visit: Any, shown_empty: Path) -> Any:
    return visit("upload")


def renamed(content: bytes, header: str) -> bytes:
    """Return a file with another first line."""
    return "\n".join([header, *content.decode("cp949").splitlines()[1:]]).encode("cp949")


def test_needed_columns_that_were_not_found_are_named_once_the_kind_is_chosen(opened: Any) -> None:
    at = choose(opened, ("대장.csv", renamed(petitions(2023), "번호,맡은 곳,내용,온 날,끝난 날")))
    assert "아직 무슨 자료인지 모릅니다" in opened.said()
    widget(at.selectbox, ":source").select("processing_records")
    opened.run()
    assert "찾지 못한 필요한 열: 민원명, 접수일시, 완료일시" in opened.said()
    assert "필요한 열입니다. 고르세요" in opened.said()


def test_columns_that_are_not_sure_stand_out_and_are_named(opened: Any) -> None:
    choose(opened, ("대장.csv", renamed(petitions(2023), "접수번호,담당부서,민원사무명,날짜1,날짜2")))
    assert "값을 보고 확인하세요: 접수일시, 완료일시" in opened.said()
    assert ":orange-badge[:material/help: 값을 보고 추정]" in opened.said()


def test_columns_that_the_header_names_are_sure_and_nothing_is_to_be_looked_at(opened: Any) -> None:
    choose(opened, ("대장.csv", petitions(2023)))
    assert ":green[● 확실] · 머리글이 같음" in opened.said()
    assert "값을 보고 확인하세요" not in opened.said()


def test_a_form_with_renamed_columns_says_what_changed(opened: Any) -> None:
    choose(opened, ("2023.csv", petitions(2023)))
    click(opened, "save")
    choose(opened, ("2024.csv", renamed(petitions(2024), "접수번호,담당부서,민원사무명,접수일시,처리완료일시")))
    assert "처리일시 → 처리완료일시" in opened.said()


def test_rows_that_would_no_longer_be_used_are_a_warning(opened: Any) -> None:
    choose(opened, ("2023.csv", petitions(2023)))
    click(opened, "save")
    fewer = petitions(2023).decode("cp949").splitlines()
    choose(opened, ("다시.csv", "\n".join([*fewer[:11], *fewer[12:]]).encode("cp949")))
    assert "앞서 올린 1행은 이 파일에 없어" in opened.said()
