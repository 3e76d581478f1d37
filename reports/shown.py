"""How numbers of a report are written: fixed decimals, ▲ and ▼ in Korean, + and - in English, nothing where missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count

from charts.words import width
from kpi.core import formats
from kpi.core.text import Lang, Text
from reports.model import Block, Chart, Grid, Part, Report, Section
from reports.safe import printable

UP, DOWN = "▲", "▼"
LONGEST_CELL = 26
EMS_OF_A_PAGE, LEAST_OF_LONG = 60.0, 14.0
"""What the small letters of a table have room for between the margins of an upright page, and what a long text keeps."""
LONGEST_NAME = 24
BOLD = 1.1
"""How much wider bold letters are."""
NARROWER = 0.2
UNIT = Text("(단위: {unit})", "(unit: {unit})")
TABLE = Text("<표 {number}> {caption}", "Table {number}. {caption}")
FIGURE = Text("[그림 {number}] {caption}", "Figure {number}. {caption}")
SUMMARY = Text("요 약", "Summary")
APPENDIX = Text("붙임 {number}", "Appendix {number}")
END = Text("끝.", "End.")
_DATELINE = Text("{day}({weekday}) / {office}", "{weekday} {day} / {office}")
_WEEKDAYS = ("월", "화", "수", "목", "금", "토", "일")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MARKS = {
    "ko": {1: "□ ", 2: "○ ", 3: "- ", 4: "* ", 5: "※ "},
    "en": {1: "", 2: "• ", 3: "– ", 4: "* ", 5: "Note: "},
}
ROMAN = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ", "Ⅸ", "Ⅹ", "Ⅺ", "Ⅻ")


def cell_text(grid: Grid, line: int, place: int, lang: Lang) -> str:
    """Return a cell as it is read: numbers with the row's decimals, changes with their sign, "" for missing."""
    cell, kind = grid.rows[line][place], grid.columns[place].kind
    if cell is None or isinstance(cell, str):
        return printable(cell or "")
    decimals = 0 if kind == "count" else grid.places(line)
    return change_text(cell, decimals, lang) if kind == "change" else formats.number(cell, decimals, lang)


def change_text(value: float, decimals: int, lang: Lang) -> str:
    """Return "▲2.0" or "+2.0"; what rounds to zero has no sign.

    Examples
    --------
    >>> change_text(-1.26, 1, "ko"), change_text(2.0, 1, "en"), change_text(-0.01, 1, "ko")
    ('▼1.3', '+2.0', '0.0')
    """
    if lang == "en":
        return formats.signed(value, decimals, lang)
    rounded = round(value, decimals)
    mark = UP if rounded > 0 else DOWN if rounded < 0 else ""
    return mark + formats.number(abs(rounded), decimals, lang)


def cells(grid: Grid, lang: Lang) -> list[list[str]]:
    """Return every row of a table as it is read."""
    places = range(len(grid.columns))
    return [[cell_text(grid, line, place, lang) for place in places] for line in range(len(grid.rows))]


def column_widths(grid: Grid, lang: Lang, *, upright: bool = False) -> list[float]:
    """Return how wide each column should be, in ems of its text: the widest cell, long texts counted up to a limit.

    Where an upright page has no room for all of it, columns with texts that break anyway give way: short ones never
    break for them. ``upright`` says that it is such a page: there labels of more than one word break in two before a cell does.
    """
    labels, rows = [column.label for column in grid.columns], cells(grid, lang)
    wide = _widest(labels, rows)
    if upright and sum(wide) > EMS_OF_A_PAGE:
        wide = _widest([_in_two(label) for label in labels], rows)
    return _given_way(wide)


def _widest(labels: list[str], rows: list[list[str]]) -> list[float]:
    return [
        max(min(ems(label) * BOLD, LONGEST_CELL), *(min(ems(text), LONGEST_CELL) for text in column), 2.4) + 1.2
        for label, *column in zip(labels, *rows, strict=True)
    ]


def _in_two(label: str) -> str:
    """Return the longer line of a label that is broken in two where its lines are most alike."""
    words = label.split()
    pairs = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return min((max(pair, key=ems) for pair in pairs), key=ems, default=label)


def _given_way(wide: list[float]) -> list[float]:
    """Return widths of which those at the limit share what the others leave of a page."""
    limit = LONGEST_CELL + 1.2
    long = sum(one >= limit for one in wide)
    left = EMS_OF_A_PAGE - sum(one for one in wide if one < limit)
    share = min(limit, max(LEAST_OF_LONG, left / long)) if long else limit
    return [min(one, share) if one >= limit else one for one in wide]


def ems(text: str) -> float:
    """Return how wide a text is in ems of its letters: spaces, points and commas are narrow, arrows wide."""
    narrow = sum(letter in " .," for letter in text)
    return width(text, 1.0) - NARROWER * narrow + (0.5 if text.startswith((UP, DOWN)) else 0.0)


def titled(report: Report) -> Iterator[tuple[Section, str, str]]:
    """Yield every section with its number (Ⅰ, Ⅱ ... for chapters, 붙임 1 ... for appendices) and its title."""
    chapters, appendices = count(), count(1)
    for section in report.sections:
        number = (
            APPENDIX.say(report.lang, number=next(appendices))
            if section.appendix
            else chapter_number(next(chapters), report.lang)
        )
        yield section, number, printable(section.title)


def filled(part: Part) -> list[Block]:
    """Return the blocks of a part without charts that have nothing to draw."""
    return [block for block in part.blocks if not (isinstance(block, Chart) and block.empty)]


def unit_line(grid: Grid, lang: Lang) -> str:
    """Return "(단위: 점)", "" for a table whose rows have units of their own."""
    return UNIT.say(lang, unit=printable(grid.unit)) if grid.unit else ""


def number_format(chart: Chart, decimals: int | None = None) -> str:
    """Return an office program's format of the chart's decimals (or so many), with signs where it shows changes."""
    places = chart.decimals if decimals is None else decimals
    plain = "#,##0" + (f".{'0' * places}" if places else "")
    return f"+{plain};-{plain};{plain}" if chart.signed else plain


def stacked_format(chart: Chart) -> str:
    """Return the format of labels inside stacked columns: a piece of height zero has no room for one."""
    plain = number_format(chart)
    return f"{plain};-{plain};"


def short_name(name: str, most: int = LONGEST_NAME) -> str:
    """Return a name of at most so many letters for the axis of a native chart; the table beside it has all of it."""
    text = printable(name)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def value_label(chart: Chart, value: float | None, lang: Lang) -> str:
    """Return a point's label: the number with the chart's decimals, its sign where the chart is one of changes."""
    if value is None:
        return ""
    written = formats.signed if chart.signed else formats.number
    return written(value, chart.decimals, lang)


def dateline(day: dt.date, office: str, lang: Lang) -> str:
    """Return "2026. 11. 27.(금) / 기획부서" or "Friday 27 Nov 2026 / Planning office"."""
    weekday = (_WEEKDAYS if lang == "ko" else _DAYS)[day.weekday()]
    return _DATELINE.say(lang, day=formats.date_text(day, lang), weekday=weekday, office=printable(office))


def chapter_number(place: int, lang: Lang) -> str:
    """Return Ⅰ, Ⅱ ... (in English 1, 2 ...) for the place of a chapter, from 0; beyond twelve plain digits."""
    return ROMAN[place] if lang == "ko" and place < len(ROMAN) else str(place + 1)
