"""The only door of the pages to the session, the link, the caches and the clock (``office`` is the one to the services)."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, Literal, TypeVar, cast
from urllib.parse import urlencode

import streamlit as st

from kpi.core.text import Lang
from pages.parts.links import DEFAULT, Selection, decode, encode

KEPT_DRAWINGS = 512
KEPT_OBJECTS = 192

T = TypeVar("T")

_STEADY: ContextVar[dict[str, Any] | None] = ContextVar("steady", default=None)
_NEWCOMER: ContextVar[bool] = ContextVar("newcomer", default=False)
_CHOSEN = "selection"
_SHOWN = "link_shown"
_SEEN = "link_seen"
_PAGE = "link_page"
_CARRIED = "link_carried"


def now() -> dt.datetime:
    """Return the clock's time; nothing else in the pages reads it."""
    return dt.datetime.now().replace(microsecond=0)


def keep(key: tuple[Hashable, ...], build: Callable[[], T]) -> T:
    """Return what ``build`` returns, built once per key for all sessions (bounded); nobody may change it."""
    return cast("T", _kept(key, build))


def lasting(name: str, build: Callable[[], T]) -> T:
    """Return what ``build`` returns, built once for all sessions and never crowded out as what is kept may be."""
    return cast("T", _lasting(name, build))


def replay(key: tuple[Hashable, ...], draw: Callable[[], object]) -> None:
    """Draw, or replay what was drawn for an equal key, which must hold revision, selection, language and mode."""
    _replayed(key, draw)


@contextmanager
def steady() -> Iterator[None]:
    """Let ``once`` answer from memory inside: for a page that only shows and asks for the state of the store a hundred
    times, each with a query. What happens to the store meanwhile shows in the next run, as for any page drawn before it.
    """
    token = _STEADY.set({})
    try:
        yield
    finally:
        _STEADY.reset(token)


def once(name: str, read: Callable[[], T]) -> T:
    """Return what ``read`` returns, within ``steady`` what it returned before."""
    known = _STEADY.get()
    if known is None:
        return read()
    if name not in known:
        known[name] = read()
    return cast("T", known[name])


@st.cache_resource(max_entries=KEPT_OBJECTS, show_spinner=False)
def _kept(key: tuple[Hashable, ...], _build: Callable[[], object]) -> object:  # noqa: ARG001  # the key is the cache's
    return _build()


@st.cache_resource(show_spinner=False)
def _lasting(name: str, _build: Callable[[], object]) -> object:  # noqa: ARG001  # the name is the cache's key
    return _build()


@st.cache_data(max_entries=KEPT_DRAWINGS, show_spinner=False)
def _replayed(key: tuple[Hashable, ...], _draw: Callable[[], object]) -> None:  # noqa: ARG001  # the key is the cache's
    _draw()


@st.cache_resource(max_entries=2, show_spinner=False)
def warm_up(when: Literal["imported", "answered"]) -> bool:  # noqa: ARG001  # the key is the cache's
    """Take what is there by now out of the garbage collector's rounds, once per process and moment.

    Before the first answer, so that making it does not go through all that was imported again and again, and after it.
    Streamlit's own round after each run is switched off (`.streamlit/config.toml`): Python's rounds are enough.
    """
    gc.collect()
    gc.freeze()
    return True


# The selection and the link ------------------------------------------------------------------------------------------


@contextmanager
def newcomer() -> Iterator[None]:
    """Answer inside as to somebody who has chosen nothing yet; for work that belongs to no session."""
    token = _NEWCOMER.set(True)
    try:
        yield
    finally:
        _NEWCOMER.reset(token)


def selection() -> Selection:
    """Return what is chosen in this session."""
    return DEFAULT if _NEWCOMER.get() else cast(Selection, st.session_state.get(_CHOSEN, DEFAULT))


def language() -> Lang:
    """Return the language of this session."""
    return selection().lang


def choose(**changes: Any) -> None:
    """Change the selection; for callbacks, which run before the page."""
    st.session_state[_CHOSEN] = replace(selection(), **changes)


def pull() -> None:
    """Take the selection from the link where a person changed the link (first request, edited, back, forward).

    A click in the menu drops the parameters from the address: then the selection stays as it was. Going back to
    such a bare address gives the selection it stood for.
    """
    state = st.session_state
    parameters = {name: str(st.query_params[name]) for name in st.query_params}
    page = (st.context.url or "").partition("?")[0]
    came_from, state[_PAGE] = state.get(_PAGE), page
    carried = state.setdefault(_CARRIED, {})
    if not parameters and came_from not in (None, page):
        carried[page] = selection()
        state[_SHOWN] = state[_SEEN] = {}
    elif parameters != state.get(_SEEN):
        state[_CHOSEN] = decode(parameters) if parameters else carried.get(page, DEFAULT)
        state[_SEEN] = parameters
        state[_SHOWN] = encode(selection())


def push() -> None:
    """Write the selection into the link when it changed since the link was read."""
    state = st.session_state
    wanted = encode(selection())
    if wanted != state.get(_SHOWN, {}):
        st.query_params.from_dict(wanted)
        state[_SHOWN] = state[_SEEN] = wanted


def shared_link(years: Sequence[int]) -> str:
    """Return the address of this view with the choices that would otherwise move with the data written out."""
    page, chosen = (st.context.url or "").partition("?")[0], selection()
    if years:
        chosen = replace(chosen, start=chosen.start or years[0], end=chosen.end or years[-1])
    return f"{page}?{urlencode({'lang': chosen.lang} | encode(chosen))}"


def linked(**changes: Any) -> dict[str, str]:
    """Return the parameters of a link to a page under this selection with some changes."""
    chosen = replace(selection(), **changes)
    return {"lang": chosen.lang} | encode(chosen)


def mode() -> Literal["light", "dark"]:
    """Return whether the person looks at a light or a dark screen."""
    return "dark" if st.context.theme.type == "dark" else "light"


def browser() -> str:
    """Return what is the same for a browser when its page is reloaded, "" where it sends no cookie; nothing secret."""
    return browser_of(str(st.context.cookies.get("_streamlit_xsrf", "")))


def browser_of(cookie: str) -> str:
    """Return a hash of what a cookie "2|mask|masked token|time" says: the mask is another one each time it is sent."""
    found = re.fullmatch(r"2\|([0-9a-f]{8})\|((?:[0-9a-f]{2})+)\|\d+", cookie)
    if found is None:
        return ""
    mask, masked = bytes.fromhex(found[1]), bytes.fromhex(found[2])
    return hashlib.sha256(bytes(one ^ mask[place % 4] for place, one in enumerate(masked))).hexdigest()


# The session's other memory ------------------------------------------------------------------------------------------


def recall(key: str, default: Any = None) -> Any:
    """Return what this session remembers under a key, or what a keyed widget says."""
    return st.session_state.get(key, default)


def remember(key: str, value: Any) -> None:
    """Remember something for this session, or set a keyed widget that is not drawn yet."""
    st.session_state[key] = value


def forget(prefix: str) -> None:
    """Forget everything remembered under keys with this prefix."""
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]


def on_change(key: str, act: Callable[[Any], None]) -> Callable[[], None]:
    """Return a callback that hands the new value of the widget ``key`` to ``act``."""
    return lambda: act(st.session_state.get(key))
