"""Plays the content of a PDF page and notes each run of words with where and how large it is.

pypdf's own layout mode pads lines to a grid of equal characters, which tears words apart where a
program places each of them; the places themselves tell a space from a column.
"""

import math
from collections import Counter
from dataclasses import dataclass, field, replace

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, PdfObject, StreamObject
from pypdf.generic._font import Font

from service.intake.readers.pdf_fonts import Fonts, glyphs_of
from service.intake.readers.pdf_matrix import IDENTITY, Matrix, matrix_of, number_of, times

_DEEPEST = 8
_MOST_FORMS = 500
_QUARTER = 90
_FAR = 1e6
_APART = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one go: from `x` to `end` on the base line `y`, which grows upwards.

    `turned` is the direction of reading in degrees; an `artifact` is marked as no part of the text.
    """

    text: str
    x: float
    end: float
    y: float
    height: float
    turned: int = 0
    artifact: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix = IDENTITY
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Player:
    fonts: Fonts
    pdf: object
    runs: list[Run] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    forms: int = 0

    def play(self, content: PdfObject, resources: PdfObject | None, depth: int = 0) -> None:
        """Play a content stream with the fonts and forms of its resources."""
        fonts = self.fonts.of(resources)
        for operands, operator in ContentStream(content, self.pdf, "bytes").operations:
            if operator == b"Do":
                self._form(operands, resources, depth)
            elif operator == b"Tf" and len(operands) > 1:
                font = fonts.get(str(operands[0]))
                self.state = replace(self.state, font=font, size=number_of(operands[1]))
            elif isinstance(operands, list):
                self._step(operator, operands)

    def _step(self, operator: bytes, operands: list[PdfObject]) -> None:
        match operator:
            case b"q":
                self.saved.append(self.state)
            case b"Q" if self.saved:
                self.state = self.saved.pop()
            case b"cm":
                self.state = replace(self.state, ctm=times(matrix_of(operands), self.state.ctm))
            case b"BT":
                self.text = self.line = IDENTITY
            case b"BMC" | b"BDC":
                self.marks.append(str(operands[0]) == "/Artifact" if operands else False)
            case b"EMC" if self.marks:
                self.marks.pop()
            case b"Tj" | b"TJ" | b"'" | b'"':
                self._show(operator, operands)
            case _:
                self._move(operator, [number_of(operand) for operand in operands])

    def _move(self, operator: bytes, given: list[float]) -> None:
        match operator, given:
            case ((b"Td" | b"TD"), [x, y, *_]):
                if operator == b"TD":
                    self.state = replace(self.state, leading=-y)
                self._next_line(x, y)
            case b"Tm", [a, b, c, d, e, f]:
                self.text = self.line = (a, b, c, d, e, f)
            case b"T*", _:
                self._next_line(0.0, -self.state.leading)
            case b"Tc", [spacing]:
                self.state = replace(self.state, spacing=spacing)
            case b"Tw", [spacing]:
                self.state = replace(self.state, word_spacing=spacing)
            case b"Tz", [scale]:
                self.state = replace(self.state, scale=scale / 100.0)
            case b"TL", [leading]:
                self.state = replace(self.state, leading=leading)
            case b"Ts", [rise]:
                self.state = replace(self.state, rise=rise)
            case _:
                pass

    def _next_line(self, x: float, y: float) -> None:
        self.text = self.line = times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def _show(self, operator: bytes, operands: list[PdfObject]) -> None:
        if operator in {b"'", b'"'}:
            self._next_line(0.0, -self.state.leading)
        if operator == b'"' and len(operands) > 2:  # noqa: PLR2004 - spacings and a string
            spacing, word = number_of(operands[1]), number_of(operands[0])
            self.state = replace(self.state, spacing=spacing, word_spacing=word)
        shown = operands[-1] if operands else None
        for part in shown if isinstance(shown, ArrayObject) else [shown]:
            if isinstance(part, bytes | str):
                self._write(part)
            elif isinstance(part, int | float):
                self._advance(-part / 1000.0 * self.state.size * self.state.scale)

    def _write(self, value: bytes | str) -> None:
        """Note the runs of a string: all of it, or its letters where they are set far apart."""
        state = self.state
        if state.font is None:
            return
        apart = state.spacing > _APART * abs(state.size)
        words, start, end, at = "", 0.0, 0.0, 0.0
        for glyph in glyphs_of(value, state.font):
            blank = not glyph.text.strip()
            if words and apart:
                self._note(words, start, end - start)
                words = ""
            if words or not blank:
                start = start if words else at
                words += glyph.text
            after = at + glyph.width * state.size * state.scale
            end = end if blank else after
            at = after + (state.spacing + state.word_spacing * glyph.space) * state.scale
        if words:
            self._note(words.rstrip(), start, end - start)
        self._advance(at)

    def _note(self, text: str, before: float, width: float) -> None:
        placed = times((1.0, 0.0, 0.0, 1.0, before, self.state.rise), self.text)
        a, b, c, d, x, y = times(placed, self.state.ctm)
        height = abs(self.state.size) * math.hypot(c, d)
        long = width * math.hypot(a, b)
        turned = round(math.degrees(math.atan2(b, a)) / _QUARTER) * _QUARTER % 360
        if max(abs(x), abs(y), abs(long), height) < _FAR:
            self.runs.append(Run(text, x, x + long, y, height, turned, any(self.marks)))

    def _advance(self, by: float) -> None:
        self.text = times((1.0, 0.0, 0.0, 1.0, by, 0.0), self.text)

    def _form(self, operands: object, resources: PdfObject | None, depth: int) -> None:
        """Play a form that the content draws, in its own place and with its own resources."""
        self.forms += 1
        name = str(operands[0]) if isinstance(operands, list) and operands else ""
        forms = _entry(resources, "/XObject")
        form = _entry(forms, name)
        drawn = isinstance(form, StreamObject) and form.get("/Subtype") == "/Form"
        if not drawn or not isinstance(form, StreamObject):
            return
        if depth >= _DEEPEST or self.forms > _MOST_FORMS:
            return
        before, self.saved = (self.state, self.saved, self.text, self.line), []
        own = form.get("/Matrix")
        if isinstance(own, ArrayObject):
            self.state = replace(self.state, ctm=times(matrix_of(own), self.state.ctm))
        self.play(form, form.get("/Resources", resources), depth + 1)
        self.state, self.saved, self.text, self.line = before


def runs_of(page: PageObject, fonts: Fonts) -> list[Run]:
    """Return the runs of a page, upright and in the order they are drawn."""
    content = page.get("/Contents")
    drawn = content.get_object() if content is not None else None
    if not isinstance(drawn, ArrayObject | StreamObject):
        return []
    player = _Player(fonts, page.pdf)
    player.play(drawn, page.get("/Resources"))
    return _upright(player.runs)


def _upright(runs: list[Run]) -> list[Run]:
    """Turn the page so that most of its words stand upright; the others are kept as artifacts."""
    words = Counter[int]()
    for run in runs:
        words[run.turned] += len(run.text)
    most = max(words, key=lambda turned: (words[turned], -turned), default=0)
    return [_turned_back(run, most) for run in runs]


def _turned_back(run: Run, by: int) -> Run:
    x, y = {0: (run.x, run.y), 90: (run.y, -run.x), 180: (-run.x, -run.y)}.get(by, (-run.y, run.x))
    artifact = run.artifact or run.turned != by
    return replace(run, x=x, end=x + run.end - run.x, y=y, artifact=artifact)


def _entry(value: PdfObject | None, key: str) -> PdfObject | None:
    found = value.get_object() if value is not None else None
    if not isinstance(found, DictionaryObject) or key not in found:
        return None
    return found[key]
