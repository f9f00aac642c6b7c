"""Merging people takes a look at the record: the meetings that have both present, in two rows."""

from dataclasses import replace

from events.person.commands import MergePeople
from events.plans import Plan, Planner, Register, only


def merging(ask: MergePeople) -> Planner:
    """Return the planner of a merge; it notes the meetings as they stand when it is carried out."""

    def planned(register: Register) -> Plan:
        together = tuple(register.met_together(ask.person, ask.into))
        return only(replace(ask, both_present_at=together))(register)

    return planned
