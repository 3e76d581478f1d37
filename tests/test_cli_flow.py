"""The command line from a file to a number and back, run as its users run it."""

import contextlib
import csv
import io
import json
import math
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

import cli

ROOT = Path(__file__).parent.parent

PETITIONS = [
    # case, department, task, received, completed, deadline; all from 9:00, so the hours can be read off
    ("1", "민원과", "전입신고", "2023-03-07 09:00", "2023-03-07 18:00", "2023-03-08"),  # 8 h
    ("2", "민원과", "전입신고", "2023-03-07 09:00", "2023-03-08 18:00", "2023-03-08"),  # 16 h
    ("3", "건축과", "건축허가", "2023-03-07 09:00", "2023-03-07 11:00", "2023-03-08"),  # 2 h
    ("4", "건축과", "건축허가", "2023-03-07 09:00", "2023-03-07 16:00", "2023-03-08"),  # 6 h
    ("5", "건축과", "옛 업무", "2023-03-06 09:00", "2023-03-10 18:00", "2023-03-09"),  # 40 h, late
    ("6", "민원과", "전입신고", "2024-03-05 09:00", "2024-03-05 14:00", "2024-03-06"),  # 4 h
    ("7", "민원과", "전입신고", "2024-03-05 09:00", "2024-03-05 18:00", "2024-03-06"),  # 8 h
    ("8", "건축과", "건축허가", "2024-03-05 09:00", "2024-03-05 11:00", "2024-03-06"),  # 2 h
    ("9", "건축과", "건축허가", "2024-03-05 09:00", "2024-03-05 14:00", "2024-03-06"),  # 4 h
    ("10", "건축과", "건축허가", "2024-03-05 09:00", "2024-03-05 12:00", "2024-03-06"),  # 3 h
    ("11", "건축과", "건축허가", "2024-03-05 09:00", "2024-03-05 12:00", "2024-03-06"),  # 3 h
    ("12", "민원과", "새 업무", "2024-03-05 09:00", "2024-03-06 11:00", "2024-03-06"),  # 10 h
]
HEADER = ("접수번호", "처리부서", "민원사무명", "접수일시", "처리일시", "처리기한")
ANSWERS = {2023: [3, 4, 4, 5, 4, 3, 4, 5, 4, 4], 2024: [5, 5, 4, 4, 5, 5, 4, 5, 5, 5]}


def write_petitions(path: Path, rows=PETITIONS) -> Path:
    with path.open("w", encoding="cp949", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return path


def write_survey(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "안내"
    sheet = book.create_sheet("설문응답")
    sheet.append(["연도", "부서", "전반적 만족도"])
    for year, answers in ANSWERS.items():
        for answer in answers:
            sheet.append([year, "민원과", answer])
    book.save(path)
    return path


@dataclass(frozen=True)
class Printed:
    """What a command printed."""

    out: str
    err: str

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Office:
    """A folder with a store of its own."""

    folder: Path

    @property
    def store(self) -> str:
        return f"sqlite:///{(self.folder / 'kpi.sqlite').as_posix()}"

    def start(self, *words: object, code: int = 0) -> Printed:
        """Run the program as its users do, on a console that knows ASCII only."""
        done = subprocess.run(
            [sys.executable, ROOT / "cli.py", *map(str, words)],
            capture_output=True, encoding="utf-8", cwd=self.folder, timeout=300, check=False,
            env={**os.environ, "KPI_STORE": self.store, "PYTHONIOENCODING": "ascii"},
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return Printed(done.stdout, done.stderr)

    def run(self, *words: object, code: int = 0) -> Printed:
        """Do the same within this process, because starting one takes its time."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            assert cli.main([*map(str, words), "--store", self.store]) == code
        return Printed(out.getvalue(), err.getvalue())

    def kpi(self, *words: object) -> str:
        return self.run("kpi", *words).out

    def records(self, *words: object) -> list[dict]:
        return json.loads(self.kpi(*words, "--format", "json"))

    def uploads(self) -> list[dict]:
        return self.run("uploads", "--json").lines


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    """An office that loaded a cp949 CSV file of petitions and a survey workbook."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.start("load", write_petitions(office.folder / "민원.csv"))
    office.start("load", write_survey(office.folder / "설문.xlsx"), "--scale", "1..5")
    return office


@pytest.fixture
def new_office(tmp_path) -> Office:
    return Office(tmp_path)


def test_check_says_what_it_read_and_stores_nothing(new_office):
    files = write_petitions(new_office.folder / "민원.csv"), write_survey(new_office.folder / "설문.xlsx")
    first, second = new_office.start("check", *files, "--json").lines
    assert (first["file"], first["source"], first["ok"]) == ("민원.csv", "processing_records", True)
    assert first["mapping"]["received_at"] == "접수일시"
    assert first["mapping"]["completed_at"] == "처리일시"
    assert (second["source"], second["sheet"], second["header_row"]) == ("satisfaction_survey", "설문응답", 1)
    assert new_office.uploads() == []


def test_load_prints_one_object_a_file_with_the_number_of_the_upload(new_office):
    files = write_petitions(new_office.folder / "민원.csv"), write_survey(new_office.folder / "설문.xlsx")
    loaded = new_office.start("load", *files, "--json").lines
    assert [(one["file"], one["upload_id"], one["rows"]) for one in loaded] == [
        ("민원.csv", 1, 12),
        ("설문.xlsx", 2, 20),
    ]
    assert [(one["id"], one["source"], one["state"]) for one in new_office.uploads()] == [
        (2, "satisfaction_survey", "active"),
        (1, "processing_records", "active"),
    ]
    table = new_office.run("uploads").out
    assert "민원.csv" in table
    assert "사용 중" in table


def test_processing_time_is_split_exactly_into_its_parts(office):
    before, after = office.records("processing_time")
    assert (before["period_start"], before["period_months"], before["department"], before["task"]) == (
        "2023-01-01", 12, None, None,
    )  # fmt: skip
    assert (before["value"], before["n"], before["unit"]) == (pytest.approx(72 / 5), 5, "hours")
    assert before["change"] is None
    assert before["index"] == pytest.approx(100)
    assert (after["value"], after["n"]) == (pytest.approx(34 / 7), 7)
    assert after["crude_change"] == pytest.approx(34 / 7 - 72 / 5)
    assert after["within"] == after["change"] == pytest.approx(-37 / 12)
    assert after["mix"] == pytest.approx(-11 / 12)
    assert after["entry_exit"] == pytest.approx(34 / 7 - 72 / 5 + 4)
    assert after["index"] == pytest.approx(100 * math.sqrt(18 / 32 * 24 / 40))
    assert after["coverage"] == pytest.approx(4 / 5)
    assert after["verdict"] == "no_confirmed_change"
    assert after["change_low"] < -37 / 12 < after["change_high"]


def test_on_time_rate_counts_by_the_year_of_the_deadline(office):
    assert [row["value"] for row in office.records("on_time_rate")] == [pytest.approx(80), pytest.approx(100)]


def test_satisfaction_and_its_interval_are_those_worked_by_hand(office):
    before, after = office.records("satisfaction")
    assert (before["value"], after["value"]) == (pytest.approx(75), pytest.approx(92.5))
    margin = 2.2621571628 * math.sqrt(4 / 9 * 625 / 10)  # t of 9 degrees of freedom
    assert (before["low"], before["high"]) == (pytest.approx(75 - margin), pytest.approx(75 + margin))
    assert after["change"] == pytest.approx(17.5)
    assert after["verdict"] == "improved"
    assert 0 < after["p"] <= after["p_adjusted"] < 0.05


def test_rows_carry_exactly_the_documented_names(office):
    names = [
        "indicator",
        "pillar",
        "period_start",
        "period_months",
        "department",
        "task",
        "value",
        "unit",
        "low",
        "high",
        "n",
        "coverage",
        "note",
        "change",
        "change_low",
        "change_high",
        "p",
        "p_adjusted",
        "verdict",
    ]
    parts = ["crude_change", "within", "mix", "entry_exit", "index"]
    assert list(json.loads(office.start("kpi", "satisfaction", "--format", "json").out)[0]) == names
    assert list(office.records("processing_time")[0]) == names + parts


def test_rows_come_apart_by_department_and_by_month_and_can_be_limited(office):
    rows = office.records("processing_time", "--by", "department", "--from", "2024")
    assert {row["department"]: row["value"] for row in rows} == {
        "민원과": pytest.approx(22 / 3),
        "건축과": pytest.approx(3),
    }
    rows = office.records("processing_time", "--by", "month,task", "--department", "건축과", "--to", "2023-12")
    assert [
        (row["period_start"], row["period_months"], row["department"]) for row in rows if row["value"] is not None
    ] == [("2023-03-01", 1, "건축과")] * 2
    assert {row["task"]: row["value"] for row in rows if row["value"] is not None} == {
        "건축허가": pytest.approx(4),
        "옛 업무": pytest.approx(40),
    }


def test_a_year_can_be_compared_with_the_base_year_or_a_named_one(office):
    for word in ("base", "2023"):
        assert office.records("satisfaction", "--compare", word)[1]["change"] == pytest.approx(17.5)


def test_the_table_lines_up_and_csv_keeps_every_digit(office):
    table = office.kpi("satisfaction", "--lang", "en")
    assert "92.5" in table
    assert "Improved" in table
    assert "개선" in office.kpi("satisfaction")
    rows = list(csv.DictReader(io.StringIO(office.kpi("processing_time", "--format", "csv"))))
    assert float(rows[1]["value"]) == pytest.approx(34 / 7, abs=1e-12)
    assert rows[1]["department"] == ""


def test_the_same_content_twice_is_refused(office):
    failed = office.run("load", office.folder / "민원.csv", "--json", code=2)
    assert json.loads(failed.err.splitlines()[-1])["code"] == "already_there"
    assert json.loads(failed.out)["ok"] is False
    assert len(office.uploads()) == 2


def test_an_unknown_department_stops_the_load_until_it_is_accepted(new_office):
    new_office.run("load", write_petitions(new_office.folder / "민원.csv"))
    moved = [(case, "민원봉사과", task, *times) for case, _, task, *times in PETITIONS]
    later = write_petitions(new_office.folder / "다른.csv", [row for row in moved if "2024" in row[3]])
    finding = json.loads(new_office.run("load", later, "--json", code=2).err.splitlines()[0])
    assert {"file", "sheet", "row", "column", "value", "severity", "message"} <= set(finding)
    assert (finding["severity"], finding["column"], finding["value"]) == ("error", "처리부서", "민원봉사과")
    assert "민원과" in finding["message"]
    new_office.run("load", later, "--accept-new")
    assert "민원봉사과" in new_office.kpi("processing_time", "--by", "department")


def test_a_correction_replaces_and_its_withdrawal_brings_the_former_back(new_office):
    new_office.run("load", write_petitions(new_office.folder / "민원.csv"))
    slower = [(*row[:4], "2024-03-05 16:00" if row[0] == "6" else row[4], row[5]) for row in PETITIONS]
    new_office.run("load", write_petitions(new_office.folder / "민원 수정.csv", slower))
    assert new_office.records("processing_time")[1]["value"] == pytest.approx(36 / 7)
    assert new_office.start("verify", "--json").lines == [{"ok": True}]
    states = {one["id"]: one["state"] for one in new_office.uploads()}
    assert states == {1: "replaced", 2: "active"}
    new_office.start("withdraw", "2")
    assert new_office.records("processing_time")[1]["value"] == pytest.approx(34 / 7)
    new_office.run("withdraw", "2", code=2)
    new_office.run("withdraw", "99", code=2)
    assert "문제가 없습니다" in new_office.run("verify").out


def test_a_mapping_is_corrected_and_a_field_left_unread(new_office):
    path = write_petitions(new_office.folder / "민원.csv")
    (checked,) = new_office.run("check", path, "--map", "task=처리부서", "--map", "deadline=", "--json").lines
    assert checked["mapping"]["task"] == "처리부서"
    assert "deadline" not in checked["mapping"]
    assert checked["mapping"]["received_at"] == "접수일시"


def test_one_bad_file_does_not_keep_the_others_out(new_office):
    good = write_petitions(new_office.folder / "민원.csv")
    done = new_office.run("load", new_office.folder / "없음.csv", good, "--json", code=2)
    assert [line["ok"] for line in done.lines] == [False, True]
    assert json.loads(done.err)["file"] == "없음.csv"


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_chart_is_written_to_a_file(office, ending):
    target = office.folder / f"추이.{ending}"
    (office.start if ending == "png" else office.run)("chart", "processing_time", "-o", target)
    content = target.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n") if ending == "png" else b"<svg" in content[:400]
    assert len(content) > 5_000


@pytest.mark.slow
def test_demo_data_come_only_when_asked_for(new_office):
    assert json.loads(new_office.run("kpi", "--format", "json").out) == []
    new_office.run("demo")
    assert {row["pillar"] for row in new_office.records()} == {"smile", "simple", "soft", "speed", "smart"}
