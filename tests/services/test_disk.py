import os
from pathlib import Path

import pytest

from kpi.core.errors import UserError
from loaders.gate.files import Limits
from services.disk import file_content, format_of, shown_name, write_file


def test_a_file_comes_with_its_composed_name(tmp_path):
    path = tmp_path / "\u1112\u1161\u11ab.csv"
    path.write_bytes(b"x")
    assert file_content(str(path)) == ("한.csv", b"x")


def test_files_that_cannot_be_read_are_refused_in_words(tmp_path):
    for path, code in (
        (tmp_path, "is_a_folder"),
        (tmp_path / "none.csv", "no_file"),
        (tmp_path / "a\0b", "unreadable"),
    ):
        with pytest.raises(UserError) as refused:
            file_content(str(path))
        assert refused.value.findings[0].code == code


def test_a_file_that_cannot_be_written_is_refused_in_words(tmp_path):
    for path in (tmp_path, tmp_path / "none" / "trend.png", tmp_path / "a\0b"):
        with pytest.raises(UserError) as refused:
            write_file(str(path), b"x")
        assert refused.value.findings[0].code == "unwritable"


def test_the_ending_of_its_name_says_what_a_chart_goes_out_as():
    assert [format_of(name) for name in ("추이.PNG", "a.b.svg", "x.xlsx")] == ["png", "svg", "xlsx"]
    for name in ("trend.docx", "trend", ".png"):
        with pytest.raises(UserError, match="png"):
            format_of(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes among its files")
def test_a_device_or_a_pipe_is_refused_and_not_read_without_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "통로.csv")
    for path in (str(tmp_path / "통로.csv"), "/dev/zero"):
        with pytest.raises(UserError) as error:
            file_content(path)
        assert error.value.findings[0].code == "no_plain_file"


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "큰.csv"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(UserError) as error:
        file_content(str(path), limits=Limits())
    assert (error.value.findings[0].code, error.value.findings[0].file) == ("too_large", "큰.csv")


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are Unicode")
def test_a_file_whose_name_the_disk_has_in_cp949_is_called_by_it(tmp_path: Path) -> None:
    for raw, name in (("만족도.csv".encode("cp949"), "만족도.csv"), (b"\xffa.csv", "\ufffda.csv")):
        path = os.path.join(os.fsencode(tmp_path), raw)
        try:
            Path(os.fsdecode(path)).write_bytes(b"a,b\n1,2\n")
        except OSError:
            pytest.skip("the disk keeps names in UTF-8 only")
        assert file_content(os.fsdecode(path))[0] == name
        assert shown_name(os.fsdecode(path)) == name
