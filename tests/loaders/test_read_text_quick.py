"""The quick lane for text tables gives what reading record by record gives, or leaves the block alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import ipc

from kpi.core.errors import UserError
from loaders.gate.files import read_file
from loaders.read import text as read_text
from loaders.read.encoding import Decoded
from loaders.read.grid import Budget
from loaders.read.limits import Limits
from loaders.read.text_quick import blocks, columns_of

FIELDS = ("a", "", "가나", " ", "1", '"q"', '"a,b"', '"x\ny"', '"d""q"', 'b"c', '"open', "\r", '"z" ')
PLAIN = FIELDS[:5]


@st.composite
def texts(draw: st.DrawFn) -> str:
    fields = draw(st.sampled_from([FIELDS, PLAIN, FIELDS[:9]]))
    width = draw(st.integers(1, 4))
    widths = st.one_of(st.just(width), st.just(width), st.integers(1, 5))
    lines = [
        ",".join(draw(st.lists(st.sampled_from(fields), min_size=size, max_size=size)))
        for size in draw(st.lists(widths, min_size=1, max_size=10))
    ]
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


def everything(text: str, folder: Path, *, as_bytes: bool = False) -> object:
    """Return all that reading a text says, as plain values."""
    try:
        decoded = Decoded("utf-8", utf8=text.encode()) if as_bytes else Decoded("utf-8", text)
        grids, findings, _ = read_text.read_text(decoded, Budget(Limits()))
    except UserError as error:
        return [finding.to_json() for finding in error.findings]
    grids[0].write(folder / "sheet.arrow")
    cells = ipc.open_file(folder / "sheet.arrow").read_all().to_pydict()
    return grids[0].to_json(), grids[0].budget.cells, cells, [finding.to_json() for finding in findings]


@settings(max_examples=400, deadline=None)
@given(text=texts(), size=st.sampled_from([3, 15, 60]))
def test_blocks_read_at_once_are_the_same_as_records_read_one_by_one(tmp_path_factory, text, size):
    folder = tmp_path_factory.mktemp("quick")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_text, "blocks", lambda body: blocks(body, size))
        quick = everything(text, folder)
        assert quick == everything(text, folder, as_bytes=True)
        patch.setattr(read_text, "columns_of", lambda *_, **__: None)
        patch.setattr(read_text, "blocks", lambda body: [body])
        assert quick == everything(text, folder)


def test_blocks_end_with_lines_and_hold_every_letter():
    text = "접수,완료\n" * 100 + "끝"
    parts = list(blocks(text.encode(), 37))
    assert b"".join(parts).decode() == text
    assert all(part.endswith(b"\n") for part in parts[:-1])


@pytest.mark.parametrize("block", ["a,b\n1,2\n", '"a","b,c"\n1,"2\n3"\n', "a,b\r\n1,2"])
def test_plain_blocks_take_the_quick_lane(block):
    columns = columns_of(block.encode(), ",", longest=100)
    assert columns is not None
    assert [len(column) for column in columns] == [2, 2]


@pytest.mark.parametrize(
    "block", ["a,b\n1,2,3\n", 'a,b\n1,x"y\n', "a,b\n\n1,2\n", "a,b\n1,\0\n", "a,b\r1,2\n", "a,b\n1,12345\n"]
)
def test_blocks_with_anything_odd_do_not(block):
    assert columns_of(block.encode(), ",", longest=4) is None


@pytest.mark.parametrize("width", [200, 2_000])
def test_a_wide_table_is_read_in_the_memory_of_any_upload(width):
    text = "\n".join(",".join(f"{row}.{column}" for column in range(width)) for row in range(120))
    book = read_file(text.encode(), "넓은 표.csv")
    assert book.sheets[0].frame.shape == (120, width)
