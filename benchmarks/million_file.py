"""Writes a made-up register of petitions of 8 columns, quickly and as large as wanted: xlsx as Excel stores it, or csv."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

HEADER = ("접수번호", "민원명", "담당부서", "접수일시", "완료일시", "처리기한", "창구처리시간(분)", "처리상태")
DEPARTMENTS, TASKS, YEARS = 40, 200, 10
STATUSES = ("처리완료", "처리완료", "처리완료", "진행중", "취하")
CHUNK = 50_000
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = np.datetime64("1899-12-30T00:00")
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATION}"><sheets><sheet name="처리대장" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATION}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>",
}


def petitions(count: int, *, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the columns of made-up petitions of ten years in order of receipt, some thousand rows at a time."""
    for first in range(0, count, CHUNK):
        rng = np.random.default_rng((seed, first))
        size = min(CHUNK, count - first)
        span = YEARS * 365 * 24 * 60 / count
        minutes = ((first + np.arange(size)) * span).astype("int64")
        received = np.datetime64("2015-01-01T00:00") + minutes.astype("timedelta64[m]")
        taken = np.rint(rng.lognormal(7.5, 1.0, size).clip(1, 30 * 24 * 60)).astype("timedelta64[m]")
        yield {
            "number": first + np.arange(size),
            "task": rng.integers(0, TASKS, size),
            "received": received,
            "completed": received + taken,
            "deadline": received.astype("datetime64[D]") + np.timedelta64(14, "D"),
            "minutes": np.round(rng.lognormal(2.0, 0.7, size), 1),
            "status": rng.integers(0, len(STATUSES), size),
        }


def write_csv(path: Path, count: int, *, encoding: str = "utf-8") -> None:
    """Write the register as csv, header in the first row."""
    with path.open("w", encoding=encoding, newline="\r\n") as file:
        file.write(",".join(HEADER) + "\n")
        for part in petitions(count):
            moments = (np.datetime_as_string(part[name]).tolist() for name in ("received", "completed"))
            received, completed = ([text.replace("T", " ") for text in texts] for texts in moments)
            days = np.datetime_as_string(part["deadline"]).tolist()
            plain = (part[name].tolist() for name in ("number", "task", "minutes", "status"))
            for number, task, spent, status, start, end, day in zip(*plain, received, completed, days, strict=True):
                file.write(
                    f"민원-{number:08d},민원사무 {task:03d},부서 {task % DEPARTMENTS:02d}과,{start},{end},{day},{spent},"
                    f"{STATUSES[status]}\n"
                )


def write_xlsx(path: Path, count: int) -> None:
    """Write the register as a workbook of one sheet: shared strings, moments as serial numbers with a date style."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, text in _PARTS.items():
            package.writestr(name, _TOP + text)
        with package.open("xl/sharedStrings.xml", "w") as part:
            part.write(f"{_TOP}<sst {_MAIN}>".encode())
            for text in _strings(count):
                part.write(f"<si><t>{text}</t></si>".encode())
            part.write(b"</sst>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f"{_TOP}<worksheet {_MAIN}><sheetData>".encode())
            cells = "".join(f'<c r="{letter}1" t="s"><v>{place}</v></c>' for place, letter in enumerate("ABCDEFGH"))
            part.write(f'<row r="1">{cells}</row>'.encode())
            for rows in petitions(count):
                part.write("".join(_xml_rows(rows)).encode())
            part.write(b"</sheetData></worksheet>")


def _strings(count: int) -> Iterator[str]:
    yield from HEADER
    yield from STATUSES
    yield from (f"민원사무 {task:03d}" for task in range(TASKS))
    yield from (f"부서 {department:02d}과" for department in range(DEPARTMENTS))
    yield from (f"민원-{number:08d}" for number in range(count))


def _xml_rows(part: dict[str, Any]) -> Iterator[str]:
    statuses, tasks = len(HEADER), len(HEADER) + len(STATUSES)
    departments = tasks + TASKS
    numbers = departments + DEPARTMENTS
    serials = ((part[name] - _EPOCH).astype("int64") / 1440 for name in ("received", "completed"))
    days = (part["deadline"] - _EPOCH.astype("datetime64[D]")).astype("int64")
    plain = (part[name].tolist() for name in ("number", "task", "minutes", "status"))
    moments = (one.tolist() for one in (*serials, days))
    for number, task, spent, status, start, end, day in zip(*plain, *moments, strict=True):
        row = number + 2
        yield (
            f'<row r="{row}"><c r="A{row}" t="s"><v>{numbers + number}</v></c><c r="B{row}" t="s"><v>{tasks + task}</v></c>'
            f'<c r="C{row}" t="s"><v>{departments + task % DEPARTMENTS}</v></c><c r="D{row}" s="1"><v>{start!r}</v></c>'
            f'<c r="E{row}" s="1"><v>{end!r}</v></c><c r="F{row}" s="2"><v>{day}</v></c><c r="G{row}"><v>{spent!r}</v></c>'
            f'<c r="H{row}" t="s"><v>{statuses + status}</v></c></row>'
        )
