"""Proof that the record stands: the log's checkpoints and tiles, and one event's proof.

Checkpoints and hashes tell nothing of what is recorded. Entries in bundles are for auditors, who
read everywhere; one event's proof is for everybody who reads that event.
"""

import re
from base64 import b64encode
from typing import Annotated, Any, Final, Literal

import orjson
from fastapi import Path, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from events.errors import NotFound
from service.deps import InSecretariat, may_see, reading
from service.errors import Forbidden, Unsigned
from service.http.fields import DIGITS, IfAny, Maybe, Output, Position
from service.http.needs import At, needs
from service.http.openapi import responses
from service.http.preferences import APPLIED, wait_of
from service.http.strict import routes
from service.signing.growing import tree_of
from service.signing.signatures import Signature
from service.tlog.checkpoints import Checkpoint
from service.tlog.proof_text import ProofText
from service.tlog.proofs import consistency, inclusion, is_included, root_of
from service.tlog.tiles import HEIGHT, WIDTH, bundle
from service.tlog.tree import HASH, leaf_hash

router = routes("evidence")

_TILE: Final = re.compile(r"((?:x[0-9]{3}/)*)([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")

OnePosition = Annotated[
    int, Path(alias="position", ge=1, le=2**53 - 1, description="Its place in the log."), DIGITS
]
TilePath = Annotated[
    str,
    Path(alias="path", max_length=40, description="Where the tile lies, such as `x001/234.p/7`."),
]


class LogView(Output):
    """A log and how far it is signed."""

    origin: str = Field(description="The name of the log, unique in the world.")
    size: int = Field(ge=0, description="How many entries it has.")
    signed: int = Field(ge=0, description="How many of them the newest checkpoint takes in.")
    root: IfAny[str] = Field(default=None, description="Their root (RFC 6962), in base64.")
    state: Literal["signed", "behind", "refused"] = Field(
        description="`refused` where nothing more is signed because the log is not the one that "
        "was signed before."
    )


class Consistency(Output):
    """Proof that a log of `to` entries begins with the one of `begin` entries (RFC 6962)."""

    begin: int = Field(ge=0, description="The smaller size.")
    to: int = Field(ge=0, description="The larger size.")
    begin_root: str = Field(description="Its root, in base64.")
    to_root: str = Field(description="Its root, in base64.")
    proof: list[str] = Field(description="Hashes in base64, in the order in which they are used.")


def _binary(kind: str, what: str) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "string"} | ({"format": "binary"} if kind.endswith("octet-stream") else {})
    return {200: {"description": what, "content": {kind: {"schema": schema}}}}


_TEXT: Final = "text/plain"
_BYTES: Final = "application/octet-stream"


@router.get("/log")
def get_log(request: Request, secretariat: InSecretariat) -> LogView:
    """Tell how long the log is, and how far it is signed."""
    found = _signature(request, secretariat)
    root = b64encode(found.checkpoint.root).decode() if found.checkpoint else None
    return LogView(
        origin=found.head.origin,
        size=found.head.size,
        signed=found.size,
        root=root,
        state=_state(found),
    )


def _state(found: Signature) -> Literal["signed", "behind", "refused"]:
    if found.refused:
        return "refused"
    return "signed" if found.size == found.head.size else "behind"


@router.get(
    "/log/checkpoint", response_class=Response, responses=_binary(_TEXT, "A signed note (C2SP)")
)
def get_checkpoint(request: Request, secretariat: InSecretariat) -> Response:
    """Get the newest signed checkpoint, as a signed note (C2SP tlog-checkpoint)."""
    _signed(found := _signature(request, secretariat))
    return Response(found.note, media_type=_TEXT)


@router.get(
    "/log/tile/entries/{path:path}",
    response_class=Response,
    responses=_binary(_BYTES, "A bundle of entries (C2SP)"),
)
@needs("audit", at=At.EVERYWHERE)
def get_entry_bundle(request: Request, secretariat: InSecretariat, path: TilePath) -> Response:
    """Get up to 256 entries as they are hashed (C2SP tlog-tiles); their private values are not in.

    Who is not cleared for what is confidential gets none: in a bundle every entry is there or none.
    """
    if not request.state.cleared:
        raise Forbidden("entries in bundles are for those who may read what is confidential, too")
    signed = _signed(_signature(request, secretariat))
    index, width = _place(path, 0, signed.size)
    with reading(request, secretariat, None) as record:
        first = index * WIDTH
        leaves = record.leaves(first + 1, first + width)
    if len(leaves) != width:
        raise _nowhere(path)
    return Response(bundle(leaves), media_type=_BYTES)


@router.get(
    "/log/tile/{level}/{path:path}",
    response_class=Response,
    responses=_binary(_BYTES, "A tile of hashes (C2SP)"),
)
def get_tile(
    request: Request,
    secretariat: InSecretariat,
    level: Annotated[int, Path(ge=0, le=5, description="Its level, from 0."), DIGITS],
    path: TilePath,
) -> Response:
    """Get up to 256 hashes of the tree (C2SP tlog-tiles)."""
    found = _signature(request, secretariat)
    index, width = _place(path, level, _signed(found).size)
    tile = found.folder.tile(level, index, width)[: width * HASH]
    return Response(tile, media_type=_BYTES)


@router.get("/log/consistency")
def get_consistency(
    request: Request,
    secretariat: InSecretariat,
    begin: Annotated[Position, Query(alias="from", description="The smaller size.")],
    to: Annotated[
        Maybe[Position], Query(description="The larger size; that of the checkpoint if left out.")
    ] = None,
) -> Consistency:
    """Prove that the log of one size begins with the log of a smaller one."""
    found = _signature(request, secretariat)
    signed = _signed(found)
    end = signed.size if to is None else to
    if not begin <= end <= signed.size:
        raise NotFound(f"{signed.size} entries are signed; ask from a smaller size to a larger one")
    node = tree_of(found.folder, end)
    return Consistency(
        begin=begin,
        to=end,
        begin_root=_base64(root_of(begin, tree_of(found.folder, begin))),
        to_root=_base64(root_of(end, node)),
        proof=[_base64(each) for each in consistency(begin, end, node)],
    )


@router.get(
    "/events/{position}/proof",
    response_class=Response,
    responses=_binary(_TEXT, "A proof (C2SP tlog-proof)") | responses(409),
)
async def get_event_proof(
    request: Request, secretariat: InSecretariat, position: OnePosition
) -> Response:
    """Get the proof of one event: a text that can be mailed, and checked without this service.

    With `Prefer: wait=10` it waits for a checkpoint that takes the event in. As extra data it has
    the entry as it was hashed, and what opens the private values in it.
    """
    extra, hashed = await run_in_threadpool(_extra, request, secretariat, position)
    seconds = wait_of(request)
    why = await request.app.state.signing.covers(secretariat, position, seconds)
    if why is not None:
        raise Unsigned(f"no checkpoint takes this entry in yet: {why}")
    found = await run_in_threadpool(_signature, request, secretariat)
    proof = await run_in_threadpool(_proof, found, position - 1, hashed, extra)
    return Response(str(proof), headers=APPLIED if seconds else None, media_type=_TEXT)


def _extra(request: Request, secretariat: str, position: int) -> tuple[bytes, bytes]:
    """Return what goes with the proof of an event, and the hash of its leaf."""
    with reading(request, secretariat, None) as record:
        leaf = record.leaf(position)
        content = orjson.loads(leaf)
        if not may_see(request, content["stream"]):
            raise NotFound(f"there is no event {position} in the log that you may read")
        extra = {"leaf": leaf.decode(), "values": record.openings(content)}
    return orjson.dumps(extra), leaf_hash(leaf)


def _proof(found: Signature, at: int, hashed: bytes, extra: bytes) -> ProofText:
    signed = _signed(found)
    path = inclusion(at, signed.size, tree_of(found.folder, signed.size))
    if not is_included(hashed, at, signed.size, path, signed.root):
        raise Unsigned("this entry is not the one that was signed; tell the operator")
    return ProofText(at, path, found.note, extra)


def _signature(request: Request, secretariat: str) -> Signature:
    found: Signature = request.app.state.signing.of(secretariat)
    return found


def _signed(found: Signature) -> Checkpoint:
    if found.checkpoint is None:
        raise NotFound("nothing of this log is signed yet; ask again in a few seconds")
    return found.checkpoint


def _place(path: str, level: int, size: int) -> tuple[int, int]:
    """Return which tile a path means, and how many hashes of it; `NotFound` beyond the log."""
    found = _TILE.fullmatch(path)
    if found is None:
        raise _nowhere(path)
    index = int(found[1].replace("x", "").replace("/", "") + found[2])
    width = int(found[3] or WIDTH)
    if not 0 < width <= min(WIDTH, (size >> (HEIGHT * level)) - index * WIDTH):
        raise _nowhere(path)
    return index, width


def _nowhere(path: str) -> NotFound:
    return NotFound(f"there is no tile {path} in the log as it is signed, for you to read")


def _base64(data: bytes) -> str:
    return b64encode(data).decode()
