"""The frame of every page; ``app.py`` starts it."""

import streamlit as st

from pages.parts import chrome, filters, menu, office, session

session.pull()
unknown = office.tidy_selection()
lang = session.language()
chrome.dress(lang)
entries = menu.pages(lang)
page = st.navigation(list(entries.values()))
chrome.language_switch(lang)
chrome.notice(lang)
filters.dropped(unknown, lang)
page.run()
session.push()
session.warm_up()
