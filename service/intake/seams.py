"""Parts lines in which the layout ran an action into the narrative without any mark between."""

from dataclasses import replace

from service.intake.blocks import Block, Span
from service.intake.sentences import finished
from service.intake.spacing import Line
from service.intake.vocabulary import word_set
from service.intake.voices import Voices

_OWES = word_set("will to would shall")
_OBJECTS = word_set("a an the all any some his her their its this these that those copies details")
_FEWEST_WORDS = 6


def parted_at_seams(lines: list[Line], voices: Voices) -> list[Line]:
    """Return the lines, with what somebody listed owes at the end of one as an aside of its own."""
    return [piece for line in lines for piece in _parted(line, voices)]


def cut_in_two(block: Block, at: int) -> tuple[Block, Block]:
    """Part a block before the character `at` of its text; each half has a span of its own."""
    first, second = block.text[:at].strip(), block.text[at:].strip()
    exact = block.span.end - block.span.start == len(block.text)
    middle = block.span.start + at if exact else block.span.start
    before, after = Span(block.span.start, middle), Span(middle, block.span.end)
    return (
        replace(block, text=first, cells=(first,), span=before if exact else block.span),
        replace(block, text=second, cells=(second,), span=after),
    )


def _parted(line: Line, voices: Voices) -> list[Line]:
    text = line.block.text
    if line.aside or finished(text):
        return [line]
    said = text.split(" ")
    for at in range(_FEWEST_WORDS, len(said) - 2):
        if said[at] in _OWES and said[at + 2] in _OBJECTS and _run_on(said[:at], voices):
            seam = len(" ".join(said[: at - 1]))
            told, beside = cut_in_two(line.block, seam + 1)
            return [replace(line, block=told), replace(line, block=beside, gap=True, aside=True)]
    return [line]


def _run_on(said: list[str], voices: Voices) -> bool:
    """Whether words end in a first name that no word before it can govern."""
    *_, before, name = said
    return name.lower() in voices.firsts and before[:1].isupper() and before.isalpha()
