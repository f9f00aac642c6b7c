"""Opens a Word document: a zip of XML parts, checked before anything of it is unpacked.

Nothing is unpacked but the few parts that are read, nothing a part refers to outside is fetched,
and a part that defines entities of its own is refused, since no word processor writes one.
"""

import posixpath
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree
from lxml.etree import _Element

from service.errors import Unreadable
from service.intake.readers.limits import Limits
from service.intake.readers.trees import tree_of

DAMAGED = (
    "The Word document is damaged and cannot be read. Open it in the program that made it and "
    "save it again."
)
_LOCKED = (
    "The document is protected with a password. Open it with the password, save it without and "
    "send it again."
)
_BOMB = (
    "The Word document would unpack to {size:,} bytes from {packed:,}, which no minutes do. Save "
    "it again from the program that made it, without its pictures."
)
_PARTS = (
    "The Word document consists of {parts:,} parts, which no minutes do. Save it again from the "
    "program that made it."
)
_NOT_WORD = (
    "This is no Word document, although it is packed like one. Save it as a Word document (.docx) "
    "or as a PDF."
)
_ENTITIES = (
    "The document defines entities of its own, which no word processor does, so it is not read. "
    "Save it again from the program that made it."
)
_MOST_PARTS = 10_000
_SMALL = 10_000_000
_ENCRYPTED = 1


def local(element: _Element) -> str:
    """Return the name of an element without its namespace, of which Word has two."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: _Element, name: str) -> str | None:
    """Return an attribute of the namespace of its element."""
    space = str(element.tag).rpartition("}")[0]
    return element.get(f"{space}}}{name}")


@dataclass(slots=True)
class Package:
    """The parts of a document; `main` is the name of the one with its text."""

    archive: ZipFile
    names: frozenset[str]
    main: str = ""
    related: dict[str, list[str]] = field(default_factory=dict)

    def root(self, name: str) -> _Element | None:
        """Return the root of a part, None where there is no such part."""
        if name not in self.names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = tree_of(self.archive.read(name), parser)
        except (etree.XMLSyntaxError, BadZipFile, zlib.error, EOFError) as error:
            raise Unreadable(DAMAGED) from error
        if root is not None and root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(_ENTITIES)
        return root

    def of_kind(self, kind: str) -> list[_Element]:
        """Return the roots of the parts that the main part relates to as `kind`."""
        roots = (self.root(name) for name in self.related.get(kind, []))
        return [root for root in roots if root is not None]


def opened(data: bytes, limits: Limits) -> Package:
    """Return the package of a Word document."""
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Unreadable(DAMAGED) from error
    _check(archive, len(data), limits)
    package = Package(archive, frozenset(archive.namelist()))
    package.main = _main(package)
    package.related = _related(package, package.main)
    return package


def _check(archive: ZipFile, packed: int, limits: Limits) -> None:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    inflated = size > max(packed * limits.ratio, _SMALL)
    if len(parts) > _MOST_PARTS:
        raise Unreadable(_PARTS.format(parts=len(parts)))
    if size > limits.unpacked or inflated:
        raise Unreadable(_BOMB.format(size=size, packed=packed))
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable(_LOCKED)


def _main(package: Package) -> str:
    found = _related(package, "").get("officeDocument", [])
    if not found or found[0] not in package.names:
        raise Unreadable(_NOT_WORD)
    return found[0]


def _related(package: Package, name: str) -> dict[str, list[str]]:
    """Return the names of the parts that `name` relates to, by the last word of their kind."""
    folder, base = posixpath.split(name)
    root = package.root(posixpath.join(folder, "_rels", f"{base}.rels"))
    related: dict[str, list[str]] = {}
    for relation in root if root is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            kind = relation.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            related.setdefault(kind, []).append(path)
    return related
