"""Read models: what the record says, folded from events and kept in every version.

To add one: a file with its row, its fold and its queries, a line here, and a migration.
"""

from projections import (
    action_owners,
    actions,
    agenda_items,
    attendance,
    bodies,
    body_terms,
    chairs,
    decisions,
    declarations,
    distinctions,
    documents,
    meetings,
    memberships,
    organisation_names,
    organisations,
    overdue_items,
    paragraphs,
    people,
    person_names,
    series,
    webhooks,
)

PROJECTIONS = (
    organisations.PROJECTION,
    organisation_names.PROJECTION,
    people.PROJECTION,
    person_names.PROJECTION,
    distinctions.PROJECTION,
    bodies.PROJECTION,
    body_terms.PROJECTION,
    memberships.PROJECTION,
    chairs.PROJECTION,
    series.PROJECTION,
    meetings.PROJECTION,
    agenda_items.PROJECTION,
    paragraphs.PROJECTION,
    decisions.PROJECTION,
    declarations.PROJECTION,
    attendance.PROJECTION,
    actions.PROJECTION,
    action_owners.PROJECTION,
    overdue_items.PROJECTION,
    documents.PROJECTION,
    webhooks.PROJECTION,
)
