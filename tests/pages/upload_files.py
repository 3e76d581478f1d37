"""Made-up files for the tests of the upload page, and the clicks they share."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import openpyxl


def petitions(
    year: int, *, department: str = "민원과", order: str = "%Y-%m-%d", extra: str = "", value: str = ""
) -> bytes:
    """Return 24 petitions; ``extra`` is a further column holding ``value``."""
    lines = ["접수번호,담당부서,민원사무명,접수일시,처리일시" + (f",{extra}" if extra else "")]
    for number in range(24):
        start = dt.datetime(year, 1 + number % 12, 2 + number % 10, 9, 30)
        end = start + dt.timedelta(hours=5)
        cells = [f"{year}-{number:04d}", department, ("건축신고", "여권발급")[number % 2]]
        cells += [f"{moment.strftime(order)} {moment:%H:%M}" for moment in (start, end)]
        lines.append(",".join([*cells, *([value] if extra else [])]))
    return "\n".join(lines).encode("cp949")


def answers(*, scores: str = "12345") -> bytes:
    """Return 20 answers of a survey that does not say its year."""
    lines = ["부서,만족도,친절", *(f"민원과,{scores[number % len(scores)]},{1 + number % 5}" for number in range(20))]
    return "\n".join(lines).encode("cp949")


def choose(opened: Any, *files: tuple[str, bytes]) -> Any:
    """Put files into the chooser and let the page run."""
    for name, content in files:
        opened.at.file_uploader[0].upload(name, content)
    return opened.run()


def click(opened: Any, ending: str) -> Any:
    """Press the button whose key ends so and let the page run."""
    next(button for button in opened.at.button if str(button.key).endswith(ending)).click()
    return opened.run()


def widget(widgets: Any, ending: str) -> Any:
    """Return the widget whose key ends so."""
    return next(one for one in widgets if str(one.key).endswith(ending))


def keys(at: Any) -> list[str]:
    """Return the keys of all buttons."""
    return [str(button.key) for button in at.button]


def workbook(rows: Sequence[Sequence[Any]], *names: str) -> bytes:
    """Return an xlsx with these rows on a sheet of each name; decimals are a little higher on each, so that none is a copy."""
    book = openpyxl.Workbook()
    for place, name in enumerate(names):
        page = book.create_sheet(name)
        for row in rows:
            page.append([cell + place if isinstance(cell, float) else cell for cell in row])
    book.remove(book.worksheets[0])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
