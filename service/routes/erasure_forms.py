"""What callers send about erasures."""

from typing import Annotated, Final, Literal

from fastapi import Path
from pydantic import Field, StringConstraints, WithJsonSchema

from events.errors import Refused
from events.ids import DocumentId
from events.privacy.planning import Decisions
from events.privacy.terms import Named
from service.execute import Fact
from service.http.fields import Code, Id, Input, LongText, Maybe, Whole

LARGEST: Final = 2**53 - 1
OneErasure = Annotated[Id, Path(alias="erasure", description="The identity of the erasure.")]
Pointer = Annotated[
    str, StringConstraints(min_length=2, max_length=200, pattern=r"^(/[A-Za-z0-9_]+)+$")
]
PlanDigest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


EntryPosition = Annotated[
    Whole,
    Field(ge=1, le=LARGEST),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST}),
]


class NamedValue(Input):
    """A private value, or words of it, by where it stands in the log."""

    position: EntryPosition = Field(description="Of its entry.")
    pointer: Pointer = Field(description="RFC 6901, into the `data` of the event.")
    words: Maybe[list[Whole]] = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="Of running text, the numbers of the words that are meant, from 0; else all.",
    )


Named_ = Annotated[list[NamedValue], Field(max_length=100)]


class ErasureInput(Fact):
    """What is to be erased, and on which legal basis."""

    person: Maybe[Id] = Field(default=None, description="Whoever is to be named no more.")
    values: Named_ = Field(default_factory=list, description="Values to erase besides.")
    spared: Named_ = Field(default_factory=list, description="Values that stay all the same.")
    basis: Code = Field(description="The code of the law, such as gdpr17; everybody can read it.")
    reason: Maybe[LongText] = Field(default=None, description="Kept as a private value.")


class KeptDocument(Input):
    """A document in which the words stand, and which is kept as it is."""

    document: Id
    decision: Literal["keep"]
    reason: LongText = Field(description="Why it is kept.")


class RemovedDocument(Input):
    """A document of which the bytes go, with all that was read in it."""

    document: Id
    decision: Literal["remove"]


DocumentDecision = Annotated[KeptDocument | RemovedDocument, Field(discriminator="decision")]


class ErasureApproval(Fact):
    """That a plan is to be carried out."""

    plan: PlanDigest = Field(description="The `plan` that was read: nothing else is erased.")
    documents: list[DocumentDecision] = Field(default_factory=list, max_length=1_000)


class ErasureRefusal(Fact):
    """Why nothing is erased."""

    reason: Maybe[LongText] = None


def named(values: list[NamedValue]) -> tuple[Named, ...]:
    """Return values as the record names them."""
    return tuple(
        Named(each.position, each.pointer, None if each.words is None else tuple(each.words))
        for each in values
    )


def decisions(documents: list[DocumentDecision]) -> Decisions:
    """Return what becomes of each document: the reason to keep it, or None."""
    told: dict[DocumentId, str | None] = {}
    for each in documents:
        document = DocumentId(each.document)
        if document in told:
            raise Refused(f"document {document} is decided on twice; decide once")
        told[document] = each.reason if isinstance(each, KeptDocument) else None
    return told
