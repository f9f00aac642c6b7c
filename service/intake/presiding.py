"""Who presided or took the minutes, where a line or a sentence near the list of people says it."""

import re
from collections.abc import Iterable, Iterator

from service.intake import role_labels
from service.intake.attendance import Roll, give_role, knows
from service.intake.blocks import Span
from service.intake.listing import parted
from service.intake.names import before_name, looks_like_person
from service.intake.reading import Role

_LONGEST_NAME = 4
_SEVERAL = re.compile(r"(?:co-?)?(?:chairs|scribes|clerks|secretaries)\s*:", re.IGNORECASE)
_NAME = r"([A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*){0,3})"
_MEETING = r"(?:the |this )?(?:meeting|call|session)"
_CHAIR = r"(?i:(?:the )?chair(?:man|woman|person)?),?"
_BY = re.compile(
    rf"(?:meeting )?(?P<chair>(?:led|lead|chaired|facilitated|moderated) by)\s+(?-i:{_NAME})\.?|"
    rf"(?:scribed|minuted|minutes(?: taken)?|notes(?: taken)?) by:?\s+(?-i:{_NAME})\.?",
    re.IGNORECASE,
)
_LED = (
    re.compile(
        rf"{_MEETING} (?:(?:was|is) )?(?:led|chaired|facilitated|moderated|run|presided over|"
        rf"opened|convened|called to order)\b[^.;]{{0,40}}? by (?:{_CHAIR} )?(?-i:{_NAME})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:^|[.:] ){_CHAIR} \(?{_NAME}\)?,? "
        r"(?:called|opened|welcomed|convened|chaired|presided)\b"
    ),
    re.compile(
        rf"(?:^|[.:] )(?:{_CHAIR} )?{_NAME},? "
        r"(?:called|calls|opened|chaired|presided|took the chair)\b.{0,60}?"
        r"\b(?:order|meeting|chair)\b"
    ),
)


def add_told_roles(roll: Roll, told: Iterable[tuple[str, Span]]) -> None:
    """Give roles told in `told`; a name that is on no list counts where it is a full one."""
    for text, span in told:
        for role, printed in _roles_in(text):
            if role_labels.role_word(printed.removeprefix("The ")):
                continue
            designated = before_name(printed)
            name = designated[1] if designated else printed
            if knows(roll, name) or looks_like_person(name) or name.startswith("@"):
                give_role(roll, name, role, span)


def _roles_in(text: str) -> Iterator[tuple[Role, str]]:
    labelled = role_labels.role_label(text)
    together = 4 if _SEVERAL.match(text) else 6
    names = parted(labelled[1], fewest_run_together=together) if labelled else []
    if labelled and all(len(name.split()) <= _LONGEST_NAME for name in names):
        for name in names:
            yield labelled[0], name
        return
    if by := _BY.fullmatch(text.strip(" .")):
        yield ("chair", by[2]) if by["chair"] else ("secretary", by[3])
    for pattern in _LED:
        for found in pattern.finditer(text):
            yield "chair", found[1]
