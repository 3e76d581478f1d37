"""A department cell that says several departments, or all, is never registered as one by accident."""

import pytest

from kpi.core.organisation import Parenthood, Register, Unit
from loaders.load.names_several import named_in, stands_for
from loaders.load.sharing import split_departments
from tests.loaders.loading import codes, context, finding, load, loaded, register

HEADER = ["접수번호", "민원명", "담당부서", "접수일", "완료일"]
NONE = register("department")


def rows(*names):
    return [HEADER, *([str(number), "여권", name, "2025-03-04", "2025-03-05"] for number, name in enumerate(names))]


@pytest.mark.parametrize(
    "name",
    [
        "전 부서",
        "전부서",
        "전체 부서",
        "모든 부서",
        "각 부서",
        "전 실과",
        "전 실과소",
        "부서 공통",
        "공통",
        "전 부서(12개)",
        "전 읍면동",
        "All departments",
    ],
)
def test_words_for_all_departments_are_no_department(name):
    assert stands_for(name, NONE) == "all"


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("민원과 세무과", ("민원과", "세무과")),
        ("민원과, 세무과", ("민원과", "세무과")),
        ("민원과/세무과", ("민원과", "세무과")),
        ("민원과 및 세무과", ("민원과", "세무과")),
        ("민원과와 세무과", ("민원과", "세무과")),
        ("건축과·세무과", ("건축과", "세무과")),
        ("민원 봉사과, 세무과", ("민원 봉사과", "세무과")),
        ("민원실 세무과", ("민원실", "세무과")),
        ("종합민원실 세무과", ("종합민원실", "세무과")),
        ("감사담당관 세무과", ("감사담당관", "세무과")),
        ("중앙동, 서부면", ("중앙동", "서부면")),
        ("민원과, 세무과 등 5개 부서", ("민원과", "세무과")),
        ("민원과 등 4개과", ("민원과",)),
        ("민원과 등", ("민원과",)),
        ("민원과 외 3", ("민원과",)),
        ("민원과 외 2개 부서", ("민원과",)),
        ("관련 부서", ()),
        ("여러 부서", ()),
        ("4개 과", ()),
        ("multiple departments", ()),
    ],
)
def test_lists_and_counts_of_departments_are_several(name, named):
    assert stands_for(name, NONE) == "several"
    assert named_in(name, NONE) == named


@pytest.mark.parametrize(
    "name",
    [
        "시민소통과", "기획예산실", "전산정보과", "안전총괄과", "농업 기술 센터", "전략사업과", "전통시장과", "각종사업과", "공통기반과",
        "보건소 건강증진과", "복지국/노인복지과", "경제국 일자리과", "민원과 여권팀", "보건소 치매안심센터", "기획조정실 법무담당관",
        "문화·체육과", "양성평등과", "양성평등담당관", "외국인지원과", "모든이음과", "전체관리팀", "민원과(여권팀, 전입팀)", "119안전센터",
        "1과", "중앙동 행정복지센터", "상하수도사업소 정수과", "기획 감사 실", "과학기술과", "해외협력과", "민원과 민원실", "세무과 상담실", "기획조정실 예산과", "Records Office", "전기과", "전국체전추진단",
    ],
)  # fmt: skip
def test_names_of_one_department_are_left_alone(name):
    assert stands_for(name, NONE) == ""


def test_two_registered_names_in_one_cell_are_two_departments_unless_one_stands_under_the_other():
    units = (Unit(1, "보건소"), Unit(2, "세무과"))
    assert stands_for("보건소 세무과", Register("department", units)) == "several"
    assert stands_for("보건소 세무과", Register("department", units, parents=(Parenthood(2, 1),))) == ""
    assert stands_for("보건소 세무과", Register("department", units[:1])) == ""


def test_a_registered_name_is_one_department_whatever_it_looks_like():
    assert stands_for("민원과, 세무과", register("department", "민원과, 세무과")) == ""


@pytest.mark.parametrize("known", [(), ("민원과", "세무과")], ids=["first-file", "known"])
@pytest.mark.parametrize("accept", [False, True])
def test_such_a_cell_stops_the_load_even_where_new_departments_are_accepted(known, accept):
    batch = load(rows("민원과", "전 부서", "민원과 등 4개과", "민원과, 세무과"), context(known), accept_new=accept)
    asked = [one for one in batch.findings if one.code == "several_departments"]
    assert [(one.severity, one.value, one.row) for one in asked] == [
        ("error", "전 부서", 3),
        ("error", "민원과 등 4개과", 4),
        ("error", "민원과, 세무과", 5),
    ]
    assert [one.choices for one in asked] == [(), ("민원과",), ("민원과", "세무과") if known else ("민원과",)]
    assert "unknown_department" not in codes(batch)


def test_it_is_read_as_one_of_them_or_as_a_name_of_its_own_where_that_is_said():
    names = {("department", "민원과 등 4개과"): "민원과", ("department", "민원과, 세무과"): "민원과, 세무과"}
    batch = loaded(rows("민원과", "민원과 등 4개과", "민원과, 세무과"), same_as=names)
    assert batch.new_departments == ("민원과, 세무과", "민원과")


def test_hundreds_of_such_names_are_a_few_findings():
    batch = load(rows(*(f"{chr(0xAC00 + number)}민과, 세무과" for number in range(150))))
    assert codes(batch).count("several_departments") == 100
    assert finding(batch, "more_unknown_departments").count == 50


def test_departments_of_an_achievement_are_listed_with_a_dot():
    assert split_departments("건축과·세무과", NONE) == ("건축과", "세무과")
    assert split_departments("문화·체육과", NONE) == ("문화·체육과",)
