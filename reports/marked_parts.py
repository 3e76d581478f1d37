"""The parts of a package while some of them change: read, put, related to each other, and written again."""

from __future__ import annotations

import posixpath
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from reports.marked import CannotMark
from reports.marked_tags import parsed, serialised

_TYPES = "[content_types].xml"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TIME = (2000, 1, 1, 0, 0, 0)
"""Of new parts: the same input gives the same bytes."""


class Parts:
    """Parts by name, without regard to case. Changed ones are kept aside, the others stay in the package."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        """Take an opened package whose directory was judged before."""
        self.package = package
        self.names = {name.lower(): name for name in package.namelist()}
        self.changed: dict[str, bytes] = {}
        self.types = parsed(self.read(_TYPES))

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a part."""
        return name.lower() in self.names or name.lower() in self.changed

    def read(self, name: str) -> bytes:
        """Return a part as it is now."""
        if name.lower() in self.changed:
            return self.changed[name.lower()]
        if name.lower() not in self.names:
            raise CannotMark(f"no part {name}")
        return self.package.read(self.names[name.lower()])

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part."""
        return parsed(self.read(name))

    def put(self, name: str, content: bytes, *, content_type: str = "") -> None:
        """Change a part, or add one of a content type."""
        if content_type and name not in self:
            etree.SubElement(self.types, _typed("Override"), PartName=f"/{name}", ContentType=content_type)
        self.names.setdefault(name.lower(), name)
        self.changed[name.lower()] = content

    def put_xml(self, name: str, root: etree._Element) -> None:
        """Change a part."""
        self.put(name, serialised(root))

    def free(self, pattern: str) -> str:
        """Return the first name of a pattern that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def drawings(self) -> Iterator[str]:
        """Iterate over the names of the drawings of comments."""
        return (name for name in list(self.names.values()) if name.lower().endswith(".vml"))

    def default(self, extension: str, content_type: str) -> None:
        """Give the parts of an extension a content type, unless they have one."""
        known = {str(one.get("Extension", "")).lower() for one in self.types.iterfind(_typed("Default"))}
        if extension not in known:
            self.types.insert(
                0, self.types.makeelement(_typed("Default"), Extension=extension, ContentType=content_type)
            )

    def content_type(self, name: str) -> str:
        """Return the content type that is declared for a part or for its extension, "" where none is."""
        wanted, extension = f"/{name}".lower(), name.rpartition(".")[2].lower()
        found = [one for one in self.types.iterfind(_typed("Override")) if one.get("PartName", "").lower() == wanted]
        found += [
            one for one in self.types.iterfind(_typed("Default")) if one.get("Extension", "").lower() == extension
        ]
        return next((str(one.get("ContentType", "")) for one in found), "")

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return kind and target of each inner relation of a part ("" for the package) by its id."""
        path = _relations_of(name)
        if path not in self:
            return {}
        found = {}
        for one in self.xml(path):
            target = unquote(one.get("Target", "").replace("\\", "/"))
            folder = posixpath.dirname(name)
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if one.get("TargetMode") != "External":
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
        return found

    def target(self, name: str, kind: str) -> str:
        """Return the first part of that kind that a part relates to, "" where there is none."""
        return next((target for one, target in self.relations(name).values() if one == kind), "")

    def kinds(self, name: str) -> str:
        """Return the namespace that kinds of relations of a part have in common."""
        kinds = [one.get("Type", "") for one in self.xml(_relations_of(name))]
        found = next((kind.rpartition("/")[0] for kind in kinds if kind.endswith("/worksheet")), "")
        if not found:
            raise CannotMark("no worksheet")
        return found

    def relate(self, name: str, kind: str, target: str, namespace: str) -> str:
        """Add a relation of a part and return its id."""
        path = _relations_of(name)
        root = self.xml(path) if path in self else parsed(f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        taken = {one.get("Id", "") for one in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        made = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=f"rId{number}", Type=f"{namespace}/{kind}")
        made.set("Target", f"/{target}")
        self.default("rels", _RELATIONS_TYPE)
        self.put_xml(path, root)
        return f"rId{number}"

    def write(self, target: Path) -> None:
        """Write the package: parts in their order with the changes, then the new parts."""
        self.changed[_TYPES] = serialised(self.types)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in self.package.infolist():
                self._copy(entry, made)
            for name, content in self.changed.items():
                made.writestr(_entry(self.names[name], _TIME), content)

    def _copy(self, entry: zipfile.ZipInfo, made: zipfile.ZipFile) -> None:
        new = _entry(entry.filename, entry.date_time)
        content = self.changed.pop(entry.filename.lower(), None)
        if content is not None:
            made.writestr(new, content)
            return
        new.file_size = entry.file_size
        with self.package.open(entry) as stream, made.open(new, "w") as copy:
            shutil.copyfileobj(stream, copy, 1 << 20)


def _entry(name: str, time: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _relations_of(name: str) -> str:
    folder, _, part = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{part}.rels")


def _typed(name: str) -> str:
    return f"{{{_TYPES_NAMESPACE}}}{name}"
