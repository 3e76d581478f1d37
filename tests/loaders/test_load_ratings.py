"""Ratings of departments and lists of achievements. Hand-worked."""

import pandas as pd
import pytest

from loaders.load.sharing import split_departments
from tests.loaders.loading import codes, context, finding, load, loaded, register, sums

RATING = ["평가연도", "평가자", "평가자 소속", "평가자 구분", "피평가부서", "평가항목", "점수"]
ACHIEVEMENT = ["연도", "부서", "제목", "구분", "수준", "점수"]


def ratings(*rows):
    return [RATING, *(["2025", *row] for row in rows)]


def test_a_rating_is_one_cell_with_its_rater_role_item_and_pillar():
    rows = ratings(("A", "세무과", "부서장", "민원과", "정보 공유", 5), ("B", "-", "외부", "민원과", "창의적 개선", 2))
    batch = loaded(rows, scale=(1, 5))
    assert sums(batch, "rating", "role", "stratum", "item", "rater_department") == {
        ("external", "smart", "창의적 개선", ""): (1, 25),
        ("head", "soft", "정보 공유", "세무과"): (1, 100),
    }
    assert batch.cells["rater"].str.fullmatch("[0-9a-f]{24}").all()
    assert "정보 공유" in finding(batch, "pillars").say("ko")


def test_ratings_of_the_own_department_are_dropped_and_counted():
    batch = loaded(ratings(("A", "민원과", "직원", "민원 과", "협업", 5), ("A", "민원과", "직원", "세무과", "협업", 1)))
    assert sums(batch, "rating", "department") == {"세무과": (1, 0)}
    assert finding(batch, "self_rating").rows == (2,)
    assert len(batch.rows) == 1


def test_a_scale_column_declares_the_scale_and_mixed_ones_stop_the_load():
    header = [*RATING, "척도"]
    one = ["2025", "A", "세무과", "직원", "민원과", "협업", 5]
    assert sums(loaded([header, [*one, "0~10"]]), "rating")["wx"] == 50
    assert "mixed_scales" in codes(load([header, [*one, "1~5"], [*one, "1~7"]]), "error")


def test_an_unknown_role_is_an_error():
    assert (
        finding(load(ratings(("A", "세무과", "로봇", "민원과", "협업", 5)), scale=(1, 5)), "bad_role").value == "로봇"
    )


def test_items_without_a_pillar_word_are_read_as_soft_and_said():
    batch = loaded(ratings(("A", "세무과", "직원", "민원과", "예의", 5)), scale=(1, 5))
    assert sums(batch, "rating", "stratum") == {"soft": (1, 100)}
    assert "pillar_unknown" in codes(batch, "warning")


def test_raters_departments_are_registered_too():
    batch = loaded(ratings(("A", "세무과", "직원", "민원과", "협업", 5)), scale=(1, 5))
    assert batch.new_departments == ("민원과", "세무과")


def test_a_rating_or_achievement_that_is_there_twice_counts_twice_and_is_said():
    one = ("A", "세무과", "직원", "민원과", "협업", 5)
    batch = loaded(ratings(one, one, (*one[:4], "공유", 1)))
    assert (finding(batch, "rating_twice").severity, finding(batch, "rating_twice").rows) == ("warning", (3,))
    assert sums(batch, "rating", "item")["협업"] == (2, 200)
    prize = ["2025", "건축과", "경진대회", "수상", "중앙", 5]
    batch = loaded([ACHIEVEMENT, prize, prize, [*prize[:2], "다른 대회", *prize[3:]]])
    assert finding(batch, "achievement_twice").rows == (3,)


def test_an_achievement_counts_once_for_the_whole_and_once_for_each_department():
    rows = [
        ACHIEVEMENT,
        ["2024", "민원과, 세무과", "원스톱", "협업과제", "시", 2],
        ["2024", "민원과", "문자 안내", "협업과제", "시", 1],
        ["2025", "건축과", "경진대회", "수상", "중앙", 5],
    ]
    batch = loaded(rows)
    assert sums(batch, "joint_project", "department") == {"": (2, 2), "민원과": (2, 2), "세무과": (1, 1)}
    assert sums(batch, "joint_project_points", "department") == {"": (2, 3), "민원과": (2, 3), "세무과": (1, 2)}
    assert sums(batch, "award", "period_start", "department")[pd.Timestamp("2025-01-01"), "건축과"] == (1, 1)
    assert batch.claims["department"].tolist() == ["*", "*"]
    assert batch.claims["claim_months"].tolist() == [12, 12]


def test_without_points_each_achievement_is_one_point():
    batch = loaded([row[:5] for row in ([*ACHIEVEMENT], ["2025", "건축과", "경진대회", "수상", "중앙", 5])])
    assert sums(batch, "award_points", "department")["건축과"] == (1, 1)


def test_an_unknown_kind_is_an_error_with_the_kinds_there_are():
    error = finding(load([ACHIEVEMENT, ["2025", "건축과", "회의", "회의", "시", 1]]), "unknown_kind")
    assert (error.row, error.value) == (2, "회의")
    assert "협업과제" in error.say("ko")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("민원과, 세무과", ("민원과", "세무과")),
        ("민원과/세무과;민원과", ("민원과", "세무과")),
        ("민원과\n세무과", ("민원과", "세무과")),
        ("민원과·세무과", ("민원과", "세무과")),
        ("문화·관광과", ("문화·관광과",)),
        ("", ()),
    ],
)
def test_departments_in_one_cell_are_split_but_names_with_dots_stay(text, names):
    assert split_departments(text, register("department", "민원과", "세무과")) == names


def test_unknown_departments_of_achievements_stop_the_load():
    batch = load([ACHIEVEMENT, ["2025", "민원과, 건축가", "경진대회", "수상", "시", 1]], context(["민원과", "건축과"]))
    assert "'건축과'" in finding(batch, "unknown_department").say("ko")


def test_a_rater_of_several_departments_or_roles_is_said():
    rows = [["2025", "E1", own, "직원", "건축과", "협업 노력", score] for own, score in (("민원과", 4), ("세무과", 3))]
    said = finding(loaded([RATING, *rows], scale=(1, 5)), "rater_of_several")
    assert (said.severity, said.rows, said.count) == ("warning", (2, 3), 2)
    assert "rater_of_several" not in codes(loaded([RATING, *rows[:1], ["2026", *rows[1][1:]]], scale=(1, 5)))


def test_a_row_without_the_rated_department_is_said_once():
    rows = [["2025", "E1", "민원과", "직원", name, "협업 노력", 4] for name in ("세무과", "")]
    blank = finding(loaded([RATING, *rows], scale=(1, 5), leave_blank=("피평가부서",)), "blank_department")
    assert (blank.severity, blank.rows) == ("warning", (3,))
