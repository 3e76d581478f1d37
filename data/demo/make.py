"""Writes the made-up files of this folder: `python -m data.demo.make [FOLDER]`. No network; always the same bytes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from data.demo import evaluations, petitions, sheets, surveys
from data.demo.city import YEARS

CSV_SURVEYS = (2019, 2020, 2022)
"""Years whose survey office saved cp949 csv; the others are workbooks, from 2023 with a merged band above the items."""
Entry = dict[str, Any]


def make(folder: Path) -> list[Entry]:
    """Write all files, the manifest in load order and the targets; return the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = [
        entry for year in YEARS for entry in (_survey(folder, year), _petitions(folder, year), _ratings(folder, year))
    ]
    manifest += [_achievements(folder), _cases(folder)]
    _write_json(folder / "manifest.json", manifest)
    _write_json(folder / "targets.json", targets())
    return manifest


def targets() -> list[Entry]:
    """Return the city's targets: a start, and what every year should add."""
    courses = {
        "satisfaction": (62.0, 1.5),
        "satisfied_share": (58.0, 2.0),
        "processing_time": (26.0, -1.0),
        "handling_time": (6.5, -0.5),
        "waiting_time": (10.0, -0.5),
        "shortening_rate": (30.0, 1.0),
        "on_time_rate": (95.0, 0.3),
        "collaboration_score": (55.0, 2.5),
        "proactivity_score": (55.0, 1.0),
        "joint_projects": (6.0, 1.5),
        "external_achievements": (12.0, 1.0),
        "case_spread": (1.5, 0.2),
    }
    return [
        {"indicator": indicator, "department": "", "year": year, "value": round(start + step * (year - YEARS[0]), 2)}
        for indicator, (start, step) in courses.items()
        for year in YEARS
    ]


def _survey(folder: Path, year: int) -> Entry:
    title, header, rows = (
        f"{year}년 가온시 민원서비스 만족도 조사 결과",
        (*surveys.PERSON, *surveys.ITEMS),
        surveys.answers(year),
    )
    name = f"만족도조사_{year}." + ("csv" if year in CSV_SURVEYS else "xlsx")
    if year in CSV_SURVEYS:
        sheets.write_csv(folder / name, title=title, header=header, rows=rows)
    else:
        first = len(surveys.PERSON)
        band = (first, len(header) - 1, "만족도(매우 불만족 1 ~ 매우 만족 5, 이용 안 함 9)") if year >= 2023 else None
        sheets.write_workbook(folder / name, title=title, sheet="응답", header=header, rows=rows, band=band)
    return {"file": name, "source": "satisfaction_survey", "year": year, "scale": [1, 5], "missing": ["9"]}


def _petitions(folder: Path, year: int) -> Entry:
    name = f"민원처리대장_{year}.xlsx"
    title = f"{year}년 가온시 민원처리대장({petitions.as_of(year)} 현재)"
    rows = petitions.ledger(year)
    sheets.write_workbook(folder / name, title=title, sheet=str(year), header=petitions.HEADER, rows=rows)
    return {"file": name, "source": "processing_records", "as_of": petitions.as_of(year)}


def _ratings(folder: Path, year: int) -> Entry:
    name = f"협업평가_{year}.xlsx"
    title = f"{year}년 가온시 부서 간 협업 평가(5점 척도)"
    rows = evaluations.ratings(year)
    sheets.write_workbook(folder / name, title=title, sheet="평가", header=evaluations.RATING_HEADER, rows=rows)
    return {"file": name, "source": "collaboration_evaluation", "year": year, "scale": [1, 5]}


def _achievements(folder: Path) -> Entry:
    name = f"대외성과_{YEARS[0]}-{YEARS[-1]}.xlsx"
    title = "가온시 수상·협업과제·우수사례"
    rows = evaluations.achievements()
    sheets.write_workbook(folder / name, title=title, sheet="성과", header=evaluations.ACHIEVEMENT_HEADER, rows=rows)
    return {"file": name, "source": "achievements"}


def _cases(folder: Path) -> Entry:
    name = f"우수사례_{YEARS[0]}-{YEARS[-1]}.xlsx"
    title = "가온시 우수·실패사례와 전파"
    rows = evaluations.cases()
    sheets.write_workbook(folder / name, title=title, sheet="사례", header=evaluations.CASE_HEADER, rows=rows)
    return {"file": name, "source": "cases"}


def _write_json(path: Path, entries: list[Entry]) -> None:
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
