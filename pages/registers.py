"""Departments and tasks: what they are and were called, who took over from whom, and changing that."""

from kpi.core.text import Text
from pages.parts import header, registry, registry_sheet, session

_TITLE = Text("부서·업무 명부", "Departments and tasks")
_CAPTION = Text(
    "이름이 바뀌거나 합쳐지거나 나뉜 부서와 업무를 적어 두면, 지난 자료를 오늘의 조직으로 이어 봅니다.",
    "Renames, merges and splits of departments and tasks; past data then count in today's organisation.",
)

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang), share=False)
kind = registry.chosen_kind(lang)
registry.said(lang)
registry.listing(kind, lang)
registry.editing(kind, lang)
registry_sheet.draw(lang)
registry.history(kind, lang)
