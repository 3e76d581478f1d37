"""Copies of the store: what there is, making one, and going back to one."""

from kpi.core.text import Text
from pages.parts import copies, header, session

_TITLE = Text("백업", "Backups")
_CAPTION = Text(
    "저장소의 복사본입니다. 하루에 한 번 저절로 만들고, 되살릴 때는 먼저 확인하며 지금 저장소도 복사본으로 남깁니다.",
    "Copies of the store. One is made every day; before one is restored it is checked, and the present store is kept as a copy too.",
)

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang), share=False)
copies.said(lang)
if copies.in_files(lang):
    copies.make(lang)
    copies.listing(lang)
