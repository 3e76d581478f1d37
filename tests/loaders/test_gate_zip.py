"""A zip of files: unpacked in the limited process, names as Korean programs write them, nothing outside, no zip inside."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib

import pytest
import xlsxwriter

from kpi.core.errors import Finding, UserError
from loaders.gate.files import Limits, Unpacked, read_file, unpack

CSV = "부서,점수\n민원과,4\n".encode("cp949")


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def packed_as(name: bytes, content: bytes, *, extra: bytes = b"", flags: int = 0, method: int = 0) -> bytes:
    """Return a zip of one file whose name is these bytes, as programs write it that know no Unicode."""
    common = struct.pack(
        "<HHIIIIHH", flags, method, 0, zlib.crc32(content), len(content), len(content), len(name), len(extra)
    )
    local = b"PK\3\4" + struct.pack("<H", 20) + common + name + extra + content
    central = b"PK\1\2" + struct.pack("<HH", 20, 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write_row(0, 0, ["부서", 3])
    return target.getvalue()


def unpacked(content: bytes) -> Unpacked:
    files = unpack(content, "자료.zip")
    assert files is not None
    return files


def refused(content: bytes, **limits: int) -> Finding:
    with pytest.raises(UserError) as error:
        unpack(content, "자료.zip", limits=Limits(**limits))
    (finding,) = error.value.findings
    assert finding.file == "자료.zip"
    return finding


def test_the_files_of_a_zip_come_back_with_their_folders_and_read_as_they_would_alone() -> None:
    files = unpacked(packed({"2024/민원과.csv": CSV, "2024/점수.xlsx": workbook(), "안내.pdf": b"%PDF-1.7"}))
    assert [name for name, _ in files] == ["2024/민원과.csv", "2024/점수.xlsx", "안내.pdf"]
    assert [read_file(content, name).kind for name, content in files[:2]] == ["csv", "xlsx"]
    assert files.findings == ()


@pytest.mark.parametrize("content", [CSV, workbook(), b"", b"PK"])
def test_what_is_no_zip_of_files_is_left_to_the_reader(content: bytes) -> None:
    assert unpack(content, "a.xlsx") is None


@pytest.mark.parametrize(
    "content",
    [
        packed_as("만족도/민원과.csv".encode("cp949"), CSV),
        packed_as("만족도/민원과.csv".encode(), CSV),
        packed_as(unicodedata.normalize("NFD", "만족도/민원과.csv").encode(), CSV),
        packed_as("만족도\\민원과.csv".encode("cp949"), CSV),
        packed_as(b"?", CSV, extra=struct.pack("<HHBI", 0x7075, 28, 1, 0) + "만족도/민원과.csv".encode()),
        packed({"만족도/민원과.csv": CSV}),
    ],
    ids=["cp949", "utf-8 unsaid", "in single letters", "backslash", "name beside the name", "utf-8 said"],
)
def test_names_are_read_however_the_program_wrote_them(content: bytes) -> None:
    assert unpacked(content) == (("만족도/민원과.csv", CSV),)


def test_what_computers_leave_behind_is_skipped_and_said() -> None:
    litter = ("__MACOSX/._a.csv", ".DS_Store", "2024/Thumbs.db", "~$점수.xlsx", "desktop.ini")
    files = unpacked(packed({"빈 폴더/": b"", "a.csv": CSV, **dict.fromkeys(litter, b"x")}))
    assert files == (("a.csv", CSV),)
    (note,) = files.findings
    assert (note.severity, note.code, note.count, note.file) == ("note", "zip_skipped", 5, "자료.zip")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packed({"../a.csv": CSV}), "strange_path"),
        (packed({"/etc/a.csv": CSV}), "strange_path"),
        (packed({"C:\\a.csv": CSV}), "strange_path"),
        (packed({"b/..\\..\\a.csv": CSV}), "strange_path"),
        (packed({"a.csv": CSV, "안쪽.zip": packed({"b.csv": CSV})}), "zip_in_zip"),
        (packed({".DS_Store": b"x"}), "empty_zip"),
        (packed({"a.csv": CSV})[:-30], "broken_zip"),
        (packed_as(b"a.csv", CSV, flags=1), "encrypted_zip"),
        (packed_as(b"a.csv", CSV, method=9), "unknown_compression"),
        (packed_as(b"a.csv", CSV).replace(CSV, CSV[::-1]), "broken_part"),
    ],
    ids=["above", "root", "drive", "backslash", "zip", "litter", "cut", "locked", "method", "checksum"],
)
def test_a_bad_zip_is_refused_with_its_reason(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_the_inner_zip_is_named() -> None:
    assert "안쪽.zip" in refused(packed({"안쪽.zip": packed({"b.csv": CSV})})).say("ko")


def test_limits_hold_for_zips_of_files_and_name_what_was_found() -> None:
    many = refused(packed({f"{number}.csv": CSV for number in range(7)}), entries=6)
    assert (many.code, dict(many.values)) == ("too_many_parts", {"number": "7", "limit": "6"})
    large = refused(packed({"a.csv": b"1\n" * 1_500_000}), unpacked=2_000_000)
    assert (large.code, dict(large.values)) == ("unpacked_too_large", {"size": "3", "limit": "2"})
    bomb = refused(packed({"a.csv": b"1\n" * 1_500_000}), ratio_from=100_000)
    assert (bomb.code, bomb.values["limit"]) == ("zip_ratio", "100")


def test_reading_a_zip_of_files_as_one_table_says_what_it_is() -> None:
    with pytest.raises(UserError) as error:
        read_file(packed({"민원과.csv": CSV, "b.csv": CSV, ".DS_Store": b"x"}), "자료.zip")
    (finding,) = error.value.findings
    assert (finding.code, dict(finding.values)) == ("zip_of_files", {"number": "2", "example": "민원과.csv"})


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}, "Word"),
        ({"mimetype": b"application/hwp+zip", "Contents/section0.xml": b"<s/>"}, "HWPX"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"}, "text"),
        ({"Index/Document.iwa": b"x"}, "Numbers"),
    ],
)
def test_documents_of_other_programs_are_named_and_not_unpacked(files: dict[str, bytes], found: str) -> None:
    assert unpack(packed(files), "a.zip") is None
    with pytest.raises(UserError) as error:
        read_file(packed(files), "a.zip")
    assert (error.value.findings[0].code, error.value.findings[0].values["found"]) == ("not_a_table_file", found)
