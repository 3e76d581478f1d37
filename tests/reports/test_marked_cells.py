"""Worksheets written in other ways than Excel writes them are marked all the same; what is not marked stays as it was."""

import pytest

from reports.marked import CannotMark
from reports.marked_cells import SheetCells
from reports.marked_comments import blocks_of, new_drawing, with_boxes, with_comments
from reports.marked_sheet import drawing_relation
from reports.marked_styles import StyleBook
from reports.marked_tags import parsed, plain_xml

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def marked(xml, *places):
    cells = SheetCells(xml.encode(), lambda base, lines: 100 + base)
    head = cells.mark({place: [0] for place in places})
    return (head + cells.xml[cells.end :]).decode(), sorted(cells.placed)


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ('<row r="2"><c r="B2"><v>1</v></c></row>', (2, 1), '<row r="2"><c r="B2" s="100"><v>1</v></c></row>'),
        ('<row r="2"><c r="B2" s="7"/></row>', (2, 1), '<row r="2"><c r="B2" s="107"/></row>'),
        ("<row><c><v>1</v></c><c><v>2</v></c></row>", (1, 1), '<row><c><v>1</v></c><c s="100"><v>2</v></c></row>'),
        ('<row r="2"/>', (2, 0), '<row r="2"><c r="A2" s="100"/></row>'),
        ('<row r="2" s="5" customFormat="1"/>', (2, 0), '<row r="2" s="5" customFormat="1"><c r="A2" s="105"/></row>'),
        ('<row r="2" spans="1:2"><c r="B2"/></row>', (2, 3), '<row r="2"><c r="B2"/><c r="D2" s="100"/></row>'),
        ('<row r="2"><c r="B2"/></row>', (2, 0), '<row r="2"><c r="A2" s="100"/><c r="B2"/></row>'),
        ('<row r="5"/>', (3, 1), '<row r="3"><c r="B3" s="100"/></row><row r="5"/>'),
        ('<row r="5"/>', (9, 1), '<row r="5"/><row r="9"><c r="B9" s="100"/></row>'),
        ("<row r='2' ht = '20'><c r='B2' t='s'/></row>", (2, 1), "<row r='2' ht = '20'><c r='B2' t='s' s=\"100\"/></row>"),
    ],
)  # fmt: skip
def test_only_the_marked_cell_changes(before, place, after):
    sheet = "<worksheet><sheetData>{}</sheetData><pageMargins/></worksheet>"
    assert marked(sheet.format(before), place) == (sheet.format(after), [place])


def test_a_sheet_without_cells_gets_the_marked_ones():
    new, _ = marked("<worksheet><sheetData/></worksheet>", (2, 1), (1, 0))
    assert new == (
        '<worksheet><sheetData><row r="1"><c r="A1" s="100"/></row><row r="2"><c r="B2" s="100"/></row></sheetData>'
        "</worksheet>"
    )


def test_names_with_a_prefix_keep_it():
    new, _ = marked(
        '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>', (1, 0), (1, 1)
    )
    assert '<x:row r="1"><x:c r="A1" s="100"/><x:c r="B1" s="100"/></x:row>' in new


def test_a_new_cell_takes_the_style_of_its_column():
    new, _ = marked('<worksheet><cols><col min="2" max="3" style="9"/></cols><sheetData/></worksheet>', (1, 2), (1, 3))
    assert '<c r="C1" s="109"/><c r="D1" s="100"/>' in new


def test_an_inline_text_with_runs_is_no_row_and_no_cell():
    text = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t>가</t></r></is></c></row></sheetData></worksheet>'
    assert marked(text, (1, 0))[0] == text.replace('t="inlineStr"', 't="inlineStr" s="100"')


def test_the_mark_of_a_whole_row_skips_cells_without_a_value():
    text = '<worksheet><sheetData><row r="1"><c r="A1" s="3"/><c r="B1"><v>1</v></c></row></sheetData></worksheet>'
    assert marked(text, (1, -1))[1] == [(1, 1)]


@pytest.mark.parametrize(
    "xml", ["<worksheet/>", "<worksheet><sheetData><row r='1'><c r='A1'>", "<!DOCTYPE x><worksheet/>"]
)
def test_what_is_no_worksheet_is_not_marked(xml):
    with pytest.raises(CannotMark):
        marked(plain_xml(xml.encode()).decode(), (1, 0))


def test_comments_character_data_and_other_encodings_become_plain_before_they_are_marked():
    xml = f'<worksheet xmlns="{MAIN}"><!-- <row r="1"/> --><v><![CDATA[<c r="A1"/>]]></v></worksheet>'
    plain = plain_xml(('<?xml version="1.0" encoding="utf-16"?>' + xml).encode("utf-16"))
    assert b"<row" not in plain
    assert b"&lt;c r=" in plain
    assert parsed(plain).tag == f"{{{MAIN}}}worksheet"


@pytest.mark.parametrize(
    ("rest", "relation", "before"),
    [
        ("<pageMargins/><tableParts><tablePart/></tableParts>", "", "<tableParts>"),
        (
            "<drawing/><mc:AlternateContent><mc:Choice><controls/></mc:Choice></mc:AlternateContent>",
            "",
            "<mc:Alternate",
        ),
        ("<extLst><ext><x14:legacyDrawing/></ext></extLst>", "", "<extLst>"),
        ("<mergeCells><mergeCell/></mergeCells>", "", "</worksheet>"),
        ('<drawing/><legacyDrawing r:id="rId7"/><legacyDrawingHF r:id="rId8"/>', "rId7", "<legacyDrawing "),
    ],
)
def test_the_drawing_of_comments_has_its_place_among_the_parts_of_a_worksheet(rest, relation, before):
    xml = f"<worksheet><sheetData></sheetData>{rest}</worksheet>".encode()
    found, place = drawing_relation(xml, xml.find(b"</sheetData"))
    assert (found, xml[place:].startswith(before.encode())) == (relation, True)


def test_numbers_of_boxes_go_over_into_the_next_block():
    drawing, free = new_drawing([(row, 0) for row in range(1, 1101)], block=3)
    assert blocks_of(drawing) == {3, 4}
    assert free == 5
    assert len(parsed(drawing).findall("{urn:schemas-microsoft-com:vml}shape")) == 1100


def test_boxes_are_added_to_a_drawing_with_other_controls_under_new_numbers():
    old = b'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s5003" type="#_x0000_t201"/><br></xml>'
    new = with_boxes(old, [(4, 2)])
    assert new.startswith(old.removesuffix(b"</xml>"))
    assert b'id="_x0000_s5004"' in new
    assert b"xmlns:x=" in new


def test_a_thread_of_comments_is_left_alone():
    xml = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>thread</t></text></comment></commentList></comments>'
    )
    new, boxes = with_comments(xml.encode(), {(1, 0): "[오류] x", (2, 0): "[오류] y"}, author="점검", namespace=MAIN)
    said = ["".join(comment.itertext()) for comment in parsed(new).iter(f"{{{MAIN}}}comment")]
    assert said == ["thread", "[오류] y"]
    assert boxes == [(2, 0)]


def test_a_style_is_made_once_for_each_look_and_colour():
    styles = StyleBook(None)
    first = styles.coloured(0, "error")
    assert (styles.coloured(0, "error"), styles.coloured(0, "warning")) == (first, first + 1)
    root = parsed(styles.written())
    assert [root.find(f"{{{MAIN}}}{name}").get("count") for name in ("fills", "cellXfs")] == ["4", "3"]
