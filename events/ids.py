"""Identities, one type each, so that a person is never handed over where a meeting is meant.

All are UUIDs in their canonical lower-case text form, minted at the edge.
"""

from typing import NewType

ActionId = NewType("ActionId", str)
ActorId = NewType("ActorId", str)
BodyId = NewType("BodyId", str)
CommitmentId = NewType("CommitmentId", str)
DocumentId = NewType("DocumentId", str)
ErasureId = NewType("ErasureId", str)
EventId = NewType("EventId", str)
IssueId = NewType("IssueId", str)
KeyId = NewType("KeyId", str)
MeetingId = NewType("MeetingId", str)
MembershipId = NewType("MembershipId", str)
OrganisationId = NewType("OrganisationId", str)
PersonId = NewType("PersonId", str)
RecommendationId = NewType("RecommendationId", str)
ReportId = NewType("ReportId", str)
ResponseId = NewType("ResponseId", str)
StatementId = NewType("StatementId", str)
SuccessionId = NewType("SuccessionId", str)
WebhookId = NewType("WebhookId", str)
