"""Every decision about a file from the command line: questions, names, personal data, passwords, zips, folders, copies."""

import io
import json
import zipfile

import msoffcrypto.format.ooxml
import openpyxl

from commands import files
from tests.cli_office import HEADER, PETITIONS, write_petitions
from tests.pages.upload_files import petitions, workbook


def findings(office, *words, code=2):
    (line,) = office.run("check", *words, "--json", code=code).lines
    return line


def test_a_question_names_the_option_that_answers_it(new_office):
    path = new_office.folder / "대장.csv"
    path.write_bytes(petitions(2023, order="%d-%m-%Y"))
    line = findings(new_office, path)
    (question,) = line["questions"]
    assert (question["option"], list(question["answers"])) == ("--date-order", ["ymd", "dmy", "mdy"])
    asked = next(one for one in line["findings"] if one["code"] == "ask_date_order")
    assert (asked["cell"], asked["choices"], asked["marks"]) == ("D2", ["dmy", "mdy"], 24)
    assert "--date-order ymd|dmy|mdy" in new_office.run("check", path, code=2).err
    new_office.run("load", path, "--date-order", "dmy")


def test_all_sheets_are_named_by_a_star_and_all_questions_are_asked_at_once(new_office):
    path = new_office.folder / "조사.xlsx"
    path.write_bytes(workbook([["문항", "응답수", "평균"], ["친절성", 10, 80.5]], "가람", "나래"))
    options = [question["option"] for question in findings(new_office, path)["questions"]]
    assert options == ["--sheet", "--sheets-mean", "--year"]
    assert "--sheet '*'" in new_office.run("check", path, code=2).err
    new_office.run("load", path, "--sheet", "*", "--sheets-mean", "department", "--year", "2024")


def test_last_years_answers_are_used_unless_fresh_is_said(new_office):
    for year in (2023, 2024):
        (new_office.folder / f"대장{year}.csv").write_bytes(petitions(year, order="%d-%m-%Y"))
    new_office.run("load", new_office.folder / "대장2023.csv", "--date-order", "dmy")
    assert findings(new_office, new_office.folder / "대장2024.csv", code=0)["questions"] == []
    assert findings(new_office, new_office.folder / "대장2024.csv", "--fresh")["questions"] != []


def test_a_column_with_resident_numbers_is_dropped_by_name(new_office):
    path = new_office.folder / "대장.csv"
    path.write_bytes(petitions(2023, extra="주민등록번호", value="900101-1234568"))
    refused = new_office.run("check", path, "--json", code=2)
    assert "900101-1234568" not in refused.out + refused.err
    new_office.run("load", path, "--drop", "주민등록번호")


def test_a_column_that_only_looks_personal_is_declared_harmless(new_office):
    rows = [(f"010-1234-{1000 + number}", *row[1:]) for number, row in enumerate(PETITIONS)]
    path = write_petitions(new_office.folder / "대장.csv", rows)
    new_office.run("load", path, code=2)
    new_office.run("load", path, "--harmless", HEADER[0])


def test_last_years_word_that_a_column_is_harmless_is_taken_back_by_dropping_it(new_office):
    for year in ("2023", "2024"):
        cases = [(f"010-1234-{1000 + at}", *row[1:]) for at, row in enumerate(PETITIONS) if row[3].startswith(year)]
        write_petitions(new_office.folder / f"{year}.csv", cases)
    new_office.run("load", new_office.folder / "2023.csv", "--harmless", HEADER[0])
    told = findings(new_office, new_office.folder / "2024.csv", code=0)["findings"]
    assert "--drop" in next(one["message"] for one in told if one["code"] == "personal_harmless")
    dropped = findings(new_office, new_office.folder / "2024.csv", "--drop", HEADER[0], code=0)
    assert "personal_harmless" not in [one["code"] for one in dropped["findings"]]


def test_blank_departments_below_one_are_filled_or_left_and_next_years_file_is_read_alike(new_office):
    def blocks(year):
        cases = [row for row in PETITIONS if row[3].startswith(year)]
        above = ["", *(row[1] for row in cases)]
        return [(row[0], "" if row[1] == above[at] else row[1], *row[2:]) for at, row in enumerate(cases)]

    for year in ("2023", "2024"):
        write_petitions(new_office.folder / f"{year}.csv", blocks(year))
    asked = findings(new_office, new_office.folder / "2023.csv")["findings"]
    (blanks,) = [one for one in asked if one["code"] == "ask_blanks"]
    assert (blanks["column"], blanks["choices"]) == (HEADER[1], ["fill_down", "leave_blank"])
    new_office.run("load", new_office.folder / "2023.csv", "--fill-down", HEADER[1])
    told = findings(new_office, new_office.folder / "2024.csv", code=0)["findings"]
    assert "filled_down" in [one["code"] for one in told]
    left = findings(new_office, new_office.folder / "2024.csv", "--leave-blank", HEADER[1], code=0)["findings"]
    assert "blank_department" in [one["code"] for one in left]


def test_an_unknown_department_is_another_spelling(new_office):
    first = [row for row in PETITIONS if row[3].startswith("2023")]
    new_office.run("load", write_petitions(new_office.folder / "민원.csv", first))
    moved = [(case, "민원봉사과", *rest) for case, _, *rest in PETITIONS if rest[1].startswith("2024")]
    later = write_petitions(new_office.folder / "다른.csv", moved)
    new_office.run("load", later, "--same-as", "department:민원봉사과=민원과")
    assert {record["department"] for record in new_office.records("--by", "department")} == {"민원과", "건축과"}


def test_a_cell_is_put_right_and_the_file_stays_as_it_is(new_office):
    rows = [*PETITIONS[:3], (*PETITIONS[3][:4], "2023-02-30 16:00", PETITIONS[3][5])]
    path = write_petitions(new_office.folder / "대장.csv", rows)
    assert [one["cell"] for one in findings(new_office, path)["findings"] if one["severity"] == "error"] == ["E5"]
    before = path.read_bytes()
    new_office.run("load", path, "--fix", "E5=2023-03-07 16:00")
    assert path.read_bytes() == before


def test_zips_and_folders_are_read_file_by_file(new_office):
    folder = new_office.folder / "자료" / "안"
    folder.mkdir(parents=True)
    (folder / "대장2023.csv").write_bytes(petitions(2023))
    (folder / "~$대장2023.csv").write_bytes(b"lock")
    with zipfile.ZipFile(new_office.folder / "자료" / "둘.zip", "w") as packed:
        packed.writestr("대장2024.csv", petitions(2024))
        packed.writestr("대장2025.csv", petitions(2025))
    loaded = new_office.run("load", new_office.folder / "자료", "--json").lines
    assert sorted(line["file"] for line in loaded) == ["대장2023.csv", "대장2024.csv", "대장2025.csv"]
    empty = new_office.folder / "빈 폴더"
    empty.mkdir()
    assert json.loads(new_office.run("load", empty, "--json", code=2).err)["code"] == "empty_folder"


def locked(folder, password):
    book = openpyxl.Workbook()
    for line in petitions(2023).decode("cp949").splitlines():
        book.active.append(line.split(","))
    plain = io.BytesIO()
    book.save(plain)
    with (folder / "잠김.xlsx").open("wb") as stream:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(password, stream)
    return folder / "잠김.xlsx"


def test_a_password_comes_from_the_environment_only(new_office, monkeypatch):
    path = locked(new_office.folder, "열려라")
    assert [one["code"] for one in findings(new_office, path)["findings"]] == ["encrypted"]
    monkeypatch.setenv(files.PASSWORD, "틀림")
    refused = new_office.run("load", path, "--json", code=2)
    assert json.loads(refused.err)["code"] == "wrong_password"
    assert "틀림" not in refused.out + refused.err
    monkeypatch.setenv(files.PASSWORD, "열려라")
    new_office.run("load", path)


def test_a_password_is_asked_on_a_terminal_until_it_opens(new_office, monkeypatch):
    path = locked(new_office.folder, "열려라")
    typed = iter(["틀림", "열려라"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(files, "getpass", lambda prompt: next(typed))
    new_office.run("load", path)
    assert next(typed, None) is None


def test_a_copy_with_the_cells_marked_is_written(new_office):
    rows = [*PETITIONS[:3], (*PETITIONS[3][:4], "2023-02-30 16:00", PETITIONS[3][5])]
    path = write_petitions(new_office.folder / "대장.csv", rows)
    target = new_office.folder / "고칠 것"
    new_office.run("check", path, "--marked", target, code=2)
    (copy,) = target.iterdir()
    assert openpyxl.load_workbook(copy).worksheets[0]["E5"].comment is not None


def test_the_limit_on_the_size_of_a_file_is_raised_by_word(new_office, monkeypatch):
    path = write_petitions(new_office.folder / "대장.csv")
    monkeypatch.setenv("KPI_LIMIT_UPLOAD", "100")
    assert [one["code"] for one in findings(new_office, path)["findings"]] == ["too_large"]
    new_office.run("load", path, "--max-mb", "40")
