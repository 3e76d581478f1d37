"""5S 성과판, the dashboard of a city's five S.  Start it with:  streamlit run app.py

A launcher only: the frame of the pages is ``pages/main.py``. Streamlit's old page discovery looks for a folder
``pages/`` beside the running script, so the running script must not be this file.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import ready, unexpected
from pages.parts.menu import addresses
from pages.parts.shell import Shell

FRAME = Path(__file__).resolve().parent / "pages" / "main.py"

app = st.App(
    FRAME,
    middleware=[Middleware(Shell, pages=addresses()), Middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)],
    lifespan=ready.from_the_start,
    on_script_error=unexpected.told,
)

if __name__ == "__main__":
    if get_script_run_ctx() is None:
        app.run()
    else:  # a test runs this file as the script itself
        runpy.run_path(str(FRAME), run_name="__main__")
