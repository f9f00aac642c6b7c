"""Roles that lines of the heading name: "Chair: Ann Lee", "Chairs: Ann Lee Bo Ray"."""

from service.intake import role_labels
from service.intake.attendance import Roll, give_role, only_present_preside
from service.intake.blocks import Block, Kind
from service.intake.listing import parted
from service.intake.names import looks_like_person
from service.intake.run_together import names_in_run


def add_heading_roles(roll: Roll, heading: list[Block]) -> None:
    """Give those whom the heading names as chair or secretary their roles."""
    for block in heading:
        label = role_labels.role_label(block.text)
        if label is None or block.kind is Kind.META:
            continue
        run = names_in_run(label[1])
        for name in run if len(run) > 1 else parted(label[1]):
            if looks_like_person(name):
                give_role(roll, name, label[0], block.span)
    roll.rows = only_present_preside(roll.rows)
