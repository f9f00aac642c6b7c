"""Parts a file that holds the minutes of several meetings into one run of blocks for each."""

from itertools import pairwise

from service.intake import dates, labels
from service.intake.blocks import Block, Kind

_FEWEST_BETWEEN = 20
_FARTHEST_DATE = 8
_MOST_TITLE_LINES = 4
_LONGEST_TITLE = 160


def part_meetings(blocks: list[Block]) -> list[list[Block]]:
    """Part `blocks` where a dated title and a list of the present follow a while after the last."""
    starts = [0, *_starts(blocks), len(blocks)]
    return [blocks[a:b] for a, b in pairwise(starts) if a < b]


def _starts(blocks: list[Block]) -> list[int]:
    printed = [i for i, b in enumerate(blocks) if b.kind not in {Kind.BLANK, Kind.RULE}]
    found: list[int] = []
    last = None
    for place, index in enumerate(printed):
        if not _lists_present(blocks[index]):
            continue
        far = last is not None and place - last >= _FEWEST_BETWEEN
        start = _title(blocks, printed[:place]) if far else None
        if start is not None:
            found.append(start)
        last = place
    return found


def _lists_present(block: Block) -> bool:
    label = labels.roll_label(block.cells[0] if block.cells else block.text)
    return label is not None and label[0] == "present"


def _title(blocks: list[Block], before: list[int]) -> int | None:
    """Where the title above a list of the present begins; None where no dated line is near."""
    near = before[-_FARTHEST_DATE:]
    dated = next((i for i in reversed(near) if _dated(blocks[i])), None)
    if dated is None:
        return None
    start = dated
    for index in reversed(before[: before.index(dated)][-_MOST_TITLE_LINES:]):
        if not _title_like(blocks[index]):
            break
        start = index
    return start


def _dated(block: Block) -> bool:
    full = any(one.year for one in dates.printed(block.text))
    return full and len(block.text) <= _LONGEST_TITLE and not block.text.endswith(".")


def _title_like(block: Block) -> bool:
    plain = block.kind in {Kind.PARAGRAPH, Kind.HEADING}
    return (
        plain
        and block.text[0].isupper()
        and len(block.text) <= _LONGEST_TITLE // 2
        and not (block.text.endswith((".", ";", ",")))
    )
