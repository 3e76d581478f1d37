"""One browser kept open for drawing chart images, safe for many sessions at once.

Kaleido's own synchronous server mixes up callers from several threads, and a browser for each image costs seconds.
So one ``Kaleido`` lives on an event loop in a thread of its own, asked by one caller at a time. MathJax is off: it would
be fetched from the internet. The browser runs without Chromium's sandbox (choreographer's default; root cannot use it):
only figures that we built are ever drawn.
"""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import threading
from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from typing import Any, Literal

import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium
from choreographer.channels import ChannelClosedError
from choreographer.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError
from choreographer.protocol import DevtoolsProtocolError
from kaleido import Kaleido

from kpi.core.errors import refuse
from kpi.core.text import Text

ImageFormat = Literal["png", "svg"]

_NO_BROWSER = Text(
    "이미지를 만들 브라우저가 없습니다. Chromium 또는 Google Chrome을 설치하세요(데비안·우분투: apt-get install chromium "
    "fonts-nanum, Windows·macOS: Chrome). 설치 위치가 다르면 환경 변수 BROWSER_PATH에 적습니다. CSV와 Excel 파일, 보고서(한글, "
    "PowerPoint, PDF, Word, HTML), 차트의 사진기 단추는 브라우저 없이도 됩니다.",
    "There is no browser to make images with. Install Chromium or Google Chrome (Debian, Ubuntu: apt-get install chromium "
    "fonts-nanum; Windows, macOS: Chrome); name it in the variable BROWSER_PATH if it is elsewhere. CSV and Excel files, "
    "reports (HWPX, PowerPoint, PDF, Word, HTML) and the chart's own camera button work without it.",
)
_FAILED = Text(
    "이미지를 만들지 못했습니다({reason}). 다시 해 보고, 되풀이되면 CSV나 Excel 파일을 쓰세요.",
    "The image could not be made ({reason}). Try again; if it keeps failing, use the CSV or Excel file.",
)
_BROWSER_GONE = (
    BrowserClosedError,
    BrowserFailedError,
    ChannelClosedError,
    DevtoolsProtocolError,
    TimeoutError,
    concurrent.futures.CancelledError,
    OSError,
)


class Renderer:
    """A kept browser; ``image`` may be called from any thread."""

    def __init__(self, seconds: float = 40.0) -> None:
        """Start nothing yet; ``seconds`` is the most one image may take."""
        self._seconds = seconds
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._kaleido: Kaleido | None = None

    def image(self, figure: go.Figure, *, kind: ImageFormat, width: int, height: int, scale: float = 2.0) -> bytes:
        """Return the drawn figure; ``width`` and ``height`` in CSS pixels, a PNG has ``scale`` times as many.

        Raises
        ------
        UserError
            ``no_browser`` when there is no Chrome or Chromium, ``image_failed`` when two attempts failed.
        """
        wanted = {"format": kind, "width": width, "height": height, "scale": scale}
        spec = figure.to_plotly_json()
        with self._turn:
            require_browser()
            for last in (False, True):
                try:
                    drawn: bytes = self._wait(self._draw(spec, wanted), self._seconds * 2)
                    return drawn
                except ChromeNotFoundError as error:
                    raise refuse("no_browser", _NO_BROWSER) from error
                except _BROWSER_GONE as error:
                    self._drop()
                    if last:
                        raise refuse("image_failed", _FAILED, reason=type(error).__name__) from error
        raise AssertionError("the loop above returns or raises")

    def close(self) -> None:
        """Close the browser; the next image opens a new one."""
        with self._turn:
            self._drop()
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
            if loop is None or thread is None:
                return
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
            if not thread.is_alive():
                loop.close()

    async def _draw(self, spec: dict[str, Any], wanted: dict[str, Any]) -> bytes:
        if self._kaleido is None:
            opened = Kaleido(n=1, timeout=self._seconds, mathjax=False)
            await opened.open()
            self._kaleido = opened
        drawn: bytes = await self._kaleido.calc_fig(spec, opts=wanted)
        return drawn

    def _wait(self, work: Coroutine[Any, Any, Any], seconds: float) -> Any:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="chart-images")
            self._thread.start()
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        finally:
            future.cancel()

    def _drop(self) -> None:
        kept, self._kaleido = self._kaleido, None
        if kept is None:
            return
        try:
            self._wait(kept.close(), 10)
        except _BROWSER_GONE:
            return  # it is gone already, which is what was wanted


@cache
def renderer() -> Renderer:
    """Return the process's one renderer; its browser is closed when the process ends."""
    kept = Renderer()
    atexit.register(kept.close)
    return kept


def require_browser() -> None:
    """Find the browser without starting it.

    Raises
    ------
    UserError
        ``no_browser`` with what to install where there is none.
    """
    found = Chromium.find_browser(skip_local=False)
    if not found or not Path(found).is_file():
        raise refuse("no_browser", _NO_BROWSER)
