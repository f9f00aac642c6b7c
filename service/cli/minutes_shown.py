"""Minutes as people read them on a terminal."""

from collections.abc import Iterable

from service.cli.terminal import TALK, as_table
from service.routes.minutes_views import MinutesView, RedactionView
from service.routes.rendition_views import RenditionView


def show_minutes(view: MinutesView) -> None:
    """Show how far they have come, and apart from that what stands beside them."""
    approved = ""
    if view.approved_at is not None:
        how = " as corrected" if view.as_corrected else ""
        approved = f"{how} at the meeting {view.approved_at}, recorded by {view.approved_by}"
    TALK.print(
        f"minutes of the meeting of {view.date}: {view.state.replace('_', ' ')}{approved}; read "
        f"them back with --known-at {view.position}",
        soft_wrap=True,
        markup=False,
    )
    as_table(
        ("version", "state", "drafted", "by", "content"),
        [(v.version, v.state, v.drafted_on, v.drafted_by, v.content) for v in view.versions],
        "",
    )
    as_table(("kind", "beside", "what", "words"), list(_beside(view)), "nothing stands beside them")


def show_rendition(view: RenditionView) -> None:
    """Show minutes as an audience is given them."""
    TALK.print(
        f"version {view.version}, published to: {view.audience}, on {view.published_on}",
        soft_wrap=True,
        markup=False,
    )
    listed = [(each.shown_as, each.capacity, each.status) for each in view.attendance]
    as_table(("listed", "capacity", "status"), listed, "nobody is listed")
    said = [(each.part, each.number or "", each.text) for each in view.passages]
    as_table(("part", "no.", "words"), said, "nothing is minuted")


def _beside(view: MinutesView) -> Iterable[tuple[str, str, str, str | None]]:
    for each in view.corrections:
        yield f"correction {each.correction}", f"{each.part} {each.number}", each.state, each.text
    for amended in view.amendments:
        of = f"on the authority of the {amended.authority}"
        yield "amendment", f"{amended.part} {amended.number}", of, amended.text
    for published in view.publications:
        yield "publication", f"version {published.version}", published.audience, ""
    for redacted in view.redactions:
        state = "lifted" if redacted.lifted_on else redacted.exemption
        kind = f"redaction {redacted.redaction}"
        yield kind, f"{redacted.part} {redacted.number}", state, redacted.reason or _of(redacted)
    for noted in view.annotations:
        where = f"{noted.part} {noted.number}" if noted.part else "all"
        yield "note", where, "no part of the record", noted.text


def _of(redacted: RedactionView) -> str:
    if redacted.start is None or redacted.length is None:
        return "all of it"
    return f"characters {redacted.start} to {redacted.start + redacted.length - 1}"
