"""Pairs recommendations with the responses printed after them, one for several where so printed."""

from service.intake.blocks import Kind
from service.intake.reports import labels, numbering
from service.intake.reports.asks import Ask, Asks
from service.intake.reports.dispositions import dispositions_of
from service.intake.reports.exchanges import Answer, Asked, Exchanges, Part
from service.intake.reports.passages import Passage
from service.intake.reports.replies import answer_label

_LARGEST_GROUP = 100


def pair(passages: list[Passage], asks: Asks, *, reply: bool) -> Exchanges:
    """Walk through the passages; in a `reply` what follows a recommendation answers it."""
    first = min(asks, default=len(passages))
    labelled = any(answer_label(passage) for passage in passages[first:])
    pairing = _Pairing(passages, asks, reply=reply, labelled=labelled)
    for index, passage in enumerate(passages):
        pairing.take(index, passage)
    if all(passage.heads for passage in passages[:first]):
        _without_title(pairing.found.asked)
    return pairing.found


def _without_title(asked: list[Asked]) -> None:
    """Take the title of the document for no section, where it is all that stands above them."""
    if len({one.section for one in asked}) == 1:
        for one in asked:
            one.section = None


class _Pairing:
    def __init__(self, passages: list[Passage], asks: Asks, *, reply: bool, labelled: bool) -> None:
        self.found = Exchanges()
        self._passages, self._asks = passages, asks
        self._reply, self._labelled = reply, labelled
        self._leads = _leads(passages, asks)
        self._section: str | None = None
        self._level = 0
        self._group: dict[str, Asked] = {}
        self._opened: list[Asked] = []
        self._answer: Answer | None = None
        self._last: int | None = None
        self._titled = False
        self._apart: dict[str, Asked] = {}
        self._by_number: dict[str, Asked] = {}
        self._end = max(asks, default=-1)

    def take(self, index: int, passage: Passage) -> None:
        if ask := self._asks.get(index):
            self._ask(passage, ask)
        elif (label := answer_label(passage)) and self._labels_answer(label):
            if not self._opens_answers(index, label):
                self._open_answer(passage, label)
        elif apart := self._answered_apart(passage):
            self._open_answer(passage, apart)
        elif passage.heads:
            self._heading(index, passage)
        elif self._group and (named := labels.field(passage.text)):
            self._field(passage, *named)
        else:
            self._text(index, passage)

    def _ask(self, passage: Passage, ask: Ask) -> None:
        if self._answer is not None or any(number in self._group for number in ask.numbers):
            self._close()
        self._level = passage.level or self._level
        self._last, self._titled = ask.last, ask.titled
        part = [Part(ask.text, passage, ask.offset)] if ask.text else []
        self._opened = [
            Asked(
                number=number,
                section=self._section,
                paragraphs=ask.paragraphs,
                parts=list(part),
                opening=passage,
                inferred=ask.inferred,
                verdict=ask.verdict,
            )
            for number in ask.numbers
        ]
        self.found.asked += self._opened
        self._group |= {asked.number: asked for asked in self._opened}
        self._by_number |= self._group

    def _open_answer(self, passage: Passage, label: labels.Label) -> None:
        self._answer = Answer(label.numbers, label.who)
        if label.text:
            offset = len(passage.text) - len(label.text)
            self._answer.parts.append(Part(label.text, passage, offset))
        named = [self._by_number[n] for n in label.numbers if n in self._by_number]
        answered = next((one.answer for one in named if one.answer), None)
        if answered is not None:
            answered.parts += self._answer.parts
            self._answer = answered
        elif label.numbers and not named:
            self.found.astray.append(self._answer)
        for asked in named or ([] if label.numbers else self._group.values()):
            asked.answer = asked.answer or self._answer

    def _labels_answer(self, label: labels.Label) -> bool:
        """Whether a label opens a response, and does not stand inside one."""
        inside = self._answer is not None and not self._apart
        grouped = 0 < len(self._group) <= _LARGEST_GROUP
        return bool(label.numbers) or (grouped and not inside)

    def _ends_part(self, index: int, passage: Passage) -> bool:
        """Whether a heading leaves the recommendations, and is none inside a response."""
        after = index > self._end
        if labels.division(passage.text) is not None or (after and labels.names_part(passage.text)):
            return True
        return 0 < passage.level <= self._level

    def _opens_answers(self, index: int, label: labels.Label) -> bool:
        """Whether the responses to all of a list follow below their own heading, each numbered."""
        below = self._passages[index + 1 : index + 2]
        number = numbering.numbered(below[0].text) if below else None
        bare = not (label.text or label.numbers) and index + 1 not in self._asks
        if number and bare and len(self._group) > 1 and number[0] in self._group:
            self._apart = dict(self._group)
        return bool(self._apart)

    def _answered_apart(self, passage: Passage) -> labels.Label | None:
        number = numbering.numbered(passage.text) if self._apart else None
        answers = number is not None and number[0] in self._apart
        return labels.Label((number[0],), number[1]) if number and answers else None

    def _heading(self, index: int, passage: Passage) -> None:
        if self._leads[index]:
            self._close()
            self._level = passage.level
            if not labels.heads_recommendations(passage.text):
                self._section = passage.text
        elif self._ends_part(index, passage):
            self._close()
            self._open_section(index, passage)
        elif passage.level and index and not self._group:
            self._open_section(index, passage)
        else:
            self._text(index, passage)

    def _open_section(self, index: int, passage: Passage) -> None:
        """Take a heading above other text for a section, while recommendations are to come."""
        common = labels.names_part(passage.text) and labels.division(passage.text) is None
        if index > self._end or common:
            self.found.unread.append(passage)
        else:
            self._section = passage.text

    def _field(self, passage: Passage, name: str, text: str) -> None:
        answer = self._answer or self._begin()
        answer.fields.setdefault(name, Part(text, passage, len(passage.text) - len(text)))

    def _text(self, index: int, passage: Passage) -> None:
        if self._answer is None and self._words_one(passage):
            return
        if self._answer is not None:
            self._answer.parts.append(Part(passage.text, passage))
        elif not self._group:
            self.found.unread.append(passage)
        elif self._labelled or self._goes_on(index, passage):
            self._more(passage)
        elif self._reply and len(self._group) <= _LARGEST_GROUP:
            self._begin().parts.append(Part(passage.text, passage))
        else:
            self._close()
            self.found.unread.append(passage)

    def _words_one(self, passage: Passage) -> bool:
        """Take the words of one of several recommendations that were opened together."""
        number = numbering.numbered(passage.text) if len(self._opened) > 1 else None
        if number is None:
            return False
        meant = [one for one in self._opened if one.number == number[0]]
        for asked in meant:
            asked.parts = [Part(number[1], passage, len(passage.text) - len(number[1]))]
        return bool(meant)

    def _goes_on(self, index: int, passage: Passage) -> bool:
        """Whether a passage belongs to the recommendation above it."""
        parts = self._opened[-1].parts
        if not parts or (self._last is not None and index <= self._last):
            return True
        if self._titled and len(parts) == 1:
            return dispositions_of(passage.text).general is None
        listed = passage.kind is Kind.LIST_ITEM
        return listed and (parts[-1].passage.kind is Kind.LIST_ITEM or parts[-1].text[-1] == ":")

    def _more(self, passage: Passage) -> None:
        text, paragraphs = numbering.without_reference(passage.text)
        for asked in self._opened:
            asked.parts += [Part(text, passage)] if text else []
            asked.paragraphs += paragraphs

    def _begin(self) -> Answer:
        self._answer = Answer()
        for asked in self._group.values():
            asked.answer = asked.answer or self._answer
        return self._answer

    def _close(self) -> None:
        self._group, self._opened, self._answer = {}, [], None


def _leads(passages: list[Passage], asks: Asks) -> list[bool]:
    """Say of each passage whether nothing but headings stands between it and a recommendation."""
    leads = [False] * len(passages)
    for index in range(len(passages) - 2, -1, -1):
        below = passages[index + 1]
        heading = below.heads and answer_label(below) is None
        leads[index] = index + 1 in asks or (heading and leads[index + 1])
    return leads
