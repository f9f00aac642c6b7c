"""A backup: one archive (tar) with the export of every secretariat."""

import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from service.moving import Unsound

Export = Callable[[str, BinaryIO], int]

_SUFFIX: Final = ".minutebook"


def write(file: BinaryIO, secretariats: list[str], export: Export) -> dict[str, int]:
    """Write the exports of these secretariats; return how many entries each has."""
    sizes: dict[str, int] = {}
    with tarfile.open(fileobj=file, mode="w") as archive, TemporaryDirectory() as folder:
        part = Path(folder) / "export"
        for name in secretariats:
            with part.open("wb") as out:
                sizes[name] = export(name, out)
            archive.add(part, arcname=f"{name}{_SUFFIX}", filter=_nameless)
    return sizes


def read(path: Path) -> Iterator[Path]:
    """Yield the file of each export, one after the other."""
    try:
        with tarfile.open(path, mode="r:") as archive, TemporaryDirectory() as folder:
            for member in archive:
                packed = archive.extractfile(member)
                if packed is None or not member.name.endswith(_SUFFIX):
                    raise Unsound(f"{path} is no backup of minute books")
                part = Path(folder) / "export"
                part.write_bytes(packed.read())
                yield part
    except tarfile.TarError as error:
        raise Unsound(f"{path} is no backup of minute books, or not whole: {error}") from error


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uname = member.gname = ""
    member.uid = member.gid = 0
    member.mode = 0o600
    return member
