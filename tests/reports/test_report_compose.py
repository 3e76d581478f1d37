"""What a report says, before any file: numbers of the frame, units, order, summary, what is on every page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi.core.indicator import indicators
from kpi.core.periods import year
from kpi.sentences.titles import breakdown_title
from reports.compose import compose
from reports.model import Chart, Grid, charts_of, grids_of
from reports.shown import cells, change_text
from reports.summary import summary
from tests.charts.made_results import TIME, times
from tests.reports.report_made import empty, made, material, rows, setting_of


def test_a_trend_holds_the_numbers_of_the_frame_unrounded():
    chart = charts_of(made())[0]
    assert chart.categories == ("2023년", "2024년", "2025년")
    assert chart.series[0].values == (70.04, 74.26, 82.98)
    assert chart.series[0].low == pytest.approx((69.04, 73.26, 81.98))
    assert chart.series[0].verdicts == ("", "improved", "improved")
    assert (chart.unit, chart.decimals) == ("점", 2)


def test_working_hours_are_written_in_days_and_a_gap_stays_a_gap():
    from kpi.sentences.origin import Origin
    from kpi.sentences.rows import rows_of
    from reports.compose_charts import trend_chart

    chart = trend_chart(rows_of(times(), TIME), indicator=TIME, lang="ko", origin=Origin(), compare="previous")
    frame = times()
    by_year = {f"{row.period_start.year}년": row.value for row in frame.itertuples() if row.value == row.value}
    expected = [by_year[name] / 8 if name in by_year else None for name in chart.categories]
    assert list(chart.series[0].values) == pytest.approx(expected)
    assert None in chart.series[0].values
    assert "근무일" in chart.unit


def test_the_table_says_value_interval_change_and_verdict():
    grid = next(grid for grid in grids_of(made()) if "연도별" in grid.caption)
    assert cells(grid, "ko")[-1] == [
        *("2025년", "82.98", "81.98~83.98", "120", "▲8.72", "+8.32~+9.12", "개선"),
    ]


def test_the_glance_table_has_every_indicator_with_decimals_of_its_own():
    report = made()
    assert report.overview is not None
    shown = cells(report.overview, "ko")
    assert [row[1] for row in shown] == ["고객만족도", "협업 점수"]
    assert [row[4] for row in shown] == ["82.98", "66.5"]


def test_the_summary_puts_the_surest_confirmed_change_first():
    known = indicators()
    chosen = [known["collaboration_score"], known["satisfaction"]]
    found = {
        "collaboration_score": rows("collaboration_score", {2024: 60, 2025: 60.1}, verdict="no_confirmed_change"),
        "satisfaction": rows("satisfaction", {2024: 70, 2025: 75}),
    }
    since = {"collaboration_score": rows("collaboration_score", {2019: 52, 2025: 60.1}, verdict="improved")}
    said = summary(found, {}, chosen, last=year(2025), lang="ko", compare="previous", since=since)
    assert said[0].startswith("2025년 고객만족도 75.00점, 전년 대비 5.00점 상승")
    assert "확인된 변화 없음" in said[1]
    assert "첫해와 견주면 확인됨: 2019년 대비 8.1점 상승" in said[1]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_stands_on_every_page_names_period_scope_revision_day_and_demo(lang):
    facts = " · ".join(made(lang).facts)
    for word in (
        "2023",
        "2025",
        "7",
        "2025. 12. 31." if lang == "ko" else "31 Dec 2025",
        "시연용" if lang == "ko" else "made up",
    ):
        assert word in facts


def test_every_chart_and_table_says_its_unit_n_and_source():
    for one in (*charts_of(made()), *grids_of(made())[1:-1]):
        said = " ".join(one.notes)
        assert "단위" in said
        assert "응답" in said or "평가" in said
        assert "자료" in said


def test_departments_stand_best_first_with_the_whole_as_base():
    chart = next(chart for chart in charts_of(made()) if chart.kind == "bars")
    assert chart.categories == ("건축과", "민원봉사과")
    assert chart.series[0].values == (71.5, 70.5)
    assert chart.base == 82.98


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ko", "개선이 확인된 부서 2곳(민원봉사과, 건축과)."), ("en", "Departments improved: 2 (민원봉사과, 건축과).")],
)
def test_the_summary_names_the_departments_whose_change_was_confirmed(lang, said):
    assert made(lang).summary[0].endswith(said)


def test_a_report_without_values_has_a_summary_that_says_so_and_no_chart():
    report = empty()
    assert charts_of(report) == ()
    assert "값이 있는 지표가 없음" in report.summary[0]


def test_only_the_sections_asked_for_are_there():
    assert [section.title for section in made(sections=("methods",)).sections] == ["지표 정의와 방법"]
    whole = [type(block) for section in made().sections for part in section.parts for block in part.blocks]
    assert Chart in whole
    assert Grid in whole


@pytest.mark.parametrize(
    ("value", "decimals", "ko", "en"),
    [(2.04, 1, "▲2.0", "+2.0"), (-1.26, 1, "▼1.3", "-1.3"), (-0.04, 1, "0.0", "0.0"), (1234.5, 0, "▲1,234", "+1,234")],
)
def test_a_change_has_an_arrow_in_korean_and_a_sign_in_english(value, decimals, ko, en):
    assert (change_text(value, decimals, "ko"), change_text(value, decimals, "en")) == (ko, en)


@pytest.mark.parametrize(("lang", "unit", "both"), [("ko", "%p", "%, 변화 %p"), ("en", "pp", "%, changes in pp")])
def test_changes_of_percentages_are_in_points_of_them(lang, unit, both):
    report = compose([material("on_time_rate", {2023: 90.0, 2024: 92.0, 2025: 95.5}, {})], setting_of(lang))
    trend, since = charts_of(report)
    assert (trend.unit, since.unit) == ("%", unit)
    assert f": {unit} ·" in since.notes[0]
    overview, by_period = grids_of(report)[:2]
    assert by_period.unit == both
    assert any(unit in note for note in overview.notes)


def test_the_verdict_within_an_english_title_is_no_sentence_of_its_own():
    row = {**rows("waiting_time", {2024: 6.0, 2025: 5.0})[-1], "crude_change": -1.0, "within": -0.6}
    said = breakdown_title(row, indicator=indicators()["waiting_time"], lang="en")
    assert said.endswith("same tasks -0.6 min (improved)")


@pytest.mark.parametrize(
    ("compare", "lang", "label", "value", "fact"),
    [
        ("previous", "ko", "2024년", 74.26, None),
        (2023, "ko", "2023년", 70.04, "비교 2023년"),
        ("base", "ko", "기준연도", 70.04, "비교 기준연도"),
        ("base", "en", "Base year", 70.04, "compared with the base year"),
        (2019, "en", "2019", None, "compared with 2019"),
    ],
)
def test_the_overview_shows_the_value_that_changes_are_compared_with_and_every_page_says_which(
    compare, lang, label, value, fact
):
    report = made(lang, compare=compare)
    assert [column.label for column in report.overview.columns][3:5] == [label, "2025년" if lang == "ko" else "2025"]
    assert report.overview.rows[0][3] == value
    compared = [said for said in report.facts if "비교" in said or "compared" in said]
    assert compared == ([fact] if fact else [])


def test_a_base_before_the_years_shown_is_left_open_and_not_another_year_s_value():
    later = rows("satisfaction", {2023: 70.04, 2024: 74.26, 2025: 82.98})[1:]
    one = replace(material("satisfaction", {2024: 74.26, 2025: 82.98}, {}), rows=later)
    report = compose([one], setting_of(compare="base"))
    assert report.overview.rows[0][3:5] == (None, 82.98)
