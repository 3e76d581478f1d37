"""One chart as a slide: read back by another library, its numbers are those of the results."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from kpi.core.errors import UserError
from services.pictures import Picture, chart_file
from services.results import Ask, results
from services.scope import scope
from services.single_chart import is_of_reports
from services.stores import open_store

INDICATOR = "processing_time"


@pytest.fixture(scope="module")
def store(office):
    return open_store(office.store)


def slide_of(store, kind: str, **ask):
    name, content = chart_file(store, Picture(kind, INDICATOR, Ask(**ask)), scope=scope(store), form="pptx")
    assert name.endswith(".pptx")
    (only,) = Presentation(io.BytesIO(content)).slides
    return only


def drawn(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def said(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_slide_holds_the_numbers_the_finding_and_what_it_rests_on(store):
    slide = slide_of(store, "trend")
    values = results(store, Ask((INDICATOR,), audience="file")).frame.sort_values("period_start")["value"]
    unit = 8 if "근무일" in said(slide) else 1
    plot = drawn(slide).plots[0]
    assert list(plot.categories) == ["2023년", "2024년"]
    assert list(plot.series[0].values) == pytest.approx([value / unit for value in values])
    assert "평균 처리기간" in slide.shapes.title.text_frame.text
    assert all(word in said(slide) for word in ("자료 개정", "전체 부서", "2023년"))
    assert "같은 업무" in slide.notes_slide.notes_text_frame.text


def test_departments_stand_on_their_slide_and_the_filter_is_named(store):
    apart = results(store, Ask((INDICATOR,), keys=("department",), audience="file")).frame
    known = set(apart.loc[apart["value"].notna(), "department"])
    assert set(drawn(slide_of(store, "heatmap")).plots[0].categories) <= known
    one = sorted(known)[0]
    assert f"부서 {one}" in said(slide_of(store, "trend", department=one))


def test_a_chart_that_slides_do_not_have_is_refused_in_words(store):
    assert not is_of_reports("control")
    with pytest.raises(UserError) as refused:
        slide_of(store, "control")
    assert refused.value.findings[0].code == "no_slide"
    assert "관리도" in refused.value.findings[0].say("ko")


@pytest.mark.parametrize("form", ["pptx", "csv"])
def test_an_indicator_that_is_none_is_refused_in_words(store, form):
    with pytest.raises(UserError):
        chart_file(store, Picture("trend", "no_such", Ask()), scope=scope(store), form=form)
