"""People at a page without a browser: sessions that speak Streamlit's own protocol over a web socket."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120.0
"""Seconds after which an answer that has not come ends the run."""
_LARGEST = 1 << 28
_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True)
class Answers:
    """Seconds from a request to the end of the script's run: of the first of each session, and of all that follow."""

    first: list[float]
    later: list[float]


async def _asked(stream: ClientConnection, query: str) -> float:
    """Ask for the page with these parameters and return the seconds until its script has ended."""
    start = time.perf_counter()
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.context_info.timezone = "Asia/Seoul"
    request.rerun_script.context_info.locale = "ko-KR"
    await stream.send(request.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(stream.recv(decode=False), PATIENCE))
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)
        if kind == "script_finished" and message.script_finished in _DONE:
            return time.perf_counter() - start


async def _session(url: str, queries: list[str], *, clicks: int, think: float, seed: int) -> tuple[float, list[float]]:
    """Open the page and change what is shown, with pauses; return the seconds of the first answer and of the others."""
    pauses = random.Random(seed)  # pauses, not secrets
    await asyncio.sleep(pauses.uniform(0, think))
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], origin=url, max_size=_LARGEST) as stream:  # type: ignore[list-item,arg-type]  # plain texts are what these are
        first, later = await _asked(stream, queries[0]), []
        for click in range(clicks):
            await asyncio.sleep(think * pauses.uniform(0.5, 1.5))
            later.append(await _asked(stream, queries[(seed + click + 1) % len(queries)]))
    return first, later


def visited(url: str, queries: list[str], *, sessions: int, clicks: int, think: float) -> Answers:
    """Let so many people use a page at once, each with so many clicks and a pause of about ``think`` seconds before each.

    Raises
    ------
    RuntimeError
        When a page shows an exception.
    TimeoutError
        When an answer does not come.
    """

    async def together() -> list[tuple[float, list[float]]]:
        people = (_session(url, queries, clicks=clicks, think=think, seed=number) for number in range(sessions))
        return await asyncio.gather(*people)

    done = asyncio.run(together())
    return Answers([first for first, _ in done], [one for _, later in done for one in later])
