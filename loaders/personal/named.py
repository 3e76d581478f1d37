"""Registration numbers in the name of a file or of a sheet: names are stored and shown, so they may hold none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.personal.looks import look
from loaders.personal.masks import REGISTERED
from loaders.personal.verdicts import resident_numbers

if TYPE_CHECKING:
    from loaders.gate.files import Book

_FILE = Text(
    "파일 이름에 주민(외국인)등록번호로 보이는 값이 있습니다: {example}. 저장하는 이름에서는 가립니다. 원본 파일의 이름을 바꾸세요.",
    "The name of the file holds what looks like a resident registration number: {example}. It is covered in the name that is "
    "stored. Rename the original file.",
)
_SHEET = Text(
    "시트 이름에 주민(외국인)등록번호로 보이는 값이 있습니다: {example}. 아무것도 저장하지 않았습니다. 시트 이름을 바꾸고 다시 올리세요.",
    "The name of a sheet holds what looks like a resident registration number: {example}. Nothing was stored. Rename the sheet "
    "and upload again.",
)

_UNREAD_SHEET = Text(
    "읽지 않은 시트의 이름에 주민(외국인)등록번호로 보이는 값이 있습니다: {example}. 저장하지 않지만, 원본 파일에서 이름을 바꾸세요.",
    "The name of a sheet that is not read holds what looks like a resident registration number: {example}. It is not stored, "
    "but rename it in the original file.",
)


def named_findings(book: Book, read: tuple[str, ...]) -> list[Finding]:
    """Return a warning for the file's name, an error for the name of a sheet that is ``read`` and a warning for others."""
    found = []
    if example := registered(book.name) or _covered_in(book.name):
        found.append(Finding("warning", "personal_file_name", _FILE, {"example": example}, value=example))
    for sheet in book.sheets:
        if example := sheet.registered or registered(sheet.name):
            told = {"example": example, "kind": "rrn"}
            if sheet.name in read:
                found.append(Finding("error", "personal_data", _SHEET, told, sheet=sheet.name, value=example))
            else:
                found.append(
                    Finding("warning", "personal_elsewhere", _UNREAD_SHEET, told, sheet=sheet.name, value=example)
                )
    return found


def registered(name: str) -> str:
    """Return the covered registration number in a name, "" where there is none."""
    return resident_numbers(look(pd.Series([name], dtype="str"), ""), "").example


def _covered_in(name: str) -> str:
    found = REGISTERED.search(name)
    return found.group() if found else ""
