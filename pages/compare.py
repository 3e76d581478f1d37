"""Any departments or tasks side by side, on one scale."""

from kpi.core.text import Text
from pages.parts import comparing, detail, empty, filters, header, office, session

_TITLE = Text("비교", "Compare")

lang = session.language()
with session.steady():
    header.head(_TITLE.say(lang), lang=lang, caption=header.freshness(office.current_scope(), lang))
    if not empty.shown(lang):
        looked_at = office.looked_at(office.indicators_of(), otherwise="processing_time")
        filters.bar(lang, indicators=office.indicators_of(), looked_at=looked_at)
        comparing.choice(looked_at, lang)
        comparing.panels(looked_at, lang)
        detail.opened(looked_at, lang)
