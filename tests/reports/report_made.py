"""Made reports with known numbers, for the tests of every exporter."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser

from kpi.core.indicator import indicators
from kpi.core.periods import year
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin
from reports.compose import Material, Setting, compose
from reports.compose_sources import UploadFacts
from reports.model import Report
from tests.charts.made_results import results

DAY = dt.date(2026, 11, 27)
HOSTILE = (
    '=HYPERLINK("http://x","눌러")',
    "+82-41-660",
    "-5과",
    "@SUM(A1)",
    "탭\t과\x0b줄\n끝",
    "긴이름과" * 50,
    "웃음😀과",
    "שלום과",
    "#set page(width: 1pt) <b>&amp;</b> $x$ *굵게* _밑줄_",
    "\u202e거꾸로과",
)


def rows(indicator: str, values: dict[int, float], *, department: str = "", verdict: str = "improved") -> list[dict]:
    """RESULT rows of one indicator by year; every year but the first has a change with an interval and the verdict."""
    of = indicators()[indicator]
    made, before = [], None
    for number, value in values.items():
        change = None if before is None else value - before
        row: dict[str, object] = {"start": number, "value": value, "low": value - 1, "high": value + 1, "n": 120}
        row |= {"department": department}
        if change is not None:
            row |= {"change": change, "change_low": change - 0.4, "change_high": change + 0.4, "verdict": verdict}
        made.append(row)
        before = value
    return results(made, of).assign(target=float("nan"), standing="").to_dict("records")


def material(indicator: str, values: dict[int, float], departments: dict[str, dict[int, float]]) -> Material:
    mine = rows(indicator, values)
    apart = [row for name, own in departments.items() for row in rows(indicator, own, department=name)]
    origin = Origin((Text("만족도 조사", "Satisfaction survey"),), dt.date(2025, 12, 31), (), True)
    return Material(indicators()[indicator], mine, mine, apart, origin)


def made(lang: Lang = "ko", names: tuple[str, ...] = ("민원봉사과", "건축과"), **changed: object) -> Report:
    """A report of two indicators, one with departments of these names."""
    values = {2023: 70.04, 2024: 74.26, 2025: 82.98}
    departments = {name: {2024: 60.0 + place, 2025: 70.5 + place} for place, name in enumerate(names)}
    materials = [
        material("satisfaction", values, departments),
        material("collaboration_score", {2024: 61.25, 2025: 66.5}, {}),
    ]
    upload = UploadFacts(1, Text("만족도 조사", "Survey"), names[0], 120, DAY, DAY, DAY, dt.datetime(2026, 11, 1, 9, 0))
    return compose(materials, setting_of(lang, uploads=(upload,), **changed))


def empty(lang: Lang = "ko") -> Report:
    """A report whose indicators have no value at all."""
    none = Material(indicators()["satisfaction"], (), (), (), Origin())
    setting = Setting(lang, year(2025), year(2025), None, "previous", DAY, "기획부서", 1, None, False)
    return compose([none], setting)


def setting_of(lang: Lang = "ko", **changed: object) -> Setting:
    """A setting of the years 2023 to 2025, whole organisation and made-up data."""
    setting = Setting(
        lang=lang,
        first=year(2023),
        last=year(2025),
        department=None,
        compare="previous",
        day=DAY,
        office="기획감사담당관실",
        revision=7,
        as_of=dt.date(2025, 12, 31),
        demo=True,
    )
    return replace(setting, **changed)  # type: ignore[arg-type] # fields of Setting


class Seen(HTMLParser):
    """The elements of a page, with what they would load or run; links within the page aside."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        """Keep the element and what it would load or run."""
        self.tags.add(tag)
        outside = [(name, value) for name, value in attrs if not re.fullmatch(r"#c\d+", value or "")]
        self.loads += [f"{tag}.{name}" for name, _ in outside if name in ("src", "href") or name.startswith("on")]

    def handle_data(self, data):
        """Keep the text."""
        self.text += data
