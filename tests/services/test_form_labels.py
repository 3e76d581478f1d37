"""What makes two forms the same: labels without their years, in any order, counted."""

import pytest

from loaders.form import changes, label_key, likeness, signature
from services.form_answers import taken_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024년 만족도", "2025년 만족도"),
        ("만족도(2024)", "만족도 (2025)"),
        ("'24년 건수", "'25년 건수"),
        ("기준일(2024. 12. 31.)", "기준일(2025.12.31)"),
        ("2024-12 현재", "2025-11 현재"),
        ("접수 일시", "접수일시"),
    ],
)
def test_years_dates_and_blanks_in_a_label_do_not_matter(one, other):
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1분기", "2분기"), ("문항 1", "문항 2"), ("1월", "2월"), ("평균", "평균 (2)"), ("30일", "7일")]
)
def test_other_numbers_do(one, other):
    assert label_key(one) != label_key(other)


def test_labels_count_and_years_alone_count_once():
    assert signature(["부서", "점수", "점수"]) != signature(["부서", "점수"])
    assert signature(["점수", "부서"]) == signature(["부서", "점수"])
    assert signature(["부서", "2022년", "2023년"]) == signature(["부서", "2023년", "2024년", "2025년"])
    assert signature(["부서", "[시트]", "예시 표시"]) == signature(["부서"]) != signature(["부서", "[기간]"])


def test_changes_pair_what_was_probably_renamed():
    form = {"labels": ["부서", "접수일시", "완료일시", "비고", "2024년"]}
    found = changes(form, ["부서", "접수일시(시스템)", "완료일시", "담당 팀", "2025년"])
    assert (found.added, found.removed) == (("담당 팀",), ("비고",))
    assert found.renamed == (("접수일시", "접수일시(시스템)"),)
    assert likeness(form, ["부서", "접수일시", "완료일시", "2025년"]) == 0.8
    assert likeness(form, form["labels"]) == 1.0


def test_what_was_taken_from_a_form_is_said_in_both_languages():
    taken = {"columns": 4, "unread": 1, "scale": (1.0, 5.0), "missing": ("9", "99"), "day_hours": "8", "marks": "minus"}
    taken |= {"sheet": "수정본", "drop": ("{연락처}", "성명"), "clock": "m:ss"}
    said = taken_text(taken)
    assert "척도 1~5" in said.ko
    assert "1일 = 8시간(근무일)" in said.ko
    assert "'(연락처)', '성명'" in said.ko
    assert "missing codes 9, 99" in said.en
    assert "8:17 = 8 minutes 17 seconds" in said.en
    assert taken_text({}).ko == "-"
