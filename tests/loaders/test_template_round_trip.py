"""The template of every source loads back as it is."""

import io

import openpyxl
import pytest

from loaders.gate.files import read_file
from loaders.source import sources
from loaders.template import template_workbook
from tests.loaders.loading import codes, load, loaded

LANGS = ("ko", "en")
SOURCES = list(sources())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_template_loads_back_without_an_error_or_a_warning(source, lang):
    content = template_workbook(sources()[source], lang=lang)
    batch = load(read_file(content, "서식.xlsx"))
    assert batch.source == source
    assert codes(batch, "error") + codes(batch, "warning") == []
    assert len(batch.rows) == 3


@pytest.mark.parametrize("source", SOURCES)
def test_example_rows_say_that_they_are_made_up_and_are_left_out_beside_real_ones(source):
    workbook = openpyxl.load_workbook(io.BytesIO(template_workbook(sources()[source], lang="ko")))
    form = workbook["입력"]
    assert all("지어낸" in form.cell(row, form.max_column).value for row in (2, 3, 4))
    form.append([form.cell(2, place).value for place in range(1, form.max_column)])
    stream = io.BytesIO()
    workbook.save(stream)
    batch = loaded(read_file(stream.getvalue(), "서식.xlsx"), scale=(1, 5))
    assert batch.rows["row_number"].tolist() == [5]
    assert "example_rows" in codes(batch, "note")


@pytest.mark.parametrize("source", SOURCES)
def test_the_explanation_has_a_line_for_every_column(source):
    workbook = openpyxl.load_workbook(io.BytesIO(template_workbook(sources()[source], lang="ko")))
    labels = [row[0].value for row in workbook["설명"].iter_rows(min_row=5)]
    assert [column.label.ko for column in sources()[source].columns] == labels[: len(sources()[source].columns)]
