"""The register and the targets on the command line: shown, tried out, edited, taken back."""

import pytest


def test_departments_are_merged_after_a_trial_and_the_merge_taken_back(office):
    before = office.records("satisfaction", "--by", "department")
    names = [row["department"] for row in before if row["department"]]
    first = names[0]
    office.run("register", "add", "통합과")
    words = ("register", "merge", first, "--into", "통합과", "--on", "2030-01-01", "--note", "조직개편")
    tried = office.run(*words, "--dry-run")
    assert "통합과" in tried.out
    assert office.records("satisfaction", "--by", "department") == before
    office.run(*words)
    assert {row["department"] for row in office.records("satisfaction", "--by", "department")} >= {"통합과"}
    told = office.run("register", "history").out
    assert "조직개편" in told
    assert "의심스러운 것이 없습니다" in office.run("register", "check").out
    office.run("register", "undo", first, "--on", "2030-01-01")
    assert office.records("satisfaction", "--by", "department") == before


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "없는과", "--into", "딴과", "--on", "2024-01-01"),
        ("merge", "없는과", "--into", "딴과"),
        ("split", "없는과", "--to", "딴과=많이", "--on", "2024-01-01"),
        ("rename", "없는과", "딴과", "--on", "어제"),
        ("add",),
    ],
)
def test_what_is_not_understood_is_refused_in_words(office, words):
    assert office.run("register", *words, code=2).err.strip()


def test_bureaus_are_entered_and_shown_and_what_stands_under_none_is_said(office):
    department = next(row["department"] for row in office.records("satisfaction", "--by", "department"))
    office.run("register", "add", "행정국")
    office.run("register", "level", "행정국", "--level", "bureau")
    alone = office.run("kpi", "satisfaction", "--by", "bureau")
    assert department in alone.err
    office.run("register", "parent", department, "--under", "행정국", "--on", "2000-01-01")
    rows = office.records("satisfaction", "--by", "bureau")
    assert {row["department"] for row in rows} == {"행정국"}
    again = office.run("register", "parent", "행정국", "--under", department, code=2)
    assert department in again.err
    office.run("register", "unparent", department, "--on", "2000-01-01")
    assert {row["department"] for row in office.records("satisfaction", "--by", "bureau")} == {department}
    tasks = office.run("register", "level", "전입신고", "--level", "bureau", "--tasks", code=2)
    assert tasks.err.strip()


def test_the_registers_go_out_to_a_spreadsheet_and_come_back(office):
    path = office.folder / "명부.csv"
    office.run("register", "export", path)
    assert "이미 모두" in office.run("register", "import", path).out
    path.write_text(path.read_text(encoding="utf-8-sig") + "부서,민원국,국,,,,,,,,,\n", encoding="cp949")
    tried = office.run("register", "import", path, "--dry-run")
    assert "'민원국'" in tried.out
    assert "민원국" not in office.run("register", "list").out
    office.run("register", "import", path)
    assert "민원국" in office.run("register", "list").out
    path.write_text("명부,이름,단계\n부서,민원국,없는 단계\n", encoding="utf-8")
    assert "C2" in office.run("register", "import", path, code=2).err
    office.run("register", "template", office.folder / "서식.xlsx")
    office.run("register", "export", office.folder / "명부.doc", code=2)


def test_a_target_is_entered_changed_judged_and_taken_back(office):
    office.run("target", "set", "indicator=satisfaction", "year=2024", "value=99", "low=80")
    office.run("target", "set", "지표=고객만족도", "연도=2024", "값=95")
    assert office.run("target", "list").out.strip() == "고객만족도 · 기관 전체 · 2024 · 자체 목표: 값 95, 하한 80"
    row = next(row for row in office.records("satisfaction") if row["period_start"] == "2024-01-01")
    assert (row["target"], row["target_low"], row["standing"]) == (95.0, 80.0, "within")
    tried = office.run("target", "set", "indicator=satisfaction", "year=2024", "value=85", "--dry-run").out
    assert "목표 대비: 허용 범위 → 달성" in tried
    assert "저장하지 않았습니다" in tried
    office.run("target", "undo", "indicator=satisfaction", "year=2024")
    assert office.run("target", "list", "--json").lines[0]["value"] == "99"
    office.run("target", "remove", "indicator=satisfaction", "year=2024")
    assert office.run("target", "list").out == "보일 자료가 없습니다.\n"
    told = office.run("target", "history", "--json", "--lang", "en").lines
    assert [(one["before"], one["after"]) for one in told[:2]] == [
        ("Value 99, Lower end 80", "none"),
        ("Value 95, Lower end 80", "Value 99, Lower end 80"),
    ]
