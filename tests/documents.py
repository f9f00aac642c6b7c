"""Makes the documents that a secretariat might have written a text as: Word, PDF and HTML."""

import html
import re
from io import BytesIO
from itertools import groupby

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF, XPos, YPos

_GAP = re.compile(r"\t+| {2,}(?=\S)")
_LEVELS = (("%1.", "decimal"), ("%1.%2", "decimal"), ("(%3)", "lowerLetter"))
_NUMBER = re.compile(r"(?:\d+\.|\d+\.\d+)\s+(?=\S)")


def parts_of(text):
    """Part a text into (kind, lines): headings, bullets, rows of tables, paragraphs and gaps."""
    for kind, lines in groupby(text.split("\n"), key=_kind):
        if kind not in {"heading", "gap"}:
            yield kind, list(lines)
        else:
            for line in lines:
                yield kind, [line]


def _kind(line):
    if not line.strip():
        return "gap"
    if line.startswith("#"):
        return "heading"
    if line.startswith("- "):
        return "bullet"
    if line.startswith("|"):
        return "table"
    return "row" if _GAP.search(line.strip()) else "paragraph"


def _plain(line):
    return line.replace("**", "").strip()


def _heading(line):
    marks, _, words = line.partition(" ")
    return len(marks), words


def _cells(kind, line):
    if kind == "row":
        return _GAP.split(line.strip())
    return [_plain(cell) for cell in line.strip().strip("|").split("|")]


def _rows(kind, lines):
    return [_cells(kind, line) for line in lines if not re.fullmatch(r"[|\s:-]+", line)]


def word(text, *, numbered=False):
    """Make a Word document; `numbered` lets Word count what begins with a number."""
    document = Document()
    outline = _Outline(document) if numbered else None
    for kind, lines in parts_of(text):
        if kind == "heading":
            level, words = _heading(lines[0])
            _count(document.add_heading("", level - 1), words, outline)
        elif kind == "bullet":
            for line in lines:
                document.add_paragraph(_plain(line[2:]), style="List Bullet")
        elif kind in {"row", "table"}:
            _table(document, _rows(kind, lines))
        elif kind == "paragraph":
            _paragraphs(document, [_plain(line) for line in lines], outline)
    return _saved(document)


def _paragraphs(document, lines, outline):
    paragraph = document.add_paragraph()
    first, *others = lines
    _count(paragraph, first, outline)
    for line in others:
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(line)


def _count(paragraph, words, outline):
    number = _NUMBER.match(words) if outline else None
    if number:
        outline.number(paragraph, [int(part) for part in number[0].strip(" .").split(".")])
    paragraph.add_run(words[number.end() :] if number else words)


def _table(document, rows):
    table = document.add_table(len(rows), max(len(row) for row in rows))
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            table.cell(at, place).text = cell


class _Outline:
    """A list of several levels that Word counts; a number out of turn starts it anew."""

    def __init__(self, document):
        self.element = document.part.numbering_part.element
        self.counted = [0, 0]
        self.identity = 90
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (text, form) in enumerate(_LEVELS)
        )
        self.element.insert(0, self._part("abstractNum", 'w:abstractNumId="90"', levels))
        self._begin("")

    def number(self, paragraph, number):
        level = len(number) - 1
        self.counted[level] += 1
        self.counted[level + 1 :] = [0] * (1 - level)
        if self.counted[level] != number[-1]:
            self.identity += 1
            self.counted[level] = number[-1]
            start = f'<w:startOverride w:val="{number[-1]}"/>'
            self._begin(f'<w:lvlOverride w:ilvl="{level}">{start}</w:lvlOverride>')
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = self.identity

    def _begin(self, override):
        listed = f'<w:abstractNumId w:val="90"/>{override}'
        self.element.append(self._part("num", f'w:numId="{self.identity}"', listed))

    def _part(self, name, attributes, inside):
        return parse_xml(f"<w:{name} {nsdecls('w')} {attributes}>{inside}</w:{name}>")


def _saved(document):
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def page(text):
    """Make an HTML page."""
    made = "\n".join(_element(kind, lines) for kind, lines in parts_of(text))
    return f"<!DOCTYPE html>\n<html><body>\n{made}\n</body></html>\n".encode()


def _element(kind, lines):
    if kind == "heading":
        level, words = _heading(lines[0])
        return f"<h{level}>{html.escape(words)}</h{level}>"
    if kind == "bullet":
        return "<ul>" + "".join(f"<li>{html.escape(_plain(line[2:]))}" for line in lines) + "</ul>"
    if kind in {"row", "table"}:
        rows = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in _rows(kind, lines))
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if kind == "paragraph":
        return "<p>" + "<br>\n".join(html.escape(_plain(line)) for line in lines) + "</p>"
    return ""


class Pages(FPDF):
    """A PDF with a running header and numbered pages."""

    running = ""

    def header(self):
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, self.running, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(6)

    def footer(self):
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, f"Page {self.page_no()} of {{nb}}", align="C")


def pdf(text, running="Unconfirmed", *, packed=True):
    """Make a PDF; typed columns are printed in a fixed pitch, everything else in a proportional."""
    made = Pages()
    made.core_fonts_encoding = "windows-1252"
    made.running = running
    made.set_compression(packed)
    made.add_page()
    fixed = "#" not in text
    for kind, lines in parts_of(text):
        _draw(made, kind, lines, fixed=fixed)
    return bytes(made.output())


def _draw(made, kind, lines, *, fixed):
    made.set_font("Courier" if fixed else "Helvetica", size=11)
    if kind == "heading":
        level, words = _heading(lines[0])
        made.set_font("Helvetica", style="B", size=20 - 3 * level)
        _line(made, words, 9)
    elif kind == "table":
        for row in _rows(kind, lines):
            for cell in row:
                made.cell(60, 6, cell)
            made.ln(6)
    elif kind == "gap":
        made.ln(5)
    else:
        for line in lines:
            _line(made, _typed(kind, line), 5)


def _typed(kind, line):
    if kind == "bullet":
        return f"\u2022 {_plain(line[2:])}"
    return line.replace("**", "").expandtabs(28).rstrip()


def _line(made, words, height):
    made.multi_cell(0, height, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
