"""What the reading process left on the disk becomes a frame, and the file may go."""

import pandas as pd
import pyarrow as pa
import pytest

from loaders.gate import frames
from loaders.gate.frames import frame_at


@pytest.mark.parametrize("mapped", [True, False])
def test_a_frame_outlives_its_file(tmp_path, monkeypatch, mapped):
    monkeypatch.setattr(frames, "_CAN_REMOVE_WHAT_IS_MAPPED", mapped)
    path = tmp_path / "sheet_0.arrow"
    table = pa.table(
        {"0": pa.array(["부서", "", "총무과"], pa.large_string()), "1": pa.array(["1", "2", ""], pa.large_string())}
    )
    with pa.ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table)
    frame = frame_at(path)
    path.write_bytes(b"") if not mapped else path.unlink()
    pd.testing.assert_frame_equal(frame, pd.DataFrame({"0": ["부서", "", "총무과"], "1": ["1", "2", ""]}, dtype="str"))


def test_an_empty_sheet_is_an_empty_frame(tmp_path):
    path = tmp_path / "sheet_0.arrow"
    with pa.ipc.new_file(str(path), pa.schema([])):
        pass
    assert frame_at(path).shape == (0, 0)
