"""Headers written as numbered questions."""

import pytest

from loaders.match.labels import ASKED, likeness
from loaders.source import sources
from tests.loaders.loading import layout_of

SURVEY = sources()["satisfaction_survey"]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("1. 방문하신 부서는?", "department"),
        ("귀하가 방문한 부서", "department"),
        ("문1) 방문하신 부서는 어디입니까?", "department"),
        ("2번. 이용하신 부서는?", "department"),
        ("귀하가 방문하신 부서는 어디인가요?", "department"),
        ("3. 응답일은 언제입니까?", "date"),
    ],
)
def test_a_numbered_question_is_the_field_it_asks_for_but_less_surely(label, field):
    assert 0.8 < likeness(label, SURVEY)[field] <= ASKED


@pytest.mark.parametrize(
    "label", ["1. 귀하의 연령은?", "방문하신 횟수는?", "1. 직원은 친절합니까?", "2024. 결과", "1.", "?"]
)
def test_other_questions_are_no_fields(label):
    assert likeness(label, SURVEY) == {}


def test_a_survey_of_questions_is_read_by_department():
    rows = [
        ["1. 방문하신 부서는?", "2. 직원이 친절합니까?", "3. 종합만족도"],
        ["민원과", "4", "5"],
        ["세무과", "3", "4"],
    ]
    layout = layout_of(rows, year=2025, source="satisfaction_survey")
    assert layout.mapping["department"] == "1. 방문하신 부서는?"
