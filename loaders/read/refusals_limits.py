"""What is said when a file asks for more than a limit allows: the number found, the limit, and what to do."""

from __future__ import annotations

from kpi.core.text import Text

_BULK = Text(
    "큰 파일은 명령줄에서 --max-mb로 한도를 올려 읽을 수 있습니다.",
    "The command line can raise the limits for large files (--max-mb).",
)


def _with_bulk(ko: str, en: str) -> Text:
    return Text(f"{ko} {_BULK.ko}", f"{en} {_BULK.en}")


LIMIT_REFUSALS: dict[str, Text] = {
    "too_large": _with_bulk(
        "파일이 {size}MB입니다. 한도는 {limit}MB입니다. 나누어 올려 주세요.",
        "The file has {size} MB; the limit is {limit} MB. Split it.",
    ),
    "unpacked_too_large": _with_bulk(
        "압축을 풀면 {size}MB로 한도({limit}MB)를 넘습니다. 필요한 시트만 새 파일로 저장해 주세요.",
        "Unpacked, the file has {size} MB; the limit is {limit} MB. Save only the sheet you need as a new file.",
    ),
    "zip_ratio": Text(
        "압축을 풀면 {ratio}배로 커지는 파일입니다. 한도는 {limit}배입니다. 필요한 시트만 새 파일로 저장해 주세요.",
        "Unpacked, the file grows {ratio} times; the limit is {limit} times. Save only the sheet you need as a new file.",
    ),
    "too_many_parts": Text(
        "압축 안에 조각이 {number}개 있습니다. 한도는 {limit}개입니다. 필요한 것만 새 파일로 저장해 주세요.",
        "There are {number} parts in the zip; the limit is {limit}. Save only what you need as a new file.",
    ),
    "too_many_sheets": Text(
        "시트(표)가 {number}개입니다. 한도는 {limit}개입니다. 필요한 시트만 새 파일로 저장해 주세요.",
        "There are {number} sheets (tables); the limit is {limit}. Save only the sheets you need as a new file.",
    ),
    "too_many_cells": _with_bulk(
        "셀을 {number}개까지 세고 멈췄습니다. 한도는 {limit}개입니다. 나누어 올려 주세요.",
        "Counting stopped at {number} cells; the limit is {limit}. Split the file.",
    ),
    "too_much_text": Text(
        "한 열의 글자가 {number}백만 자입니다. 한도는 {limit}백만 자입니다. 긴 글이 든 열을 지우고 올려 주세요.",
        "One column has {number} million letters; the limit is {limit} million. Delete the column of long texts.",
    ),
    "too_wide": Text(
        "열이 {number}개 이상입니다. 한도는 {limit}개입니다. 쓰지 않는 열을 지워 주세요.",
        "There are at least {number} columns; the limit is {limit}. Delete the unused ones.",
    ),
    "too_large_area": _with_bulk(
        "사용 범위가 {rows}행 × {columns}열로 한도({limit}칸)를 넘습니다. 멀리 떨어진 셀을 지워 주세요.",
        "The used range has {rows} rows x {columns} columns; the limit is {limit} cells. Delete cells far from the table.",
    ),
    "too_much_memory": _with_bulk(
        "읽는 데 필요한 메모리가 한도({limit}MB)를 넘었습니다. 나누어 올려 주세요.",
        "Reading needed more memory than the limit of {limit} MB. Split the file.",
    ),
    "too_much_work": _with_bulk(
        "읽는 데 필요한 계산 시간이 한도({limit}초)를 넘었습니다. 필요한 시트만 새 파일로 저장해 주세요.",
        "Reading needed more processor time than the limit of {limit} seconds. Save only the sheet you need as a new file.",
    ),
    "too_slow": _with_bulk(
        "읽는 시간이 한도({limit}초)를 넘었습니다. 잠시 뒤 다시 올리거나 필요한 시트만 새 파일로 저장해 주세요.",
        "Reading took longer than the limit of {limit} seconds. Try again later, or save only the sheet you need.",
    ),
    "busy": Text(
        "다른 파일을 읽는 중이라 {limit}초를 기다렸습니다. 잠시 뒤 다시 올려 주세요.",
        "Other files are being read; this one waited for {limit} seconds. Try again in a moment.",
    ),
    "bad_limit": Text(
        "환경 변수 {name} 값 '{value}' 부분이 0보다 큰 수가 아닙니다. 고치거나 지워 주세요.",
        "The value '{value}' of the variable {name} is not a number above 0. Correct or remove it.",
    ),
}
