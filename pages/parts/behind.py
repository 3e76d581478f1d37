"""The cases behind one figure of times: how many from which file, by month, the longest, and all of them as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from charts.display import Display, display
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.rows import period_of
from pages.parts import office, session
from pages.parts.columns import text_column
from pages.parts.ledger_entry import MIMES
from pages.parts.words import plain
from services.case_rows import CaseRows, case_rows, has_case_rows, rows_to_read
from services.kept_rows import RowsFormat
from services.results import Ask

AT_ONCE = 50_000
"""Kept rows that are read without being asked for: well below a second."""
_TITLE = Text("이 수치를 계산한 {n}건", "The {n} cases behind this figure")
_RANGE = Text("완료 {first}부터 {last}까지", "completed {first} to {last}")
_FROM = Text("업로드 {id}번 '{file}' 자료에서 {n}건", "{n} from upload {id}, '{file}'")
_SHARED = Text(
    "부서나 업무가 나뉘어 이 수치는 사례를 비중대로 셉니다. 아래에는 사례가 통째로 있습니다.",
    "A department or task was split, so the figure counts these cases by their shares; below they stand whole.",
)
_SUMMED = Text(
    "이 수치는 합계로 올라온 자료에서 왔습니다. 사례 하나씩은 저장되어 있지 않습니다.",
    "This figure comes from a file of totals; its single cases are not stored.",
)
_SHOW = Text("사례 보기", "Show the cases")
_READS = Text("저장한 {n}행을 읽습니다. 몇 초 걸립니다.", "Reads {n} kept rows, which takes some seconds.")
_READING = Text("저장한 {n}행에서 이 수치의 사례를 찾고 있습니다.", "Looking for the cases among {n} kept rows.")
_MONTHS = Text("달마다", "By month")
_LONGEST = Text("가장 오래 걸린 사례", "The longest cases")
_NO_NAMES = Text(
    "개인정보와 접수번호는 저장하지 않습니다. '행'은 올린 파일의 행 번호입니다.",
    "Personal data and case numbers are not kept. 'Row' is the row in the uploaded file.",
)
_MONTH, _N, _MEAN = Text("월", "Month"), Text("건수", "Cases"), Text("평균", "Mean")
_ROW, _UPLOAD = Text("행", "Row"), Text("업로드", "Upload")
_RECEIVED, _COMPLETED, _VALUE = Text("접수", "Received"), Text("완료", "Completed"), Text("값", "Value")
_FILES: dict[RowsFormat, Text] = {"csv": Text("사례 CSV", "Cases as CSV"), "xlsx": Text("사례 엑셀", "Cases as Excel")}


def cases(row: dict[str, Any], indicator: Indicator, ask: Ask, lang: Lang) -> None:
    """Draw the cases behind a row; where many kept rows must be read, only when they are asked for."""
    if not has_case_rows(indicator) or not row["n"]:
        return
    asked, n = f"behind:{ask!r}:{row['period_start']}", rows_to_read(office.store(), ask, row)
    with st.container(border=True, key="behind"):
        if n > AT_ONCE and not session.recall(asked):
            _offer(asked, n, lang)
            return
        with st.spinner(_READING.say(lang, n=formats.number(n, 0, lang))):
            found = _found(row, ask)
        _drawn(found, lang)


def _offer(asked: str, n: int, lang: Lang) -> None:
    st.button(
        _SHOW.say(lang),
        key="behind_show",
        icon=":material/manage_search:",
        help=_READS.say(lang, n=formats.number(n, 0, lang)),
        on_click=session.remember,
        args=(asked, True),
    )


def _found(row: dict[str, Any], ask: Ask) -> CaseRows:
    shown = office.store()
    place = (row["indicator"], row["period_start"], row["period_months"], row["department"] or "", row["task"] or "")
    return session.keep(("cases", *office.state(), repr(ask), *place), lambda: case_rows(shown, ask, row))


def _drawn(found: CaseRows, lang: Lang) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{_TITLE.say(lang, n=formats.number(found.n, 0, lang))}**", width="content")
        st.space("stretch")
        for form, mime in MIMES.items() if found.n else ():
            st.download_button(
                _FILES[form].say(lang),
                data=partial(found.file, form, lang),
                file_name=found.file_name(form, lang),
                mime=mime,
                key=f"behind_{form}",
                icon=":material/download:",
                on_click="ignore",
            )
    if not found.n:
        st.caption(_SUMMED.say(lang))
        return
    st.caption(plain(" · ".join(_facts(found, lang))))
    if found.shared:
        st.info(_SHARED.say(lang), icon=":material/call_split:")
    show = display([dict(found.row)], found.indicator, lang)
    months, longest = st.columns(2, gap="medium")
    with months:
        st.caption(_MONTHS.say(lang))
        _months(found, show, lang)
    with longest:
        st.caption(_LONGEST.say(lang), help=_NO_NAMES.say(lang))
        _longest(found, show, lang)


def _facts(found: CaseRows, lang: Lang) -> list[str]:
    ends = [day[:10] for day in found.ends()]
    said = [period_of(found.row).label(lang), _RANGE.say(lang, first=ends[0], last=ends[1])]
    return said + [
        _FROM.say(lang, id=upload, file=name, n=formats.number(n, 0, lang)) for upload, name, n in found.by_file()
    ]


def _months(found: CaseRows, show: Display, lang: Lang) -> None:
    months = found.by_month()
    most = max(n for _, n, _ in months)
    lines = [
        {
            _MONTH.say(lang): period.label(lang),
            _N.say(lang): n,
            _MEAN.say(lang): show.level(mean) if n else formats.MISSING,
        }
        for period, n, mean in months
    ]
    _table(lines, lang, _MONTHS, {_N.say(lang): st.column_config.ProgressColumn(format="%d", max_value=most)})


def _longest(found: CaseRows, show: Display, lang: Lang) -> None:
    lines = [
        {
            _VALUE.say(lang): show.level(case["value"]),
            _RECEIVED.say(lang): _moment(case["received"]),
            _COMPLETED.say(lang): _moment(case["completed"]),
            _UPLOAD.say(lang): str(case["upload"]),
            _ROW.say(lang): str(case["row_number"]),
        }
        for case in found.longest()
    ]
    _table(lines, lang, _LONGEST, {})


def _table(lines: Sequence[dict[str, Any]], lang: Lang, title: Text, columns: dict[str, Any]) -> None:
    texts = {name: [str(line[name]) for line in lines] for name in lines[0] if name not in columns}
    first = next(iter(lines[0]))
    config = {
        name: text_column(name, cells, alignment="left" if name == first else "right") for name, cells in texts.items()
    }
    st.dataframe(
        list(lines), hide_index=True, height="content", alt=title.say(lang), column_config={**config, **columns}
    )


def _moment(text: str) -> str:
    return text[:16].replace("T", " ")
