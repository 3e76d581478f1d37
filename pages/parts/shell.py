"""What every answer of the server carries: security headers, and the language of the document."""

from __future__ import annotations

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
ENGLISH = b'<html lang="en"'
KOREAN = b'<html lang="ko"'


class Shell:
    """Pure ASGI middleware; Starlette's ``BaseHTTPMiddleware`` would buffer every download."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application that gives the answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every answer, and mark the document as Korean unless the link says English."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Answer(send, korean=_wants_korean(scope)).send)


class _Answer:
    """One answer on its way out; only an HTML document is held back until it is complete."""

    def __init__(self, send: Send, *, korean: bool) -> None:
        self._send = send
        self._korean = korean
        self._start: dict[str, Any] | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(dict(message))
        elif message["type"] == "http.response.body" and self._start is not None:
            await self._collect(message)
        else:
            await self._send(message)

    async def _begin(self, start: dict[str, Any]) -> None:
        headers = list(start.get("headers", []))
        known = dict(headers)
        html = known.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in known
        ours = {name for name, _ in HEADERS}
        dropped = ours | ({b"content-length", b"etag"} if html and self._korean else set())
        start["headers"] = [pair for pair in headers if pair[0] not in dropped] + HEADERS
        if html and self._korean:
            self._start = start
        else:
            await self._send(start)

    async def _collect(self, message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(ENGLISH, KOREAN, 1)
        start, self._start = self._start, None
        if start is not None:
            start["headers"].append((b"content-length", str(len(body)).encode()))
            await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _wants_korean(scope: Scope) -> bool:
    return parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["ko"])[-1] != "en"
