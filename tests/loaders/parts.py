"""A dirty register, and the same read at once and in parts."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from kpi.core.batch import Batch
from loaders.choice import Choice, Context
from loaders.gate.files import Book
from loaders.load.digest import digest
from loaders.load.parts import digest_parts
from loaders.match.recognise import recognise
from tests.loaders.loading import context

HEADER = [
    "접수번호",
    "민원명",
    "담당부서",
    "접수일시",
    "완료일시",
    "처리기한",
    "법정처리기간",
    "처리단계",
    "창구처리시간",
    "처리상태",
]
TASKS = ["여권 발급", "여권발급", "건축신고", "전입신고", ""]
OFFICES = ["민원봉사과", "민원 봉사과", "건축과", "세무과", ""]


class Cut:
    """A book whose one sheet comes in parts of some rows."""

    def __init__(self, book: Book, rows: int) -> None:
        self.whole, self.rows = book.sheets[0], rows
        self.book = replace(book, sheets=(replace(self.whole, frame=self.whole.frame.head(max(rows, 12))),))

    def sheets(self) -> Any:
        for first in range(0, len(self.whole.frame), self.rows):
            yield replace(self.whole, frame=self.whole.frame.iloc[first : first + self.rows])


def dirty_rows(count: int, *, seed: int = 0, numbered: bool = True) -> list[list[str]]:
    chance = random.Random(seed)
    rows = []
    for _ in range(count):
        year, day = chance.choice([2023, 2024, 2024, 2025]), f"{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        received = f"{year}-{day} {chance.randint(8, 19):02d}:{chance.randint(0, 59):02d}"
        completed = f"{year}-{day} 18:30" if chance.random() < 0.8 else chance.choice(["", "-", "2021-01-01 10:00"])
        rows.append(
            [
                f"2024-{chance.randint(1, count):05d}" if numbered else "",
                chance.choice(TASKS),
                chance.choice(OFFICES),
                received if chance.random() < 0.97 else "",
                completed,
                chance.choice(["", f"{year}-12-31", f"{year}-{day}"]),
                chance.choice(["7일", "즉시", "1주", "", "0일"]),
                chance.choice(["3", "4단계", "5"]),
                chance.choice(["8분 17초", "2분", "-", "12.5"]),
                chance.choice(["처리완료", "취하", "이송", ""]),
            ]
        )
        if chance.random() < 0.02:
            rows.append(chance.choice([[""] * 10, ["소계", *[""] * 9], HEADER, ["※ 자료: 민원실", *[""] * 9]]))
    return rows


def book_of(rows: list[list[str]]) -> Book:
    from tests.loaders.loading import book, sheet

    return book(sheet([HEADER, *rows], name=""))


def at_once(book: Book, known: Context | None = None, **choice: Any) -> Batch:
    known = known or context()
    layout = recognise(book, choice=Choice(**choice), departments=known.departments)
    return digest(layout, choice=Choice(**choice), context=known)


def in_parts(book: Book, rows: int, known: Context | None = None, **choice: Any) -> Batch:
    parts: Any = Cut(book, rows)
    return digest_parts(parts, choice=Choice(**choice), context=known or context())[1]


def said(batch: Batch) -> list[tuple[Any, ...]]:
    """Return what was said: how grave, of which column, how often, in which words."""
    found = [(one.severity, one.code, one.column, one.count, one.line("ko")) for one in batch.findings]
    return sorted(found)
