"""The pages, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kpi.core.indicator import indicators
from kpi.core.text import Lang, Text

FOLDER = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Entry:
    """One page: its file, its address, its name in the menu, what it is for, its icon.

    The address differs from the file's name: where Streamlit's old page discovery is alive (in a test that runs
    ``app.py`` as the script), an equal name would run the file without the frame. File names lead to the address.
    """

    file: str
    address: str
    name: Text
    purpose: Text
    icon: str


ENTRIES = (
    Entry(
        "overview.py",
        "start",
        Text("종합 현황", "Overview"),
        Text("5S 다섯 기둥의 값, 변화와 판정", "Value, change and verdict of the five S"),
        ":material/dashboard:",
    ),
    Entry(
        "smile.py",
        "satisfaction",
        Text("친절", "Smile"),
        Text("고객만족도의 누적 추이", "Cumulative trends of customer satisfaction"),
        ":material/sentiment_satisfied:",
    ),
    Entry(
        "speed.py",
        "simple-speed",
        Text("간편·신속", "Simple · Speed"),
        Text("같은 업무끼리 비교한 시간의 누적 추이", "Cumulative trends of time, for the same tasks"),
        ":material/timer:",
    ),
    Entry(
        "collaboration.py",
        "soft-smart",
        Text("유연·능동", "Soft · Smart"),
        Text("협업 평가와 대외 성과의 누적 추이", "Cumulative trends of collaboration and achievements"),
        ":material/handshake:",
    ),
    Entry(
        "compare.py",
        "side-by-side",
        Text("비교", "Compare"),
        Text("부서나 업무를 같은 눈금으로 나란히 봅니다", "Departments or tasks side by side on one scale"),
        ":material/compare_arrows:",
    ),
    Entry(
        "report.py",
        "reports",
        Text("보고서", "Report"),
        Text("한글, PowerPoint, PDF, Excel 보고서를 만듭니다", "Reports as HWPX, slides, PDF and workbook"),
        ":material/description:",
    ),
    Entry(
        "targets.py",
        "goals",
        Text("목표", "Targets"),
        Text("지표, 연도, 부서마다의 목표와 허용 범위", "Targets and bands by indicator, year and department"),
        ":material/flag:",
    ),
    Entry(
        "upload.py",
        "data",
        Text("자료 올리기", "Upload data"),
        Text("파일을 올리고, 확인하고, 저장하고, 되돌립니다", "Upload, check, save and undo files"),
        ":material/upload_file:",
    ),
    Entry(
        "history.py",
        "uploads",
        Text("자료 기록", "History"),
        Text("올린 자료, 바꾼 수치, 저장한 행, 다시 계산", "Uploads, the numbers they changed, kept rows, recomputing"),
        ":material/history:",
    ),
    Entry(
        "backups.py",
        "copies",
        Text("백업", "Backups"),
        Text("저장소의 복사본을 보고, 만들고, 되살립니다", "See, make and restore copies of the store"),
        ":material/settings_backup_restore:",
    ),
    Entry(
        "registers.py",
        "register",
        Text("부서·업무 명부", "Departments"),
        Text("이름 바꾸기, 합치기, 나누기와 그 기록", "Renames, merges, splits, and their history"),
        ":material/account_tree:",
    ),
    Entry(
        "settings.py",
        "preferences",
        Text("설정", "Settings"),
        Text(
            "계열 단절, 쉬는 날, 근무시간, 비중, 평가 기간, 모집단",
            "Breaks, days off, hours, weights, windows, population",
        ),
        ":material/tune:",
    ),
    Entry(
        "methods.py",
        "definitions",
        Text("지표 설명", "Methods"),
        Text("각 수치의 정의, 산식, 한계와 근거", "Definition, formula, limits and sources of every number"),
        ":material/menu_book:",
    ),
)


PAGE_OF = {"smile": "smile.py", "simple": "speed.py", "speed": "speed.py"}
"""The page of a pillar; the others stand on ``collaboration.py``."""
_DETAIL = Text("자세히", "Details")
_DETAIL_HELP = Text(
    "'{name}' 지표의 추이, 누적 변화, 부서와 업무를 봅니다.",
    "Trend, cumulative change, departments and tasks of '{name}'.",
)


def link_to(indicator_id: str, lang: Lang, *, query: dict[str, str]) -> None:
    """Draw the link to the page of an indicator's pillar with that indicator chosen."""
    indicator = indicators()[indicator_id]
    st.page_link(
        page(PAGE_OF.get(indicator.pillar, "collaboration.py"), lang),
        label=f":small[{_DETAIL.say(lang)}]",
        icon=":material/arrow_forward:",
        help=_DETAIL_HELP.say(lang, name=indicator.name.say(lang)),
        query_params=query,
    )


def addresses() -> dict[str, str]:
    """Return the address of every page by the name of its file; the first page is at the bare address."""
    return {Path(entry.file).stem: "" if entry is ENTRIES[0] else entry.address for entry in ENTRIES}


def pages(lang: Lang) -> dict[str, StreamlitPage]:
    """Return Streamlit's page of every entry by file name; the first is the one at the bare address."""
    return {entry.file: _page(entry, lang) for entry in ENTRIES}


def page(file: str, lang: Lang) -> StreamlitPage:
    """Return Streamlit's page of one file."""
    return _page(next(entry for entry in ENTRIES if entry.file == file), lang)


def _page(entry: Entry, lang: Lang) -> StreamlitPage:
    return st.Page(
        FOLDER / entry.file,
        title=entry.name.say(lang),
        icon=entry.icon,
        help=entry.purpose.say(lang),
        url_path=entry.address,
        default=entry is ENTRIES[0],
    )
