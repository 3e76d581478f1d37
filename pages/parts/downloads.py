"""The files of a chart: picture and data, made when they are asked for."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kpi.core.text import Text
from pages.parts import office
from pages.parts.words import plain
from services.pictures import FILE_SIZE, ChartFormat, Picture, file_name, image_problem
from services.single_chart import is_of_reports

FORMATS: dict[ChartFormat, tuple[Text, str, str]] = {
    "png": (Text("그림(PNG)", "Picture (PNG)"), "image/png", ":material/image:"),
    "svg": (Text("벡터 그림(SVG)", "Vector picture (SVG)"), "image/svg+xml", ":material/shapes:"),
    "csv": (Text("자료(CSV)", "Data (CSV)"), "text/csv", ":material/csv:"),
    "xlsx": (
        Text("자료(엑셀)", "Data (Excel)"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ":material/table:",
    ),
    "pptx": (
        Text("슬라이드(PowerPoint, 고칠 수 있는 차트)", "Slide (PowerPoint, chart can be edited)"),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ":material/slideshow:",
    ),
}
_FILES = Text("받기", "Files")
_HELP = Text(
    "제목, 기간, 조건, 건수, 출처, 기준일이 파일 안에 들어갑니다. 응답 10명 미만은 파일에서 가립니다.",
    "Title, period, filters, n, source and date are inside the file. Fewer than 10 answers are hidden in files.",
)


def menu(picture: Picture, *, key: str) -> None:
    """Draw the button that opens the files of a chart; a picture is never narrower than in a report."""
    lang = picture.lang
    wide, high = FILE_SIZE
    if picture.size[0] < wide:
        picture = replace(picture, size=(wide, max(high, picture.size[1])))
    with st.popover(
        _FILES.say(lang), icon=":material/download:", help=_FILES.say(lang), type="tertiary", key=f"files_{key}"
    ):
        st.caption(_HELP.say(lang))
        problem = image_problem()
        if problem:
            st.warning(plain(problem.say(lang)))
        for form, (name, mime, icon) in FORMATS.items():
            if form == "pptx" and not is_of_reports(picture.kind):
                continue
            st.download_button(
                name.say(lang),
                data=office.file_maker(picture, form),
                file_name=file_name(picture, form),
                mime=mime,
                key=f"file_{key}_{form}",
                icon=icon,
                width="stretch",
                disabled=problem is not None and form in ("png", "svg"),
                on_click="ignore",
            )
