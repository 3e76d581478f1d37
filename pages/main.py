"""The frame of every page; ``app.py`` starts it."""

import streamlit as st

from pages.parts import chrome, filters, menu, office, session

session.pull()
lang = session.language()
chrome.dress(lang)
page = st.navigation(list(menu.pages(lang).values()), expanded=True)
session.warm_up("imported")
chrome.language_switch(lang)
chrome.open_store(lang)
with chrome.saying(lang):
    unknown = office.tidy_selection()
    chrome.notice(lang)
    filters.dropped(unknown, lang)
    page.run()
session.push()
session.warm_up("answered")
office.copy_of_the_day()
