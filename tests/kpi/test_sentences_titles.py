"""Titles, subtitles, sources: what stands in a figure when it travels."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from kpi.core.text import Text
from kpi.sentences import titles
from kpi.sentences.origin import Origin, foot, subtitle
from kpi.sentences.reasons import missing_line, short_reason
from kpi.sentences.rows import rows_of, running_totals
from tests.charts.made_results import AWARDS, SATISFACTION, TIME, by_department, results, times


def test_the_trend_title_states_the_finding_of_the_last_period():
    rows = rows_of(times(), TIME)
    assert (
        titles.trend_title(rows, indicator=TIME, lang="ko")
        == "2025년 평균 처리기간 25.1시간(3.1일), 같은 업무는 전년 대비 2.1시간 단축(개선)"
    )


def test_the_index_title_is_arithmetic_and_has_no_verdict():
    said = titles.index_title(rows_of(times(), TIME), indicator=TIME, lang="ko")
    assert said == "평균 처리기간: 2025년 같은 업무 지수 87.3(2019년=100), 2019년 대비 12.7% 감소"
    assert "개선" not in said


def test_the_index_title_names_the_year_that_is_100_and_not_the_first_one():
    index = {2013: 125.0, 2014: 100.0, 2015: 80.0}
    rows = rows_of(results([{"start": year, "value": 9.0, "index": level} for year, level in index.items()]), TIME)
    assert titles.index_title(rows, indicator=TIME, lang="ko").endswith("지수 80.0(2014년=100), 2014년 대비 20.0% 감소")
    assert titles.index_title(rows[2:], indicator=TIME, lang="en").endswith(
        "index 80.0 (the base year = 100), 20.0% lower than the base year"
    )
    assert titles.index_title(rows[:2], indicator=TIME, lang="ko").endswith("지수 100.0(2014년=100)")


def test_a_month_is_set_against_the_same_month_of_the_base_year():
    months = {"2014-01": 100.0, "2014-02": 100.0, "2015-01": 90.0, "2015-02": 70.0}
    table = pd.concat(
        results([{"start": int(start[:4]), "value": 9.0, "index": level}]).assign(
            period_start=pd.Timestamp(f"{start}-01"), period_months=1
        )
        for start, level in months.items()
    )
    said = titles.index_title(rows_of(table, TIME), indicator=TIME, lang="ko")
    assert said == "평균 처리기간: 2015년 2월 같은 업무 지수 70.0(2014년 2월=100), 2014년 2월 대비 30.0% 감소"


def test_the_cumulative_title_names_the_base_year():
    said = titles.cumulative_title(rows_of(times(), TIME), indicator=TIME, lang="ko")
    assert said == "2025년 평균 처리기간, 같은 업무는 2019년 대비 2.1시간 단축(개선)"


def test_the_base_year_itself_is_never_a_finding():
    only = results([{"start": 2019, "value": 30.0, "change": 0.0}])
    assert titles.cumulative_title(rows_of(only, TIME), indicator=TIME, lang="ko") == "평균 처리기간: 표시할 값 없음"


def test_a_running_total_ends_at_a_year_without_a_value():
    rows = rows_of(
        results(
            [
                {"start": 2019, "value": 8.0},
                {"start": 2020, "value": 6.0},
                {"start": 2021},
                {"start": 2022, "value": 9.0},
            ],
            AWARDS,
        ),
        AWARDS,
    )
    assert running_totals(rows) == [8.0, 14.0, None, None]
    assert titles.total_title(rows, indicator=AWARDS, lang="ko") == (
        "대외 성과: 2019년~2020년 누적 14건(빠진 기간이 있어 그 뒤는 합하지 않음)"
    )
    assert titles.total_title(rows[:3], indicator=AWARDS, lang="ko") == "대외 성과: 2019년~2020년 누적 14건"


def test_a_running_total_ends_before_a_year_that_has_no_row():
    rows = rows_of(results([{"start": year, "value": 5.0} for year in (2019, 2020, 2022)], AWARDS), AWARDS)
    assert running_totals(rows) == [5.0, 10.0, None]


def test_the_heat_map_title_counts_verdicts_and_makes_no_league_table():
    rows = [row for row in rows_of(by_department(), SATISFACTION) if row["department"]]
    said = titles.heatmap_title(rows, indicator=SATISFACTION, lang="ko")
    assert said == "2025년 고객만족도: 부서 8곳 · 전년 대비 개선 2, 악화 2(복지정책과, 세무과), 확인된 변화 없음 4"


def test_both_ends_of_a_range_of_times_are_in_the_unit_of_the_cells():
    def said(least, most, lang="ko", **unit):
        made = [{"start": 2025, "value": least, "department": "가"}, {"start": 2025, "value": most, "department": "나"}]
        return titles.heatmap_title(rows_of(results(made), TIME), indicator=TIME, lang=lang, **unit).split(" · ")[1]

    assert said(18.1, 21.5) == "2.26~2.69일"
    assert said(6.4, 21.5, "en") == "0.80 to 2.69 days"
    assert said(6.1, 7.5) == "6.1~7.5시간"
    assert said(6.1, 7.5, days=True) == "0.76~0.94일"
    assert said(21.5, 21.5) == "2.69일"


def test_the_breakdown_title_sets_the_same_tasks_against_the_crude_mean():
    said = titles.breakdown_title(rows_of(times(), TIME)[-1], indicator=TIME, lang="ko")
    assert said == "평균 처리기간: 2025년 단순 평균 변화 -3.0시간 중 같은 업무 -2.1시간(개선)"


def test_titles_of_nothing_say_so():
    for title in (
        titles.trend_title,
        titles.index_title,
        titles.cumulative_title,
        titles.total_title,
        titles.heatmap_title,
    ):
        assert title([], indicator=TIME, lang="en") == "Mean processing time: nothing to show"
    assert titles.breakdown_title(None, indicator=TIME, lang="en") == "Mean processing time: no change to split"


def test_the_subtitle_holds_unit_direction_period_filters_and_n():
    rows = rows_of(times(), TIME)
    said = subtitle(rows, indicator=TIME, lang="ko", origin=Origin(filters=("부서 민원봉사과",)), days=True)
    assert said == "단위: 일(근무일, 1일=8시간) · 낮을수록 좋음 · 2019년~2025년 · 부서 민원봉사과 · 900~1,204건"


def test_people_are_counted_as_answers():
    rows = rows_of(by_department(), SATISFACTION)[:1]
    assert "응답 2,400명" in subtitle(rows, indicator=SATISFACTION, lang="ko", origin=Origin())


def test_the_foot_holds_source_date_and_that_numbers_are_made_up():
    known = Origin(sources=(Text("민원 처리 기록", "Processing records"),), as_of=dt.date(2026, 1, 5), demo=True)
    assert foot(known, "ko") == "※ 자료: 민원 처리 기록 · 2026. 1. 5. 기준 · 시연용 자료(지어낸 수치)"
    assert "Demo data" in foot(known, "en")
    assert foot(Origin(), "ko") == ""


def test_missing_periods_are_listed_with_their_reasons():
    assert missing_line(rows_of(times(), TIME), "ko") == "※ 값 없음: 2021년 (자료 없음)"
    assert missing_line([], "ko") == ""
    many = rows_of(results([{"start": year, "note": "no_data"} for year in range(2010, 2020)]), TIME)
    assert missing_line(many, "en").endswith("and 7 more periods")


def test_a_cell_has_room_for_a_short_reason():
    assert short_reason(("too_few",), "ko") == "응답 적음"
    assert short_reason((), "en") == "no data"
    assert short_reason(("no_such_code",), "en") == "no data"
