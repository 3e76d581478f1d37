"""Values that were read and are hardly meant, units that differ, codes that may be no answers: said, with their cells."""

import pytest

from tests.loaders.loading import book, codes, finding, load, loaded, sheet, sums
from tests.loaders.test_cells_asked import SUMMED, awards, cases, counters


def survey(*answers: object):
    return [["연도", "부서", "만족도"], *(["2025", "민원과", answer] for answer in answers)]


def means(mean: str, n: str = "120"):
    return [
        ["연도", "부서", "문항", "응답수", "평균"],
        ["2025", "민원과", "친절", n, mean],
        ["2025", "민원과", "신속", "120", "80"],
    ]


@pytest.mark.parametrize(
    ("answers", "choices"),
    [
        ([1, 2, 3, 4, 5, 9], ("9",)),
        ([1, 2, 3, 4, 5, 0, 9, 99], ("0", "9", "99")),
        ([1, 7, 3, 4, 8, 9], ("8", "9")),
        ([1, 2, 3, 4, 5, 6], ("6",)),
        ([2, 3, 4], ()),
    ],
)
def test_a_scale_that_is_not_clear_comes_with_the_codes_that_may_be_no_answers(answers, choices):
    asked = finding(load(survey(*answers)), "unknown_scale")
    assert (asked.severity, asked.choices) == ("error", choices)


def test_values_outside_a_declared_scale_are_suggested_as_codes_for_no_answer():
    asked = finding(load(survey(*[1, 2, 3, 4, 5] * 3, 8), scale=(1, 5)), "out_of_scale")
    assert asked.choices == ("8",)
    batch = loaded(survey(*[1, 2, 3, 4, 5] * 3, 8), scale=(1, 5), missing=("8",))
    assert sums(batch, "overall")["n"] == 15


def test_points_and_percent_in_one_column_are_said_with_both_units():
    rows = [["연도", "부서", "문항", "응답수", "평균"]]
    rows += [
        ["2025", "민원과", name, "120", mean]
        for name, mean in (("친절", "82.98점"), ("신속", "99.2%"), ("정확", "80점"))
    ]
    warning = finding(loaded(rows), "mixed_units")
    assert (warning.severity, warning.rows, warning.column) == ("warning", (3,), "평균")
    assert all(unit in warning.say(lang) for unit in ("'점'(2)", "'%'(1)") for lang in ("ko", "en"))


def test_a_unit_of_the_cells_that_contradicts_the_header_is_said():
    rows = [
        ["연도", "부서", "제목", "구분", "점수(점)"],
        ["2025", "민원과", "상", "수상", "3건"],
        ["2025", "민원과", "상2", "수상", "4점"],
    ]
    warning = finding(loaded(rows), "unit_contradicts")
    assert (warning.rows, "'점'" in warning.say("ko"), "'건'" in warning.say("ko")) == ((2,), True, True)
    assert "unit_contradicts" not in codes(loaded([rows[0], rows[2]]))


def test_more_than_100_percent_is_doubted():
    batch = load(means("120%"))
    assert finding(batch, "above_100_percent").cell == "E2"
    assert "above_100_percent" not in codes(load(means("100%")))


def test_a_number_of_answers_that_is_not_whole_is_doubted():
    assert (finding(loaded(means("82.1", "120.5")), "n_not_whole").severity) == "warning"
    assert "n_not_whole" not in codes(loaded(means("82.1", "120.0")))


def test_negative_points_are_doubted_and_counted():
    batch = loaded(awards("-2", "3"))
    assert (finding(batch, "negative_points").severity, finding(batch, "negative_points").cell) == ("warning", "E2")
    assert sums(batch, "award_points", "department")[""] == (2, 1)


def test_a_time_of_more_than_a_year_is_doubted():
    rows = [SUMMED, ["2025", "여권", "민원과", "12", "9000시간", "-"], ["2025", "건축", "민원과", "12", "3시간", "-"]]
    assert finding(loaded(rows), "long_time").rows == (2,)


def test_dates_that_were_serial_numbers_or_had_an_offset_are_noted_with_examples():
    batch = loaded(cases("45721.5", "2025-03-04T10:00:00+09:00", "2025-03-04 10:00"))
    assert [finding(batch, code).rows for code in ("dates_as_serial", "dates_as_offset")] == [(2,), (3,)]
    assert "'45721.5'" in finding(batch, "dates_as_serial").say("ko")
    assert sums(batch, "received", "period_start") == {next(iter(sums(batch, "received", "period_start"))): (3, 3)}


@pytest.mark.parametrize("word", ["-", "해당없음", "(해당 없음)", "미측정", "x", "X", "…", "N/A", "#DIV/0!", "분"])
def test_a_time_that_is_not_there_is_missing_and_no_zero(word):
    batch = loaded(counters("8분", word))
    assert sums(batch, "handling_minutes") == {"n": 1, "wx": 8}


@pytest.mark.parametrize("word", ["처리중", "진행 중", "없음", "미완료"])
def test_an_end_that_has_not_come_is_an_open_case(word):
    rows = cases("2025-03-04")
    rows[1][4] = word
    assert finding(loaded(rows), "not_closed").rows == (2,)


@pytest.mark.parametrize("name", ["없음", "X", "NA", "미정"])
def test_a_word_that_may_be_a_name_stays_a_name(name):
    rows = cases("2025-03-04")
    rows[1][1] = name
    assert loaded(rows).new_tasks == (name,)


def test_an_error_cell_and_a_formula_without_value_in_a_used_column_stay_errors():
    made = sheet(counters("8분", "", ""), faults={(3, 5): "#REF!", (4, 5): "formula"})
    batch = load(book(made))
    assert codes(batch, "error") == ["error_cell", "formula_without_value"]
    assert [finding(batch, code).cell for code in ("error_cell", "formula_without_value")] == ["F3", "F4"]
