"""What reading one document may cost, and how a person is told that it cannot be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may take; with these a service can read what strangers send.

    `bytes` of the file; `unpacked` bytes of all its parts, and `ratio` of those to the file;
    `pages`; `characters` and `lines` of its text, and the characters of one `line`; `seconds` of
    wall clock and bytes of `memory` for the process that reads it.
    """

    bytes: int = 20_000_000
    unpacked: int = 200_000_000
    ratio: int = 200
    pages: int = 500
    characters: int = 5_000_000
    lines: int = 200_000
    line: int = 100_000
    seconds: float = 20.0
    memory: int = 2**30
