"""Trend, index, cumulative change and breakdown: gaps, units, verdicts, arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest

from charts import breakdown, cumulative, index, trend
from charts.display import month_number, periods_between, shown_ticks, time_axis
from charts.theme import MARKERS, palette
from charts.ticks import nice_step, value_axis
from kpi.core.frames import ContractError
from kpi.core.periods import year
from kpi.sentences.rows import rows_of
from tests.charts.made_results import ON_TIME, SATISFACTION, TIME, by_department, results, times


def trace(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def drawn(**options):
    return trend.trend(times(), indicator=TIME, **({"lang": "ko"} | options))


def test_a_missing_year_is_a_gap_and_never_a_zero():
    line = trace(drawn(), "실적")
    assert line.connectgaps is False
    at = dict(zip(line.x, line.y, strict=True))
    assert at[month_number(year(2021))] is None
    assert 0 not in line.y


def test_a_year_without_any_row_is_a_gap_too():
    made = results([{"start": 2019, "value": 3.0}, {"start": 2022, "value": 4.0}])
    line = trace(trend.trend(made, indicator=TIME, lang="ko"), "실적")
    assert list(line.y) == [3.0, None, 4.0]


def test_the_line_does_not_cross_a_series_break():
    made = results(
        [
            {"start": 2019, "value": 3.0},
            {"start": 2020, "value": 4.0, "verdict": "not_comparable", "note": "series_break"},
        ]
    )
    line = trace(trend.trend(made, indicator=TIME, lang="ko"), "실적")
    assert list(line.y) == [3.0, None, 4.0]


def test_eight_working_hours_are_drawn_as_one_day_and_the_unit_says_so():
    figure = drawn(frame="file")
    assert trace(figure, "실적").y[0] == pytest.approx(30.0 / 8)
    assert "일(근무일, 1일=8시간)" in figure.layout.title.text
    short = results([{"start": 2019, "value": 3.0}])
    figure = trend.trend(short, indicator=TIME, lang="ko", frame="file")
    assert trace(figure, "실적").y[0] == 3.0
    assert "시간(근무시간)" in figure.layout.title.text


def test_the_target_is_in_the_unit_of_the_line_and_only_where_it_is_set():
    rows = times()
    years = rows["period_start"].dt.year
    aimed = rows.assign(target=years.map({2024: 24.0, 2025: 22.0}), best_peer=16.0, target_high=years.map({2025: 26.0}))
    figure = trend.trend(aimed, indicator=TIME, lang="ko")
    yearly = trace(figure, "자체 목표")
    assert list(yearly.x) == [month_number(year(2024)), month_number(year(2025))]
    assert list(yearly.y) == [3.0, 2.75]
    assert set(trace(figure, "최우수 기관").y) == {2.0}
    assert list(trace(figure, "목표 범위").y) == [26.0 / 8]
    assert not {"자체 목표", "최우수 기관", "목표 범위"} & {trace.name for trace in drawn().data}


def test_a_break_is_an_upright_line_before_the_first_period_behind_it():
    figure = drawn(breaks=((dt.date(2024, 7, 1), "문항 <b>바뀜</b>"), (dt.date(1990, 1, 1), "옛일")))
    (drawn_line,) = figure.layout.shapes
    assert drawn_line.x0 == drawn_line.x1 == month_number(year(2024)) - 6
    said = [note.text for note in figure.layout.annotations if "계열 단절" in note.text]
    assert said == ["계열 단절: 문항 &lt;b&gt;바뀜&lt;/b&gt;"]


def test_the_axis_holds_line_interval_and_target():
    figure = trend.trend(times().assign(target=10.0), indicator=TIME, lang="ko")
    low, high = figure.layout.yaxis.range
    assert low < 10.0 / 8
    assert high > 32.9 / 8


def test_every_verdict_has_a_shape_of_its_own_and_its_word_in_the_hover():
    figure = drawn()
    for verdict, word in (
        ("improved", "개선"),
        ("worsened", "악화"),
        ("no_confirmed_change", "확인된 변화 없음"),
        ("not_comparable", "비교 불가"),
    ):
        points = trace(figure, word)
        assert points.marker.symbol == MARKERS[verdict].symbol
        assert all(word in hover for hover in points.hovertext)
    looks = {(shape.symbol, shape.filled) for shape in MARKERS.values() if shape.size}
    assert len(looks) >= len(MARKERS) - 1
    assert MARKERS["improved"].symbol != MARKERS["worsened"].symbol


def test_the_hover_has_value_interval_n_change_and_verdict():
    hover = trace(drawn(), "개선").hovertext[0]
    assert hover == (
        "<b>2025년</b><br>평균 처리기간 3.14일<br>95% 구간 3.05~3.23<br>1,204건<br>변화 -0.26일 (-0.38~-0.15) · 개선"
    )


def test_the_last_value_is_written_beside_its_point():
    note = drawn().layout.annotations[0]
    assert note.text == "<b>3.14일</b>"
    assert note.x == month_number(year(2025))


def test_a_click_on_a_point_tells_department_period_and_indicator():
    assert list(trace(drawn(), "개선").customdata[0]) == ["", "2025-01-01", "processing_time"]


def test_one_department_is_chosen_by_name_and_several_are_refused_without_one():
    made = by_department()
    figure = trend.trend(made, indicator=SATISFACTION, lang="ko", department="보건소", frame="file")
    assert "보건소" in figure.layout.title.text
    with pytest.raises(ContractError, match="choose one"):
        trend.trend(made[made["department"] != ""], indicator=SATISFACTION, lang="ko")


def test_the_whole_organisation_is_drawn_where_departments_are_there_too():
    line = trace(trend.trend(by_department(), indicator=SATISFACTION, lang="ko"), "실적")
    assert list(line.y) == [78.0, 79.0, 80.0, 81.0, 82.0]


def test_the_index_starts_at_its_base_and_has_no_verdict():
    figure = index.index(times(), indicator=TIME, lang="ko", frame="file")
    points = next(trace for trace in figure.data if trace.mode == "markers")
    assert list(points.y) == [100.0, 105.1, 98.2, 87.3]
    assert figure.layout.shapes[0].y0 == 100
    assert "개선" not in figure.layout.title.text
    assert "2021년 (자료 없음)" in " ".join(note.text for note in figure.layout.annotations)


def test_the_cumulative_change_starts_at_zero_and_shows_its_interval():
    figure = cumulative.cumulative(times(), indicator=TIME, lang="ko", frame="file")
    path = figure.data[0]
    assert path.y[0] == 0.0
    assert trace(figure, "개선").y[0] == -2.1
    bars = figure.data[1]
    assert [value for value in bars.y if value is not None][-2:] == [-3.0, -1.2]
    assert "2019년 대비 2.1시간 단축(개선)" in figure.layout.title.text


def test_the_base_of_the_cumulative_change_may_be_any_year():
    figure = cumulative.cumulative(times(), indicator=TIME, lang="ko", frame="file", compare=2020)
    assert "2020년 대비" in figure.layout.title.text
    assert "2020년=0" in " ".join(note.text for note in figure.layout.annotations)


@pytest.mark.parametrize(
    ("months", "lang", "base", "against"),
    [
        (1, "ko", "2019년 같은 달=0", "2019년 같은 달 대비 2.1시간 단축"),
        (1, "en", "(the same month of 2019 = 0)", "2.1 h shorter than the same month of 2019"),
        (3, "ko", "2019년 같은 분기=0", "2019년 같은 분기 대비 2.1시간 단축"),
        (3, "en", "(the same quarter of 2019 = 0)", "2.1 h shorter than the same quarter of 2019"),
    ],
)
def test_months_and_quarters_are_set_against_the_same_of_the_base_year(months, lang, base, against):
    starts = [f"{year}-{month:02d}-01" for year in (2019, 2020) for month in range(1, 13, months)]
    change = {"change": -2.1, "change_low": -3.0, "change_high": -1.2, "verdict": "improved"}
    made = results(
        [
            {"start": start, "period_months": months, "value": 5.0, **(change if start > "2020" else {})}
            for start in starts
        ]
    )
    figure = cumulative.cumulative(made, indicator=TIME, lang=lang, frame="file")
    notes = " ".join(note.text for note in figure.layout.annotations)
    assert base in notes
    assert ("값 없음" in notes or "No value" in notes) is False
    assert against in figure.layout.title.text
    assert list(figure.data[0].y) == [0.0] * (12 // months) + [-2.1] * (12 // months)


def test_a_later_period_that_was_not_compared_is_named_and_one_before_the_base_is_not():
    made = results([{"start": year, "value": 5.0} for year in (2018, 2019)] + [{"start": 2020, "note": "no_data"}])
    figure = cumulative.cumulative(made, indicator=TIME, lang="ko", frame="file", base_year=2019)
    notes = " ".join(note.text for note in figure.layout.annotations)
    assert "값 없음: 2020년 (자료 없음)" in notes
    assert "2018년" not in notes


def test_the_breakdown_adds_up_to_the_crude_change():
    figure = breakdown.breakdown(times(), indicator=TIME, lang="ko")
    bars = figure.data[0]
    within, mix, entry, crude = bars.y
    assert within + mix + entry == pytest.approx(crude)
    assert list(bars.base) == [0.0, -2.1, pytest.approx(-3.0), 0.0]


def test_only_the_same_task_part_of_the_breakdown_has_a_verdict():
    bars = breakdown.breakdown(times(), indicator=TIME, lang="ko").data[0]
    assert bars.marker.color[0] == palette("light").good
    assert "개선" in bars.hovertext[0]
    assert not any("개선" in hover for hover in bars.hovertext[1:])
    assert bars.marker.color[1] == bars.marker.color[2] == palette("light").neutral


def test_a_breakdown_may_be_of_an_earlier_period():
    rows = rows_of(times(), TIME)
    chosen = breakdown.chosen(rows, year(2020).start)
    assert chosen is not None
    assert chosen["crude_change"] == 2.0
    assert breakdown.chosen(rows, year(2021).start) is None


def test_every_year_has_its_tick_and_many_months_have_januaries():
    years = periods_between(rows_of(times(), TIME))
    assert [period.start.year for period in years] == list(range(2019, 2026))
    axis = time_axis(years, 560)
    assert axis["ticktext"] == [str(number) for number in range(2019, 2026)]
    months = results(
        [{"start": f"{2019 + n // 12}-{n % 12 + 1:02d}-01", "value": 1.0 + n, "period_months": 1} for n in range(84)],
        ON_TIME,
    )
    periods = periods_between(rows_of(months, ON_TIME))
    assert len(periods) == 84
    assert {periods[place].start.month for place in shown_ticks(periods, 560)} == {1}


@pytest.mark.parametrize(
    ("least", "step"), [(0.7, 1.0), (1.0, 1.0), (1.1, 2.0), (3.0, 5.0), (6.0, 10.0), (0.03, 0.05), (140.0, 200.0)]
)
def test_ticks_step_by_one_two_or_five(least, step):
    assert nice_step(least) == pytest.approx(step)


@pytest.mark.parametrize("values", [[5.0], [0.0], [], [None], [-3.0, 4.0], [99.98, 100.01], [1e6, 3e6], [1e-9, 2e-9]])
@pytest.mark.parametrize("height", [200, 420, 600])
def test_an_axis_holds_its_values_and_its_ticks_have_different_texts(values, height):
    axis = value_axis(values, height, signs="signed")
    assert axis.low < axis.high
    assert all(axis.low <= value <= axis.high for value in values if value is not None)
    assert all(axis.low - 1e-9 <= tick <= axis.high + 1e-9 for tick in axis.ticks)
    assert len(axis.ticks) >= 2
    assert len(set(axis.texts)) == len(axis.texts)
    assert "\u2212" not in "".join(axis.texts)
