"""The private values of a whole log, as far as they were given out beside it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.tlog.disclosures import Erasures, Shown, State, look
from service.tlog.verifying.findings import Reason, Report, judge

Lines = Mapping[tuple[int, str], Mapping[str, Any]]


class Values:
    """Looks at values entry by entry; what is said to be erased waits for the end of the log."""

    def __init__(self, report: Report) -> None:
        """Begin with none."""
        self._report = report
        self._erased: list[tuple[int, Shown]] = []
        self.erasures = Erasures()

    def entry(self, content: Mapping[str, Any], lines: Lines) -> None:
        """Look at the values of an entry."""
        position = content["position"]
        for pointer, committed in content.get("_sd", {}).items():
            shown = look(pointer, committed, lines.get((position, pointer)))
            if shown.state is State.ERASED:
                self._erased.append((position, shown))
            else:
                judge(self._report, position, shown, self.erasures)

    def finish(self) -> None:
        """Look at what is said to be erased."""
        for position, shown in self._erased:
            if self.erasures.explain(shown, position):
                self._report.count("private values erased")
            else:
                self._report.found(
                    Reason.UNEXPLAINED,
                    f"{shown.pointer} is said to be erased, and no entry after it erases it",
                    position,
                )


def read_lines(path: Path, report: Report) -> Lines:
    """Return the values of a bundle by position and pointer; a file that is not there has none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        report.found(Reason.UNREADABLE, f"{path} is no text")
        return {}
    found: dict[tuple[int, str], Mapping[str, Any]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        try:
            value = json.loads(line)
            found[int(value["position"]), str(value["pointer"])] = value
        except (ValueError, TypeError, KeyError):
            report.found(Reason.UNREADABLE, f"{path}: line {number} is no private value")
    return found
