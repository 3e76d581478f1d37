"""Which reports are wanted, as typed or chosen; what is not understood is refused in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from data.store import Store
from kpi.core.errors import refuse
from kpi.core.text import Lang, Text
from reports.compose import SectionName
from services.options import codes_of
from services.questions import comparison
from services.report import FORMATS, HANGUL_CHARTS, SECTIONS, HangulCharts, ReportChoice, ReportFormat
from services.scope import scope

_UNKNOWN_FORMAT = Text(
    "--format에 '{value}' 값은 쓸 수 없습니다. 쓸 수 있는 값: {known}",
    "--format '{value}' is not known. There are: {known}",
)
_UNKNOWN_SECTION = Text(
    "--section에 '{value}' 값은 쓸 수 없습니다. 쓸 수 있는 값: {known}",
    "--section '{value}' is not known. There are: {known}",
)
_UNKNOWN_CHARTS = Text(
    "--hwpx-charts에 '{value}' 값은 쓸 수 없습니다. 쓸 수 있는 값: {known}",
    "--hwpx-charts '{value}' is not known. There are: {known}",
)


def reports_of(
    store: Store,
    *,
    year: int | None = None,
    first_year: int | None = None,
    formats: str = "",
    department: Iterable[str] = (),
    every_department: bool = False,
    indicator: Iterable[str] = (),
    section: str = "",
    compare: str = "previous",
    office: str = "",
    title: str = "",
    lang: Lang = "ko",
    template: bytes | None = None,
    hangul_charts: str = "pictures",
) -> tuple[tuple[ReportFormat, ...], tuple[ReportChoice, ...]]:
    """Return the formats and one choice a report: the whole organisation, or one for each department named.

    Raises
    ------
    UserError
        When a format, a part, a comparison or a way to show charts is not known.
    """
    forms = [_known(form, FORMATS, _UNKNOWN_FORMAT) for form in codes_of([formats]) or list(FORMATS)]
    parts = [_known(part, SECTIONS, _UNKNOWN_SECTION) for part in codes_of([section]) or list(SECTIONS)]
    shown = cast("HangulCharts", _known(hangul_charts, HANGUL_CHARTS, _UNKNOWN_CHARTS))
    compared = comparison(compare)
    names = scope(store).departments if every_department else tuple(dict.fromkeys(department))
    choices = tuple(
        ReportChoice(
            last=year,
            first=first_year,
            department=name,
            indicators=tuple(dict.fromkeys(indicator)),
            sections=cast("tuple[SectionName, ...]", tuple(dict.fromkeys(parts))),
            lang=lang,
            compare=compared,
            office=office,
            title=title,
            template=template,
            hangul_charts=shown,
        )
        for name in names or (None,)
    )
    return cast("tuple[ReportFormat, ...]", tuple(dict.fromkeys(forms))), choices


def _known(word: str, known: Iterable[str], message: Text) -> str:
    if word not in known:
        raise refuse("bad_option", message, value=word, known=", ".join(known))
    return word
