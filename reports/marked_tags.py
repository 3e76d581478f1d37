"""XML as bytes: tags found and changed in place, so that everything else stays as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reports.marked import CannotMark

TAG = re.compile(rb"<(/?)((?:[\w.\-]+:)?[\w.\-]+)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>")
_ATTRIBUTE = re.compile(rb"\s+([\w:.\-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_OTHER_ENCODING = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_UTF8 = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Tag:
    """One tag: where it starts and ends in the bytes, its name as written, its attributes as written."""

    start: int
    end: int
    name: bytes
    raw: bytes
    closing: bool
    empty: bool

    @property
    def local(self) -> bytes:
        """Return the name without its prefix."""
        return self.name.rpartition(b":")[2]

    def get(self, name: bytes) -> bytes | None:
        """Return an attribute, None where there is none; what is escaped stays so."""
        return next((value[1:-1] for key, value in _ATTRIBUTE.findall(self.raw) if key == name), None)

    def get_prefixed(self, name: bytes) -> bytes | None:
        """Return the attribute of that name with whichever prefix, None where there is none."""
        found = (value[1:-1] for key, value in _ATTRIBUTE.findall(self.raw) if key.endswith(b":" + name))
        return next(found, None)

    def written(self, *, empty: bool, **changed: bytes | None) -> bytes:
        """Return the tag with attributes changed, added (at the end) or, when None, taken out."""
        kept: dict[bytes, bytes] = dict(_ATTRIBUTE.findall(self.raw))
        for name, value in changed.items():
            kept.pop(name.encode(), None) if value is None else kept.update({name.encode(): b'"' + value + b'"'})
        parts = b"".join(b" " + name + b"=" + value for name, value in kept.items())
        return b"<" + self.name + parts + (b"/>" if empty else b">")


def tag_at(xml: bytes, start: int) -> Tag:
    """Return the tag that starts there."""
    found = TAG.match(xml, start)
    if found is None:
        raise CannotMark("a tag was expected")
    return _tag(found)


def tags(xml: bytes, start: int, end: int) -> Iterator[Tag]:
    """Iterate over the tags between two places."""
    return (_tag(found) for found in TAG.finditer(xml, start, end))


def plain_xml(xml: bytes) -> bytes:
    """Return XML in UTF-8 without comments and CDATA, in which every "<" starts a tag; as it is where it is so already.

    Raises
    ------
    CannotMark
        When it is not well-formed or has a document type.
    """
    unusual = b"<!" in xml or xml.find(b"<?", 2 + len(_UTF8)) >= 0 or xml[:2] in (b"\xff\xfe", b"\xfe\xff")
    if unusual or _OTHER_ENCODING.search(xml[:200]):
        return bytes(etree.tostring(parsed(xml), xml_declaration=True, encoding="UTF-8", standalone=True))
    return xml.removeprefix(_UTF8)


def parsed(xml: bytes) -> etree._Element:
    """Return the root of a part; nothing is resolved or fetched.

    Raises
    ------
    CannotMark
        When it is not well-formed or has a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise CannotMark(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise CannotMark("document type")
    return root


def serialised(root: etree._Element) -> bytes:
    """Return a part with its declaration."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _tag(found: re.Match[bytes]) -> Tag:
    closing, name, raw, empty = found.groups()
    return Tag(found.start(), found.end(), name, raw, bool(closing), bool(empty))
