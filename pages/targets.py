"""Targets: what the office aims at by indicator, year and department, beside the national figure and the best peer."""

from pages.parts import entered, entering, header, session
from services.entered.sort import sorts

lang = session.language()
sort = sorts()["target"]
header.head(sort.name.say(lang), lang=lang, caption=sort.about.say(lang), share=False)
entering.said(lang)
entering.table(sort, lang)
entered.importing(sort, lang)
entered.past(sort, lang)
