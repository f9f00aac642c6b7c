"""Which quorum rule can be met and computed: one measure, and kinds of members that there are."""

from events import organisation as organisations
from events.base import Look
from events.body.terms import OfKind, Quorum
from events.errors import Refused

_ALL = 100


def sensible(quorum: Quorum | None, look: Look) -> None:
    """Refuse a rule that says two things at once, or what cannot be."""
    if quorum is None:
        return
    if (quorum.numerator is None) != (quorum.denominator is None):
        raise Refused("a fraction of the members has a numerator and a denominator; give both")
    measures = (quorum.at_least, quorum.percent, quorum.numerator)
    if sum(each is not None for each in measures) != 1:
        raise Refused(
            "a quorum is a number of members, a percentage or a fraction of them: "
            "one of the three and no other"
        )
    _measured(quorum)
    for kind in quorum.of_which or ():
        _of_kind(kind, look)


def _measured(quorum: Quorum) -> None:
    if quorum.at_least is not None and quorum.at_least < 1:
        raise Refused("a quorum is at least 1 member; give a number from 1 up")
    if quorum.at_least is not None and quorum.more_than:
        raise Refused("a number of members is enough by itself; leave `more_than` out")
    if quorum.percent is not None and quorum.percent not in range(1, 101):
        raise Refused("a quorum is 1 to 100 percent of the members; give a number from 1 to 100")
    if quorum.denominator is not None and not 1 <= (quorum.numerator or 0) <= quorum.denominator:
        raise Refused("a fraction of the members is more than 0 and at most 1, such as 1/3")
    if quorum.more_than and (quorum.percent == _ALL or _whole(quorum)):
        raise Refused("more than all members are never present; leave `more_than` out")


def _whole(quorum: Quorum) -> bool:
    return quorum.numerator is not None and quorum.numerator == quorum.denominator


def _of_kind(kind: OfKind, look: Look) -> None:
    if (kind.role is None) == (kind.organisation is None):
        raise Refused("a kind of members is those in a role or those for an organisation; name one")
    if kind.at_least < 1:
        raise Refused("at least 1 of a kind must be present; give a number from 1 up")
    if kind.role in ("secretary", "observer"):
        raise Refused(f"a {kind.role} does not count towards a quorum; name another role")
    if kind.organisation is not None:
        organisations.require(look, kind.organisation)
