"""`minutebook-verify`: checks a log, events, checkpoints and answers, without Minutebook.

It needs Python and `cryptography`. It ends with 0 verified, 1 invalid, 2 wrongly called, 3
incomplete: something was not shown, and nothing that was is wrong.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from service.tlog.verifying.asked import (
    Misuse,
    answer,
    consistency,
    events,
    log,
    rendition,
)
from service.tlog.verifying.findings import Report

USAGE: Final = 2


def main(given: Sequence[str] | None = None) -> None:
    """Run the command of the arguments."""
    asked = _arguments().parse_args(given)
    try:
        report = _run(asked)
    except Misuse as why:
        sys.stderr.write(f"minutebook-verify: {why}\n")
        sys.exit(USAGE)
    tell(report, as_json=asked.json)
    sys.exit(report.status)


def tell(report: Report, *, as_json: bool) -> None:
    """Print a report: for programs on standard output, else one line a finding."""
    text = json.dumps(report.content(), indent=2) if as_json else "\n".join(report.lines())
    sys.stdout.write(text + "\n")


def _run(asked: argparse.Namespace) -> Report:
    match asked.what:
        case "log":
            return log(asked.folder, asked.key, asked.since)
        case "event":
            return events(asked.files, asked.key)
        case "consistency":
            return consistency(asked.old, asked.new, asked.log, asked.key)
        case "rendition":
            return rendition(asked.file, asked.key)
        case _:
            return answer(asked.file, asked.key, asked.log)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="minutebook-verify", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    made = what.add_parser("log", help="a whole exported log")
    made.add_argument("folder", type=Path, metavar="DIR")
    made.add_argument(
        "--since", type=Path, metavar="OLD", help="an earlier checkpoint, or its folder"
    )
    _common(made)
    made = what.add_parser("event", help="single events by their proofs")
    made.add_argument("files", type=Path, nargs="+", metavar="FILE")
    _common(made)
    made = what.add_parser("consistency", help="that a later checkpoint goes on from an earlier")
    made.add_argument("old", type=Path, metavar="OLD")
    made.add_argument("new", type=Path, metavar="NEW")
    made.add_argument("--log", type=Path, metavar="DIR", required=True, help="the exported log")
    _common(made)
    made = what.add_parser("answer", help="an answer with its proof")
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("--log", type=Path, metavar="DIR", help="the exported log it is held against")
    _common(made)
    made = what.add_parser("rendition", help="published minutes with their proof")
    made.add_argument("file", type=Path, metavar="FILE")
    _common(made)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        action="append",
        required=True,
        help="a public key, from elsewhere than the log; may be given several times",
    )
    parser.add_argument("--json", action="store_true", help="for programs")


if __name__ == "__main__":
    main()
