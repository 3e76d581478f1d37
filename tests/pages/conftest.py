"""Stores for the pages, and the real server with a real browser."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from services import demo, stores

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"
NOW = dt.datetime(2026, 1, 15, 9, 0)
YEARS = ("2023", "2024", "2025", "2019-2025")
CHROMIUM = os.environ.get("BROWSER_PATH") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120


class Visit:
    """The dashboard opened in this process at a page and a link; every run must be free of exceptions."""

    def __init__(self, page: str = "overview", **link: str) -> None:
        self.at = AppTest.from_file(str(APP), default_timeout=PATIENCE)
        for name, code in link.items():
            self.at.query_params[name] = code
        self.run()
        if page != "overview":
            self.turn_to(page)

    def run(self) -> AppTest:
        self.at.run()
        assert [error.value for error in self.at.exception] == []
        return self.at

    def turn_to(self, page: str) -> AppTest:
        self.at.switch_page(str(ROOT / "pages" / f"{page}.py"))
        return self.run()

    @property
    def link(self) -> dict[str, str]:
        return {name: code if isinstance(code, str) else code[-1] for name, code in self.at.query_params.items()}

    def said(self) -> str:
        kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success", "text")
        return "\n".join(str(element.value) for kind in kinds for element in self.at.get(kind))

    def listed(self) -> list[str]:
        """Return the findings that are shown, each as one text."""
        lists = "".join(
            element.proto.body for element in self.at.get("html") if 'class="findings"' in element.proto.body
        )
        items = re.findall("<li.*?</li>", lists, re.DOTALL)
        return [unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", item))).strip() for item in items]


@pytest.fixture
def visit() -> type[Visit]:
    return Visit


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the last three years of the demo data."""
    folder = tmp_path_factory.mktemp("demo")
    entries = json.loads((demo.FOLDER / "manifest.json").read_text(encoding="utf-8"))
    chosen = [{**entry, "file": str(demo.FOLDER / entry["file"])} for entry in entries if _years(entry["file"])]
    (folder / "manifest.json").write_text(json.dumps(chosen), encoding="utf-8")
    shutil.copy(demo.FOLDER / "targets.json", folder)
    store = stores.open_store(stores.sqlite_url(folder / "demo.sqlite"))
    demo.fill_demo(store, now=NOW, folder=folder)
    store.close()
    stores.open_store.cache_clear()
    return folder / "demo.sqlite"


@pytest.fixture
def shown_demo(demo_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Pages show the demo store, which the test must not change."""
    yield from _shown(demo_file, monkeypatch)


@pytest.fixture
def shown_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Pages show an empty store whose owner has left the demo."""
    shown = _shown(tmp_path / "own.sqlite", monkeypatch)
    path = next(shown)
    demo.start_with_own_data(who="test", now=NOW)
    yield path
    next(shown, None)


def _shown(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(stores.VARIABLE, stores.sqlite_url(path))
    stores.open_store.cache_clear()
    yield path
    stores.open_store().close()
    stores.open_store.cache_clear()


def _years(name: str) -> bool:
    return any(name.removesuffix(Path(name).suffix).endswith(year) for year in YEARS)


class Server:
    """A dashboard of its own on a free port; its log must stay free of tracebacks."""

    def __init__(self, store: Path, log: Path, *options: str, root: Path = ROOT) -> None:
        self.log = log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", str(root / "app.py"), "--server.port", str(port), *options]
        environment = {**os.environ, stores.VARIABLE: stores.sqlite_url(store)}
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=root, env=environment, stdout=output, stderr=output, start_new_session=True
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def end(self) -> str:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(timeout=20)
        return self.log.read_text(encoding="utf-8")

    def stop(self) -> None:
        assert "Traceback" not in self.end()


@pytest.fixture
def server_class() -> type[Server]:
    return Server


@pytest.fixture(scope="session")
def demo_server(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(demo_file, tmp_path_factory.mktemp("server") / "server.log")
    yield server
    server.stop()


@pytest.fixture
def own_server(shown_empty: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(shown_empty, tmp_path / "server.log")
    yield server
    server.stop()


@pytest.fixture(scope="module")  # playwright keeps an event loop running as long as it lives
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ko-KR", accept_downloads=True)
    context.grant_permissions([])
    context.add_init_script("delete window.showSaveFilePicker")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test on any console error, any script error and any request to the outside."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if _outside(request.url) else None)
    page.set_default_timeout(60_000)
    yield page
    assert wrong == []


def _outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
