"""What every answer of the server carries: security headers, and the language of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
STALE = {b"content-length", b"etag", b"last-modified"}
HEAD = b"<head>"
BASE = """<script>(() => {
const base = location.origin + location.pathname.replace(/[/](?:%s)?[/]?$/, "/");
window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base };
})()</script>"""
"""Tells the browser where the server is; else Streamlit guesses on every deep link and logs two failed requests."""


class Shell:
    """Pure ASGI middleware; Starlette's ``BaseHTTPMiddleware`` would buffer every download."""

    def __init__(self, app: ASGIApp, *, pages: Mapping[str, str]) -> None:
        """Wrap the application that gives the answers; ``pages`` are addresses by other names of the pages."""
        self.app = app
        self.pages = pages
        self.base = (BASE % "|".join(address for address in pages.values() if address)).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every answer; give the document its language and its base address."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        before, _, last = str(scope["path"]).rstrip("/").rpartition("/")
        if last in self.pages:
            await _moved(f"{before}/{self.pages[last]}", scope, send)
        elif _wants_document(scope):
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            await self.app({**scope, "headers": headers}, receive, _Document(send, scope, self.base).send)
        else:
            await self.app(scope, receive, lambda message: send(_with_headers(message)))


class _Document:
    """The HTML document on its way out: held back until it is complete (it is small), then completed."""

    def __init__(self, send: Send, scope: Scope, base: bytes) -> None:
        self._send = send
        self._lang = b"en" if _wants_english(scope) else b"ko"
        self._base = base
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = _with_headers(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()

    async def _finish(self) -> None:
        headers = [pair for pair in self._start["headers"] if pair[0] not in STALE]
        if self._start["status"] == 200 and dict(headers).get(b"content-type", b"").startswith(b"text/html"):
            body = LANGUAGE.sub(b'<html lang="' + self._lang + b'"', self._body, count=1)
            self._body = body.replace(HEAD, HEAD + self._base, 1)
        headers.append((b"content-length", str(len(self._body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": self._body})


async def _moved(path: str, scope: Scope, send: Send) -> None:
    query: bytes = scope.get("query_string", b"")
    address = path.encode() + (b"?" + query if query else b"")
    headers = [(b"location", address), (b"content-length", b"0"), *HEADERS]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _with_headers(message: Message) -> Message:
    if message["type"] != "http.response.start":
        return message
    ours = {name for name, _ in HEADERS}
    return {**message, "headers": [pair for pair in message.get("headers", []) if pair[0] not in ours] + HEADERS}


def _wants_document(scope: Scope) -> bool:
    accepted: bytes = dict(scope["headers"]).get(b"accept", b"")
    return bool(scope["method"] == "GET" and accepted.startswith(b"text/html"))


def _wants_english(scope: Scope) -> bool:
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get("lang", ["ko"])[-1] == "en"
