"""Every upload: who, when, what became of it, which numbers it changed, and its kept rows."""

from kpi.core.text import Text
from pages.parts import header, ledger, recompute, session

_TITLE = Text("자료 기록", "History of uploads")
_CAPTION = Text(
    "올린 자료마다 누가 언제 올렸고 어떤 수치가 바뀌었는지 봅니다. 아무것도 지워지지 않으며, 되돌린 것은 다시 반영할 수 있습니다.",
    "Who uploaded what and when, and which numbers it changed. Nothing is deleted; what is taken back can be restored.",
)

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang))
ledger.said(lang)
recompute.offer(lang)
ledger.listing(lang)
