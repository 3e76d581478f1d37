"""The frame of every page; ``app.py`` starts it."""

import streamlit as st

from pages.parts import chrome, menu, session

session.pull()
lang = session.language()
chrome.dress(lang)
entries = menu.pages(lang)
page = st.navigation(list(entries.values()))
chrome.language_switch(lang)
chrome.notice(lang)
page.run()
session.push()
session.warm_up()
