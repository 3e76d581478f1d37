"""Why a file is refused, and what its owner can do about it."""

from __future__ import annotations

from typing import Any

from kpi.core.errors import UserError, refuse
from kpi.core.text import Text

_SAVE = Text(
    "엑셀에서 열어 'Excel 통합 문서(.xlsx)'로 다시 저장해 주세요.", "Open it in Excel and save it again as .xlsx."
)


def _with_save(ko: str, en: str) -> Text:
    return Text(f"{ko} {_SAVE.ko}", f"{en} {_SAVE.en}")


REFUSALS: dict[str, Text] = {
    "empty_file": Text("내용이 없는 파일입니다.", "The file has no content."),
    "too_large": Text(
        "파일이 {size}MB입니다. 한도는 {limit}MB입니다. 나누어 올려 주세요.",
        "The file has {size} MB; the limit is {limit} MB. Split it.",
    ),
    "encrypted": Text(
        "암호가 걸린 파일입니다. 암호를 풀고 다시 올려 주세요.", "The file has a password. Remove it and upload again."
    ),
    "broken_zip": _with_save("파일이 손상되었거나 끝까지 전송되지 않았습니다.", "The file is damaged or was cut off."),
    "broken_part": _with_save("파일 조각 '{part}' 부분이 손상되었습니다.", "The part '{part}' of the file is damaged."),
    "broken_structure": _with_save("파일 구조를 읽을 수 없습니다.", "The structure of the file cannot be read."),
    "abnormal_zip": _with_save(
        "압축 구조가 비정상인 파일입니다(같은 이름의 조각, 비정상 경로, 너무 많은 조각).",
        "The zip structure is abnormal (duplicate parts, strange paths, too many parts).",
    ),
    "zip_bomb": Text(
        "압축을 풀면 한도({limit}MB)보다 커지는 파일입니다. 필요한 시트만 새 파일로 저장해 주세요.",
        "Unpacked, the file exceeds the limit ({limit} MB). Save only the sheet you need as a new file.",
    ),
    "doctype": _with_save(
        "XML 문서 형식 선언(DOCTYPE)이 들어 있어 안전하게 읽을 수 없습니다.",
        "It has an XML document type declaration and cannot be read safely.",
    ),
    "not_a_table_file": Text(
        "표 파일이 아닙니다({found}). 엑셀(xlsx, xls, xlsb), ods, csv 파일을 올려 주세요.",
        "This is not a table file ({found}). Upload xlsx, xls, xlsb, ods or csv.",
    ),
    "no_sheet": Text("워크시트가 없는 파일입니다.", "The file has no worksheet."),
    "no_table": Text("웹 문서에 표가 없습니다.", "The web document has no table."),
    "bad_address": _with_save(
        "셀 주소 '{address}' 값이 잘못된 파일입니다.", "The cell address '{address}' is not valid."
    ),
    "row_order": _with_save("행 번호가 겹치거나 순서대로가 아닙니다.", "Row numbers repeat or are out of order."),
    "too_wide": Text(
        "열이 {limit}개를 넘습니다. 쓰지 않는 열을 지워 주세요.", "More than {limit} columns. Delete the unused ones."
    ),
    "too_many_cells": Text(
        "값이 있는 셀이 {limit}개를 넘습니다. 나누어 올려 주세요.", "More than {limit} cells. Split the file."
    ),
    "too_large_area": Text(
        "사용 범위가 너무 넓습니다({rows}행 × {columns}열). 멀리 떨어진 셀을 지워 주세요.",
        "The used range is too large ({rows} rows x {columns} columns). Delete cells far away from the table.",
    ),
    "bad_encoding": Text(
        "글자 인코딩을 알 수 없습니다. 'CSV UTF-8'로 다시 저장해 주세요.",
        "The character encoding is unknown. Save it again as 'CSV UTF-8'.",
    ),
    "binary_text": Text(
        "글자가 아닌 자료(NUL)가 들어 있어 CSV로 읽을 수 없습니다.",
        "It has bytes that are not text (NUL) and cannot be read as CSV.",
    ),
    "broken_csv": Text(
        "이 행 근처의 따옴표가 닫히지 않았거나 칸이 너무 깁니다.",
        "Near this row a quote is not closed, or a field is too long.",
    ),
    "lost_cells": _with_save(
        "파일에 있는 셀 {expected}개 가운데 {found}개만 읽혔습니다.",
        "Of {expected} cells in the file only {found} could be read.",
    ),
    "too_much_memory": Text(
        "파일이 너무 복잡해서 읽을 수 없습니다(메모리 한도). 나누어 올려 주세요.",
        "The file needs too much memory to read. Split it.",
    ),
    "too_slow": Text(
        "읽는 시간이 한도를 넘었습니다. 필요한 시트만 새 파일로 저장해 주세요.",
        "Reading took longer than allowed. Save only the sheet you need as a new file.",
    ),
    "busy": Text(
        "다른 파일을 읽는 중입니다. 잠시 뒤 다시 올려 주세요.", "Other files are being read. Try again in a moment."
    ),
}


def refusal(code: str, **place_and_values: Any) -> UserError:
    """Return the refusal of that code; place fields and placeholder values by name."""
    return refuse(code, REFUSALS[code], **place_and_values)
