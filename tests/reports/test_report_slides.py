"""What shares a slide, what its notes keep, and where its axes end."""

from __future__ import annotations

import io
from dataclasses import replace

from pptx import Presentation

from reports import pptx
from reports.model import Line, Series, charts_of
from reports.pptx_flow import packed
from reports.sheet import native_ends
from tests.reports.report_made import made


def test_definitions_share_slides_and_none_is_lost():
    written = made()
    slides = Presentation(io.BytesIO(pptx.write(written))).slides
    said = ["\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    parts = [part for section in written.sections if section.appendix for part in section.parts]
    texts = [block.text for part in parts for block in part.blocks if isinstance(block, Line)]
    assert texts
    assert all(any(text in one for one in said) for text in texts)
    assert len([one for one in said if "붙임 1." in one]) < len(written.sections[-2].parts)


def test_a_trend_and_its_table_share_a_slide_and_its_notes():
    slides = Presentation(io.BytesIO(pptx.write(made()))).slides
    both = [slide for slide in slides if {shape.has_chart for shape in slide.shapes if shape.has_table} == {False}]
    shared = [slide for slide in both if any(shape.has_chart for shape in slide.shapes)]
    assert len(shared) == 2
    for slide in shared:
        table = next(shape for shape in slide.shapes if shape.has_table)
        chart = next(shape for shape in slide.shapes if shape.has_chart)
        assert chart.top + chart.height < table.top
        assert "▲ 상승" in slide.notes_slide.notes_text_frame.text


def test_notes_share_lines_before_one_is_left_out_and_the_source_stays():
    notes = ["단위", "n", "표본", "※ 2019년", "※ 자료: 조사"]
    assert packed(notes, 10, 500, most=4) == ["단위   n", "표본", "※ 2019년", "※ 자료: 조사"]
    assert packed(["가" * 60] * 5 + ["※ 자료: 조사"], 10, 500, most=4) == ["가" * 60] * 3 + ["※ 자료: 조사"]


def test_an_axis_of_lines_goes_below_zero_only_where_a_value_does():
    chart = replace(charts_of(made())[0], categories=("1", "2", "3"))
    counts = replace(chart, unit="건", series=(Series("", (0.0, 1.0, 3.0)),))
    assert native_ends(counts)[0] == 0.0
    below = native_ends(replace(counts, series=(Series("", (-1.0, 1.0, 3.0)),)))[0]
    assert below is not None
    assert below < 0


def test_an_axis_of_percentages_ends_at_a_hundred():
    chart = replace(
        charts_of(made())[0], unit="%", categories=("1", "2", "3"), series=(Series("", (88.0, 97.0, 100.0)),)
    )
    assert native_ends(chart)[1] == 100.0
    assert (native_ends(replace(chart, unit="점"))[1] or 0) > 100.0


def test_narrow_slides_state_all_of_the_facts_demo_data_among_them():
    narrow = io.BytesIO()
    Presentation().save(narrow)
    report = made("en", compare="base", department="민원봉사과")
    slides = Presentation(io.BytesIO(pptx.write(report, template=narrow.getvalue()))).slides
    stated = " · ".join(report.facts)
    assert "demo data" in stated
    assert [stated in [shape.text_frame.text for shape in one.shapes if shape.has_text_frame] for one in slides] == [
        True
    ] * len(slides)
    cover = "\n".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    assert report.verdict_words.replace(" ", "") in cover.replace(" ", "").replace("\n", "")
