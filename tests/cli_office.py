"""A made-up office with a store of its own, which works from the command line."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import openpyxl

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


def working_office(folder: Path) -> Office:
    """Return an office that loaded a cp949 CSV file of petitions and a survey workbook."""
    folder.mkdir()
    office = Office(folder)
    office.start("load", write_petitions(folder / "민원.csv"))
    office.start("load", write_survey(folder / "설문.xlsx"), "--scale", "1..5")
    return office
