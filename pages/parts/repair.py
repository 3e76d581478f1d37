"""Putting a file right: single cells in a table, the workbook with its cells marked, the list of findings as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpi.core.text import Lang, Text
from pages.parts import intake, office, session
from pages.parts.intake import Incoming
from services.check import Checked
from services.decisions import Fix
from services.findings import FixRow, findings_csv, fixable
from services.marked import marked_workbook
from services.quoted import MOST_CELLS, SLIPS

_TITLE = Text("칸 {n}개 여기서 고치기", "Put cells right here ({n})")
_FIRST = Text("처음 {n}칸 여기서 고치기", "Put the first cells right here ({n})")
_CAPTION = Text(
    "파일은 그대로 두고, 고친 값으로 읽습니다. 고친 칸은 자료와 함께 기록됩니다.",
    "The file stays as it is and is read with the new values; they are recorded with the upload.",
)
_SHEET = Text("시트", "Sheet")
_CELL = Text("칸", "Cell")
_COLUMN = Text("열", "Column")
_VALUE = Text("지금 값", "Now")
_NEW = Text("고친 값", "New value")
_WHY = Text("까닭", "Why")
_CELL_WIDTH, _NEW_WIDTH = 60, 110
_ROW_HEIGHT = 64
"""Pixels: room for two lines of the reason."""
_APPLY = Text("고친 값으로 다시 확인", "Check again with the new values")
_MARKED = Text("칸에 표시한 파일", "File with the cells marked")
_MARKED_HELP = Text(
    "올린 파일에 색과 메모로 찾은 곳을 표시합니다. 고쳐서 다시 올리세요.",
    "Your file with colours and comments where something was found. Put it right and upload it again.",
)
_MARKED_NAME = Text("점검 결과", "findings")
_LIST = Text("찾은 것 목록(CSV)", "List of findings (CSV)")


def cells(file: Incoming, checked: Checked, lang: Lang, *, questions: int = 0) -> None:
    """Draw the cells that could be put right, and the button that checks the file with the new values.

    While answers are awaited: only those whose correction would answer one.
    """
    rows = tuple(row for row in fixable(checked) if not questions or row.finding.code in SLIPS)
    if not rows:
        return
    title = _FIRST if len(rows) == MOST_CELLS else _TITLE
    with st.expander(title.say(lang, n=len(rows))):
        st.caption(_CAPTION.say(lang))
        with st.form(_key(file, checked, "form"), border=False):
            table, texts = _table(rows, lang), {name: text.say(lang) for name, text in _headings().items()}
            st.data_editor(
                table,
                key=_key(file, checked, "editor"),
                hide_index=True,
                alt=_TITLE.say(lang, n=len(rows)),
                disabled=[texts[name] for name in texts if name != "new"],
                row_height=_ROW_HEIGHT,
                column_config={
                    texts["cell"]: st.column_config.TextColumn(width=_CELL_WIDTH),
                    texts["new"]: st.column_config.TextColumn(width=_NEW_WIDTH),
                    texts["sheet"]: st.column_config.TextColumn(width="small"),
                    texts["why"]: st.column_config.TextColumn(width="large"),
                },
            )
            st.form_submit_button(
                _APPLY.say(lang),
                icon=":material/build:",
                key=_key(file, checked, "apply"),
                on_click=_take,
                args=(file, rows, _key(file, checked, "editor"), texts["new"]),
            )


def downloads(file: Incoming, checked: Checked, lang: Lang) -> None:
    """Draw the buttons for the workbook with its cells marked, and for the list of findings."""
    if not checked.findings:
        return
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if checked.sheets and not intake.password(file):
            st.download_button(
                _MARKED.say(lang),
                data=lambda: marked_workbook(file.content, file.name, checked.findings, lang)[1],
                file_name=f"{_stem(file.name)}_{_MARKED_NAME.say(lang)}.{_ending(file.name)}",
                mime="application/octet-stream",
                key="marked",
                icon=":material/ink_highlighter:",
                help=_MARKED_HELP.say(lang),
                on_click="ignore",
            )
        st.download_button(
            _LIST.say(lang),
            data=lambda: ("\ufeff" + findings_csv(checked.findings, lang)).encode("utf-8"),
            file_name=f"{_stem(file.name)}_{_MARKED_NAME.say(lang)}.csv",
            mime="text/csv",
            key="findings_csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _stem(name: str) -> str:
    return name.replace("/", "_").rpartition(".")[0] or name


def _ending(name: str) -> str:
    return "xlsm" if name.lower().endswith(".xlsm") else "xlsx"


def _headings() -> dict[str, Text]:
    """Return the columns in their order: on a phone only the first three are seen without scrolling."""
    return {"cell": _CELL, "new": _NEW, "value": _VALUE, "column": _COLUMN, "sheet": _SHEET, "why": _WHY}


def _table(rows: Sequence[FixRow], lang: Lang) -> list[dict[str, str]]:
    names = {name: text.say(lang) for name, text in _headings().items()}
    return [
        {
            names["cell"]: row.cell,
            names["new"]: "",
            names["value"]: row.value,
            names["column"]: row.column,
            names["sheet"]: row.sheet,
            names["why"]: row.expected(lang),
        }
        for row in rows
    ]


def _take(file: Incoming, rows: Sequence[FixRow], key: str, column: str) -> None:
    edited: dict[int, dict[str, Any]] = (session.recall(key) or {}).get("edited_rows", {})
    fixes = {(fix.sheet, fix.cell): fix for fix in intake.choice(file).fixes}
    for number, cells in edited.items():
        row = rows[int(number)]
        value = cells.get(column)
        if value not in (None, ""):
            fixes[row.sheet, row.cell] = Fix(row.sheet, row.cell, str(value))
    if fixes:
        intake.decide(file, fixes=tuple(fixes.values()))


def _key(file: Incoming, checked: Checked, name: str) -> str:
    """Return a key that changes with the cells that are listed, so that no edit lands in another row."""
    return f"{intake.PREFIX}{file.digest}:repair:{len(checked.choice.fixes)}:{office.own_store().revision()}:{name}"
