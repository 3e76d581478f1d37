import pytest

from kpi.core.errors import UserError
from services.disk import file_content, format_of, write_file


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
