"""What every answer of the server carries: security headers, and the language of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",  # Streamlit's own start-up and its charts need both
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: blob: data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
LANGUAGE = re.compile(rb'<html lang="[a-z-]*"')
HEAD = b"<head>"
BASE = """<script>(() => {
const base = location.origin + location.pathname.replace(/[/](?:%s)?[/]?$/, "/");
window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base };
})()</script>"""
"""Tells the browser where the server is; else Streamlit guesses on every deep link and logs two failed requests."""


class Shell:
    """Pure ASGI middleware; Starlette's ``BaseHTTPMiddleware`` would buffer every download."""

    def __init__(self, app: ASGIApp, *, pages: Sequence[str]) -> None:
        """Wrap the application that gives the answers; ``pages`` are the addresses of its pages."""
        self.app = app
        self.base = (BASE % "|".join(pages)).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every answer; give the document its language and its base address."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Answer(send, scope, self.base).send)


class _Answer:
    """One answer on its way out; only an HTML document is held back until it is complete."""

    def __init__(self, send: Send, scope: Scope, base: bytes) -> None:
        self._send = send
        self._lang = b"en" if _wants_english(scope) else b"ko"
        self._base = base
        self._whole = scope["method"] == "GET"
        self._start: dict[str, Any] | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(dict(message))
        elif message["type"] == "http.response.body" and self._start is not None:
            await self._collect(self._start, message)
        else:
            await self._send(message)

    async def _begin(self, start: dict[str, Any]) -> None:
        known = dict(start.get("headers", []))
        html = known.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in known
        held = html and self._whole and start["status"] == 200
        dropped = {name for name, _ in HEADERS} | ({b"content-length", b"etag", b"last-modified"} if held else set())
        start["headers"] = [pair for pair in start.get("headers", []) if pair[0] not in dropped] + HEADERS
        if held:
            self._start = start
        else:
            await self._send(start)

    async def _collect(self, start: dict[str, Any], message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = LANGUAGE.sub(b'<html lang="' + self._lang + b'"', self._body, count=1)
        body = body.replace(HEAD, HEAD + self._base, 1)
        start["headers"].append((b"content-length", str(len(body)).encode()))
        self._start = None
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _wants_english(scope: Scope) -> bool:
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get("lang", ["ko"])[-1] == "en"
