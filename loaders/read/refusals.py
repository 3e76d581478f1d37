"""Why a file is refused, and what its owner can do about it."""

from __future__ import annotations

from typing import Any

from kpi.core.errors import UserError, refuse
from kpi.core.text import Text
from loaders.read.limits import Limits
from loaders.read.refusals_limits import LIMIT_REFUSALS

_SAVE = Text(
    "엑셀에서 열어 'Excel 통합 문서(.xlsx)'로 다시 저장해 주세요.", "Open it in Excel and save it again as .xlsx."
)
_SAVE_TEXT = Text("엑셀에서 'CSV UTF-8'로 다시 저장해 주세요.", "Save it again as 'CSV UTF-8' in Excel.")


def _with_save(ko: str, en: str) -> Text:
    return Text(f"{ko} {_SAVE.ko}", f"{en} {_SAVE.en}")


def _with_save_text(ko: str, en: str) -> Text:
    return Text(f"{ko} {_SAVE_TEXT.ko}", f"{en} {_SAVE_TEXT.en}")


_LOCKED = {
    "encrypted": Text(
        "암호가 걸린 파일입니다. 업로드 화면에서 암호를 넣거나, 명령줄에서는 환경 변수 KPI_PASSWORD로 알려 주세요.",
        "The file has a password. Type it on the upload page, or give it on the command line by the variable KPI_PASSWORD.",
    ),
    "wrong_password": Text(
        "암호가 맞지 않습니다. 한/영과 대소문자를 확인하고 다시 넣어 주세요.",
        "The password is not right. Check the input language and capitals and type it again.",
    ),
    "encrypted_ods": Text(
        "암호가 걸린 ODS 파일은 여기서 열 수 없습니다. 암호를 아는 프로그램에서 열어 xlsx로 저장하거나(xlsx는 암호가 있어도 엽니다) 암호 없이 저장해 주세요.",
        "An ODS file with a password cannot be opened here. Open it where it was made and save it as xlsx (which is opened with its "
        "password, too), or save it without a password.",
    ),
    "encrypted_excel95": Text(
        "암호가 걸린 엑셀 95(또는 5.0) 형식의 xls 파일은 여기서 열 수 없습니다. 엑셀에서 암호로 열어 xlsx로 다시 저장해 주세요(xlsx는 암호가 있어도 엽니다).",
        "An xls file of Excel 95 (or 5.0) with a password cannot be opened here. Open it in Excel with its password and save it as xlsx "
        "(which is opened with its password, too).",
    ),
    "encrypted_zip": Text(
        "암호가 걸린 압축 파일입니다. 압축을 풀어 안의 파일을 올려 주세요.",
        "The zip file has a password. Unpack it and upload the files in it.",
    ),
    "unknown_encryption": Text(
        "여기서 풀 수 없는 방식으로 암호화된 파일입니다. 엑셀에서 암호를 풀고 다시 저장해 주세요.",
        "The file is encrypted in a way that cannot be opened here. Remove the password in Excel and save it again.",
    ),
    "drm": Text(
        "문서 보안(DRM, {found})이 걸린 파일입니다. 문서 보안을 해제한 파일을 올려 주세요.",
        "The file is protected by document security (DRM, {found}). Have the protection lifted and upload it again.",
    ),
}
_PACKED = {
    "broken_zip": _with_save("파일이 손상되었거나 끝까지 전송되지 않았습니다.", "The file is damaged or was cut off."),
    "saved_as_text": Text(
        "엑셀 파일을 메모장이나 글자 파일로 열어 다시 저장해 내용이 망가졌습니다. 원래 파일을 다시 받아 올려 주세요.",
        "The workbook was opened and saved as text, which destroys it. Get the original file again and upload that.",
    ),
    "broken_part": _with_save("파일 조각 '{part}' 부분이 손상되었습니다.", "The part '{part}' of the file is damaged."),
    "broken_container": _with_save(
        "엑셀 97-2003 파일의 저장 구조가 손상되었거나 끝까지 전송되지 않았습니다.",
        "The storage of this Excel 97-2003 file is damaged or was cut off.",
    ),
    "broken_record": _with_save(
        "시트를 이루는 기록이 손상되었거나 알 수 없는 방식으로 쓰여 있습니다.",
        "The records that make up the sheet are damaged or written in an unknown way.",
    ),
    "broken_structure": _with_save("파일 구조를 읽을 수 없습니다.", "The structure of the file cannot be read."),
    "duplicate_part": _with_save(
        "같은 이름의 조각 '{part}' 부분이 두 번 들어 있는 파일입니다.", "The part '{part}' is in the file twice."
    ),
    "strange_path": Text(
        "압축 안에 바깥을 가리키는 경로('{part}')가 있어 안전하게 열 수 없습니다. 믿을 수 있는 곳의 파일인지 확인해 주세요.",
        "The path '{part}' in the zip points outside and cannot be opened safely. Check where the file comes from.",
    ),
    "doctype": _with_save(
        "XML 문서 형식 선언(DOCTYPE)이 들어 있어 안전하게 읽을 수 없습니다.",
        "It has an XML document type declaration and cannot be read safely.",
    ),
    "zip_of_files": Text(
        "파일 {number}개를 묶은 압축 파일입니다(예: {example}). 업로드 화면에서는 하나씩 읽고, 아니면 압축을 풀어 올려 주세요.",
        "This is a zip of {number} files (such as {example}). The upload page reads them one by one; otherwise unpack it.",
    ),
    "unknown_compression": _with_save(
        "조각 '{part}' 부분이 여기서 풀 수 없는 방식으로 압축되어 있습니다.",
        "The part '{part}' is compressed in a way that cannot be unpacked here.",
    ),
    "zip_in_zip": Text(
        "압축 안에 또 압축 파일 '{part}' 항목이 있습니다. 안쪽 압축을 풀어 올려 주세요.",
        "There is another zip, '{part}', inside the zip. Unpack the inner one and upload its files.",
    ),
    "empty_zip": Text(
        "압축 안에 파일이 없습니다. 표 파일을 넣어 다시 묶어 주세요.",
        "There are no files in the zip. Pack the table files again.",
    ),
}
_STRUCTURE = {
    "empty_file": Text(
        "내용이 없는 파일입니다. 올바른 파일인지 확인해 주세요.",
        "The file has no content. Check whether it is the right file.",
    ),
    "not_a_table_file": Text(
        "표 파일이 아닙니다({found}). 엑셀(xlsx, xls, xlsb), ods, csv 파일을 올려 주세요.",
        "This is not a table file ({found}). Upload xlsx, xls, xlsb, ods or csv.",
    ),
    "other_archive": Text(
        "{found} 압축 파일입니다. 압축을 풀거나 zip으로 다시 묶어 올려 주세요.",
        "This is a {found} archive. Unpack it, or pack it again as zip.",
    ),
    "no_sheet": Text(
        "워크시트가 없는 파일입니다. 표가 있는 시트를 저장해 올려 주세요.",
        "The file has no worksheet. Save one with the table and upload it.",
    ),
    "no_table": Text(
        "웹 문서에 표가 없습니다. 표를 엑셀 파일로 저장해 올려 주세요.",
        "The web document has no table. Save the table as an Excel file and upload it.",
    ),
    "part_too_deep": _with_save(
        "파일 조각 '{part}' 부분의 구조가 너무 깊어 읽지 않습니다(256단계까지).",
        "The part '{part}' of the file is nested too deep to be read (at most 256 levels).",
    ),
    "page_too_deep": _with_save(
        "웹 문서의 구조가 너무 깊거나 한 칸의 글이 너무 길어 이 줄부터 읽을 수 없습니다.",
        "The web document is nested too deep or one text is too long: from this line on it cannot be read.",
    ),
    "frames_outside": Text(
        "표가 다른 파일('{part}')에 있는 웹 문서입니다. 그 파일을 올리거나 엑셀에서 xlsx로 다시 저장해 주세요.",
        "The tables of this web document are in another file ('{part}'). Upload that one or save as .xlsx in Excel.",
    ),
    "bad_address": _with_save(
        "셀 주소 '{address}' 값이 잘못된 파일입니다.", "The cell address '{address}' is not valid."
    ),
    "lost_text": _with_save(
        "이 셀이 가리키는 {number}번 글이 파일에 없습니다.",
        "This cell points to text {number}, which is not in the file.",
    ),
    "row_order": _with_save("행 번호가 겹치거나 순서대로가 아닙니다.", "Row numbers repeat or are out of order."),
    "lost_cells": _with_save(
        "파일에 있는 셀 {expected}개 가운데 {found}개만 읽혔습니다.",
        "Of {expected} cells in the file only {found} could be read.",
    ),
}
_TEXTS = {
    "bad_encoding": _with_save_text(
        "이 행부터 글자 인코딩을 알 수 없습니다(UTF-8도 cp949도 아닙니다).",
        "From this row on the character encoding is unknown (neither UTF-8 nor cp949).",
    ),
    "broken_byte": _with_save_text(
        "{encoding} 파일인데 이 줄의 {place}번째 바이트({byte})가 깨졌습니다. 그 글자를 고치고",
        "The file is {encoding}, but byte {place} of this line ({byte}) is broken. Correct that character.",
    ),
    "mixed_encoding": _with_save_text(
        "앞의 줄은 {first}, 이 줄은 {other} 인코딩입니다. 두 인코딩의 파일을 이어 붙인 것 같습니다.",
        "The lines above are {first}, this one is {other}. Files of two encodings seem to have been joined.",
    ),
    "foreign_encoding": _with_save_text(
        "한글로 읽으면 '{sample}'처럼 되어 한국어 인코딩(cp949)이 아닌 것 같습니다. 다른 나라 인코딩이면",
        "Read as Korean it begins '{sample}', so it does not seem to be Korean (cp949) but an encoding from elsewhere.",
    ),
    "binary_text": _with_save_text(
        "글자가 아닌 자료(NUL)가 {number}개 들어 있어 CSV로 읽을 수 없습니다.",
        "It has {number} bytes that are not text (NUL) and cannot be read as CSV.",
    ),
    "open_quote": Text(
        "이 행에서 연 따옴표가 끝까지 닫히지 않았습니다. 따옴표를 닫거나 지워 주세요.",
        "A quote that opens in this row is never closed. Close or delete it.",
    ),
    "stray_quote": Text(
        '이 행에서 닫힌 따옴표 뒤에 글자가 더 있습니다. 칸 안의 따옴표는 두 번("") 써 주세요.',
        'Text follows a closing quote in this row. Write a quote inside a field twice ("").',
    ),
    "long_field": Text(
        "이 행 근처에 {limit}자를 넘는 칸이 있습니다. 따옴표가 닫히지 않았는지 확인해 주세요.",
        "Near this row a field has more than {limit} characters. Check whether a quote is not closed.",
    ),
}
REFUSALS: dict[str, Text] = {**_LOCKED, **_PACKED, **_STRUCTURE, **_TEXTS, **LIMIT_REFUSALS}


def refusal(code: str, **place_and_values: Any) -> UserError:
    """Return the refusal of that code; place fields and placeholder values by name."""
    return refuse(code, REFUSALS[code], **place_and_values)


def too_wide(columns: int, limits: Limits, **place: Any) -> UserError:
    """Return the refusal of a sheet with so many columns."""
    return refusal("too_wide", number=f"{columns:,}", limit=f"{limits.columns:,}", **place)


def too_large_area(rows: int, columns: int, limits: Limits, **place: Any) -> UserError:
    """Return the refusal of a sheet whose used range has so many rows and columns."""
    size = {"rows": f"{rows:,}", "columns": f"{columns:,}", "limit": f"{limits.area:,}"}
    return refusal("too_large_area", **size, **place)


def too_much_memory(limits: Limits) -> UserError:
    """Return the refusal of a file that needs more memory than the limit."""
    return refusal("too_much_memory", limit=f"{limits.memory / (1 << 20):,.0f}")


def too_much_work(limits: Limits) -> UserError:
    """Return the refusal of a file that needs more processor time than the limit."""
    return refusal("too_much_work", limit=f"{limits.cpu_seconds:,g}")


def too_slow(limits: Limits) -> UserError:
    """Return the refusal of a file that takes longer than the limit."""
    return refusal("too_slow", limit=f"{limits.wall_seconds:,g}")
