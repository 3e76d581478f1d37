"""A report filled from a store: its numbers are those of the results, its refusals are words, its files have names."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import threading
import zipfile
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from kpi.core.errors import UserError
from kpi.core.indicator import indicators
from reports.model import charts_of
from services.report import FORMATS, ReportChoice, file_of, report, report_files, zipped
from services.report_options import reports_of
from services.report_outline import outline
from services.results import OF_CASES, Ask, evidence_basis, results, rows_of
from services.stores import open_store

TODAY = dt.date(2026, 11, 27)


@pytest.fixture(scope="module")
def store(office):
    return open_store(office.store)


def test_the_numbers_of_a_report_are_those_of_the_results(store):
    made = report(store, ReportChoice(indicators=("processing_time",)), today=TODAY)
    frame = results(store, Ask(("processing_time",), audience="file")).frame.sort_values("period_start")
    trend = charts_of(made)[0]
    divisor = 8 if "근무일" in trend.unit else 1
    assert list(trend.series[0].values) == pytest.approx([value / divisor for value in frame["value"]])
    assert trend.categories == ("2023년", "2024년")


def test_a_report_says_its_revision_scope_files_and_definitions(store):
    made = report(store, ReportChoice(), today=TODAY)
    assert f"자료 개정 {store.revision()}" in made.facts
    held = outline(made)
    assert [chapter.title.partition(". ")[0] for chapter in held.chapters][-2:] == ["붙임 1", "붙임 2"]
    uploads = [block for part in made.sections[-1].parts for block in part.blocks if hasattr(block, "rows")]
    assert {row[2] for row in uploads[0].rows} == {"민원.csv", "설문.xlsx"}


def test_a_report_of_a_department_has_its_name_and_no_other_department(store):
    made = report(store, ReportChoice(department="민원과"), today=TODAY)
    assert made.title == "2024년 민원과 5S 운동 성과 보고"
    assert "부서 민원과" in made.facts
    assert "부서별 성과" not in [section.title for section in made.sections]
    assert all("건축과" not in part.message for section in made.sections for part in section.parts)


def test_answers_under_ten_are_not_in_a_report(store):
    made = report(store, ReportChoice(indicators=("satisfaction",)), today=TODAY)
    assert [value for chart in charts_of(made)[:1] for value in chart.series[0].values] == pytest.approx([75, 92.5])
    assert all(row["n"] >= 10 for row in results(store, Ask(("satisfaction",), audience="file")).records())


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (ReportChoice(last=1999), "1999년 자료가 없습니다"),
        (ReportChoice(indicators=("nonsense",)), "'nonsense' 지표가 없습니다"),
        (ReportChoice(department="없는과"), "'없는과' 부서가 없습니다"),
    ],
    ids=["year", "indicator", "department"],
)
def test_what_is_not_there_is_refused_in_words(store, choice, words):
    with pytest.raises(UserError) as caught:
        report(store, choice, today=TODAY)
    assert words in caught.value.findings[0].say("ko")


def test_an_empty_store_has_nothing_to_report(new_office):
    with pytest.raises(UserError) as caught:
        report(open_store(new_office.store), ReportChoice(), today=TODAY)
    assert caught.value.findings[0].code == "no_data"


def test_unknown_formats_and_parts_are_refused(store):
    for words in (
        {"formats": "pdf,doc"},
        {"section": "everything"},
        {"hangul_charts": "drawn"},
        {"compare": "lastyear"},
    ):
        with pytest.raises(UserError) as caught:
            reports_of(store, **words)
        assert caught.value.findings[0].code == "bad_option"


def test_every_department_can_have_a_report_of_its_own(store):
    forms, choices = reports_of(store, every_department=True, formats="html")
    assert forms == ("html",)
    names = [name for name, _ in report_files(store, choices, forms, today=TODAY)]
    assert names == [f"2024년_{one.department}_5S_운동_성과_보고.html" for one in choices]
    assert len(choices) >= 2


def test_a_zip_keeps_files_of_the_same_name_apart_and_is_the_same_every_time():
    files = [("보고.pdf", b"1"), ("보고.pdf", b"2")]
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"보고.pdf": b"1", "보고_2.pdf": b"2"}
    assert zipped(files) == zipped(files)


def test_the_command_writes_files_and_says_where(office, tmp_path):
    words = ("report", "--year", "2024", "--format", "xlsx,html", "--indicator", "processing_time", "-o", tmp_path)
    told = office.run(*words, "--json")
    paths = [json.loads(line)["file"] for line in told.out.splitlines()]
    assert [path.rpartition(".")[2] for path in paths] == ["xlsx", "html"]
    assert "표 1" in " ".join(str(cell.value) for row in openpyxl.load_workbook(paths[0]).worksheets[0] for cell in row)
    office.run("report", "--format", "html", "--section", "sources", "-o", tmp_path / "모두.zip")
    assert zipfile.ZipFile(tmp_path / "모두.zip").namelist() == ["2024년_5S_운동_성과_보고.html"]


def test_the_charts_of_a_hangul_document_are_native_where_that_is_asked_for(office, tmp_path):
    words = ("report", "--format", "hwpx", "--indicator", "processing_time", "--section", "pillars")
    for chosen, native in (((), False), (("--hwpx-charts", "native"), True)):
        told = office.run(*words, *chosen, "-o", tmp_path, "--json")
        with zipfile.ZipFile(json.loads(told.out)["file"]) as package:
            assert ("Chart/chart1.xml" in package.namelist()) is native


def test_the_command_compares_with_the_year_before_the_first_year_or_any_year(store, office, tmp_path):
    for code, compared in (("previous", "previous"), ("base", "base"), ("2023", 2023)):
        assert reports_of(store, compare=code)[1][0].compare == compared
    words = ("report", "--format", "html", "--indicator", "processing_time", "--section", "pillars", "--compare")
    said = {}
    for code in ("previous", "2023"):
        told = office.run(*words, code, "-o", tmp_path, "--json")
        said[code] = re.findall("<h3>(.*?)</h3>", Path(json.loads(told.out)["file"]).read_text("utf-8"))[0]
    assert "전년 대비" in said["previous"]
    assert "2023년 대비" in said["2023"]


@pytest.mark.parametrize(("code", "words"), [("1999", "1999"), ("lastyear", "previous")])
def test_a_year_without_data_or_an_unknown_word_to_compare_with_is_refused(office, tmp_path, code, words):
    said = office.run("report", "--compare", code, "-o", tmp_path, code=2)
    assert words in said.err


def test_a_wrong_year_on_the_command_line_is_an_answer_and_no_traceback(office, tmp_path):
    said = office.run("report", "--year", "1999", "-o", tmp_path, code=2)
    assert "1999" in said.err


@pytest.mark.slow
def test_eight_people_at_once_each_get_their_own_charts():
    from tests.reports.report_made import made

    wrong: list[str] = []
    kept: dict[str, tuple[object, bytes]] = {}

    def ask(person: int) -> None:
        for turn in range(5):
            mine = made(names=(f"부서{person}{turn}가", f"부서{person}{turn}나"))
            for form in ("html", "pptx", "hwpx") if turn == 0 else ("html", "pptx"):
                if f"부서{person}{turn}나" not in _words(file_of(mine, form), form):
                    wrong.append(f"{person}{turn}{form}")
            kept[f"{person}{turn}"] = (mine, file_of(mine, "pdf"))

    people = [threading.Thread(target=ask, args=(person,)) for person in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert wrong == []
    assert [name for name, (mine, drawn) in kept.items() if file_of(mine, "pdf") != drawn] == []


def _words(content: bytes, form: str) -> str:
    if form == "html":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def test_no_library_that_writes_reports_is_loaded_before_it_is_needed():
    import subprocess
    import sys

    script = (
        "import sys, services.report, services.pictures; print(*{'pptx', 'docx', 'typst', 'hwpx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
    assert set(FORMATS) == {"hwpx", "pptx", "pdf", "xlsx", "docx", "html"}


def test_figures_of_cases_are_the_same_on_screen_and_in_files_so_they_are_computed_once(store):
    for indicator in indicators().values():
        if indicator.source not in OF_CASES:
            continue
        basis = partial(evidence_basis, store, indicator)
        for keys in ((), ("department",)):
            told = [rows_of(store, indicator, Ask(audience=one), keys, basis) for one in ("screen", "file")]
            pd.testing.assert_frame_equal(*told)
