"""What every answer of the server carries."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pages.parts.shell import Shell

DOCUMENT = b'<!DOCTYPE html><html lang="en"><head><title>x</title></head></html>'


def answer(
    *,
    accept: bytes,
    query: bytes = b"",
    body: bytes = DOCUMENT,
    kind: bytes = b"text/html",
    path: str = "/simple-speed",
) -> dict[str, Any]:
    seen: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(dict(scope["headers"]))
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"etag", b'"1"')]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})

    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")],
    }
    asyncio.run(Shell(inner, pages={"speed": "simple-speed"})(scope, None, send))  # type: ignore[arg-type]  # nothing is received
    content = b"".join(message.get("body", b"") for message in messages[1:])
    return {
        "asked": seen[0] if seen else {},
        "headers": dict(messages[0]["headers"]),
        "body": content,
        "parts": len(messages) - 1,
        "status": messages[0]["status"],
    }


@pytest.mark.parametrize(("query", "lang"), [(b"", b"ko"), (b"lang=ko", b"ko"), (b"dept=x&lang=en", b"en")])
def test_the_document_names_its_language(query: bytes, lang: bytes) -> None:
    assert b'<html lang="' + lang + b'"' in answer(accept=b"text/html,*/*", query=query)["body"]


def test_the_document_says_where_the_server_is_and_how_long_it_is() -> None:
    got = answer(accept=b"text/html")
    assert b"BACKEND_BASE_URL" in got["body"]
    assert got["headers"][b"content-length"] == str(len(got["body"])).encode()
    assert b"etag" not in got["headers"]
    assert b"accept-encoding" not in got["asked"]


def test_everything_else_passes_as_it_comes() -> None:
    got = answer(accept=b"*/*", body=b"x" * 100, kind=b"text/javascript")
    assert (got["body"], got["parts"]) == (b"x" * 100, 2)
    assert got["headers"][b"etag"] == b'"1"'


@pytest.mark.parametrize("accept", [b"text/html", b"*/*"])
def test_every_answer_carries_the_security_headers(accept: bytes) -> None:
    headers = answer(accept=accept)["headers"]
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"same-origin"
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "http:" not in policy


def test_the_name_of_a_page_file_leads_to_its_address_and_keeps_the_selection() -> None:
    got = answer(accept=b"text/html", path="/below/speed", query=b"lang=en")
    assert (got["status"], got["headers"][b"location"]) == (307, b"/below/simple-speed?lang=en")
