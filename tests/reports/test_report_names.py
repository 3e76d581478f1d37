"""File names that every system takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.names import safe_file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("고객만족도", "추이"), "고객만족도_추이.png"),
        (("평균 처리기간", "부서: 가/나\\다"), "평균_처리기간_부서_가_나_다.png"),
        (("../../etc/passwd",), "etc_passwd.png"),
        (("", "  "), "chart.png"),
        (("con",), "_con.png"),
        (("a\u202egnp.exe",), "a_gnp.exe.png"),
        (("줄\r\n바꿈\x00",), "줄_바꿈.png"),
        ((unicodedata.normalize("NFD", "민원"),), "민원.png"),
    ],
)
def test_a_name_keeps_its_hangul_and_loses_what_means_something_to_a_system(parts, name):
    assert safe_file_name(*parts, extension="png") == name


def test_a_long_name_fits_into_what_file_systems_take():
    assert len(safe_file_name("가" * 300, extension="xlsx").encode()) <= 255


@given(st.lists(st.text(), max_size=3))
def test_no_text_makes_a_path_or_an_empty_name(parts):
    name = safe_file_name(*parts, extension="csv")
    assert name.endswith(".csv")
    assert len(name) > 4
    assert not set('\\/:*?"<>|\x00\r\n') & set(name)
    assert not name.startswith(".")
