"""The read models: every version of every row, from `since` up to `until`."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _action_owners()
    _actions()
    _agenda_items()
    _attendance()
    _bodies()
    _body_terms()
    _chairs()
    _decisions()
    _declarations()
    _due_items()
    _meetings()
    _memberships()
    _organisation_names()
    _organisations()
    _paragraphs()
    _people()
    _person_names()
    _series()


def _action_owners() -> None:
    op.create_table(
        "action_owners",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("action", sa.String(), primary_key=True),
        sa.Column("owner", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("words", sa.BigInteger(), nullable=False),
        sa.Column("done_on", sa.String(), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_action_owners_party_open",
        "action_owners",
        ["secretariat", "party", "open", "since", "until"],
    )


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("action", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=True),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("text", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("assigned_on", sa.String(), nullable=False),
        sa.Column("closed_on", sa.String(), nullable=True),
        sa.Column("reported_on", sa.String(), nullable=True),
        sa.Column("reported_at", sa.String(), nullable=True),
        sa.Column("carried_to", sa.String(), nullable=True),
        sa.Column("superseded_by", sa.String(), nullable=True),
        sa.Column("transferred_body", sa.String(), nullable=True),
        sa.Column("transferred_organisation", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_actions_body_action", "actions", ["secretariat", "body", "action", "since", "until"]
    )
    op.create_index(
        "ix_actions_meeting_action",
        "actions",
        ["secretariat", "meeting", "action", "since", "until"],
    )


def _agenda_items() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("meeting", sa.String(), primary_key=True),
        sa.Column("item", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("title", sa.BigInteger(), nullable=False),
        sa.Column("no_actions", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("meeting", sa.String(), primary_key=True),
        sa.Column("row", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("name", sa.BigInteger(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("organisation_stated", sa.BigInteger(), nullable=True),
        sa.Column("post", sa.BigInteger(), nullable=True),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("substitute_for", sa.String(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("reason", sa.BigInteger(), nullable=True),
        sa.Column("duplicate_of", sa.BigInteger(), nullable=True),
        sa.Column("chaired", sa.Boolean(), nullable=False),
        sa.Column("intervals", sa.String(), nullable=False),
        sa.Column("unlisted", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attendance_name", "attendance", ["secretariat", "name", "since", "until"])
    op.create_index(
        "ix_attendance_organisation",
        "attendance",
        ["secretariat", "organisation", "since", "until"],
    )
    op.create_index(
        "ix_attendance_person", "attendance", ["secretariat", "person", "since", "until"]
    )
    op.create_index(
        "ix_attendance_substitute_for",
        "attendance",
        ["secretariat", "substitute_for", "since", "until"],
    )


def _bodies() -> None:
    op.create_table(
        "bodies",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), primary_key=True),
        sa.Column("name", sa.BigInteger(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("frequency_times", sa.BigInteger(), nullable=True),
        sa.Column("frequency_per", sa.String(), nullable=True),
        sa.Column("frequency_words", sa.BigInteger(), nullable=True),
        sa.Column("terms_version", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bodies_name", "bodies", ["secretariat", "name", "since", "until"])
    op.create_index("ix_bodies_parent", "bodies", ["secretariat", "parent", "since", "until"])


def _body_terms() -> None:
    op.create_table(
        "body_terms",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("text", sa.BigInteger(), nullable=False),
        sa.Column("quorum_at_least", sa.BigInteger(), nullable=True),
        sa.Column("quorum_percent", sa.BigInteger(), nullable=True),
        sa.Column("substitution", sa.String(), nullable=False),
        sa.Column("approved_on", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _chairs() -> None:
    op.create_table(
        "chairs",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("appointed_on", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_chairs_person", "chairs", ["secretariat", "person", "since", "until"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("meeting", sa.String(), primary_key=True),
        sa.Column("decision", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("item", sa.BigInteger(), nullable=True),
        sa.Column("paragraph", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _declarations() -> None:
    op.create_table(
        "declarations",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("meeting", sa.String(), primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=True),
        sa.Column("interest", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _due_items() -> None:
    op.create_table(
        "due_items",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("action", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first", sa.String(), nullable=True),
        sa.Column("due", sa.String(), nullable=True),
        sa.Column("words", sa.BigInteger(), nullable=True),
        sa.Column("set_at", sa.String(), nullable=True),
        sa.Column("closed_on", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_due_items_kind_closed_on_due_action",
        "due_items",
        ["secretariat", "kind", "closed_on", "due", "action", "since", "until"],
    )
    op.create_index(
        "ix_due_items_kind_closed_on_due_action_now",
        "due_items",
        ["secretariat", "kind", "closed_on", "due", "action"],
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("meeting", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=False),
        sa.Column("starts", sa.String(), nullable=True),
        sa.Column("ends", sa.String(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("theme", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("no_actions", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_meetings_body_day", "meetings", ["secretariat", "body", "day", "since", "until"]
    )


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), primary_key=True),
        sa.Column("membership", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("post", sa.BigInteger(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=True),
        sa.Column("joined_on", sa.String(), nullable=False),
        sa.Column("first_day", sa.String(), nullable=False),
        sa.Column("left_on", sa.String(), nullable=True),
        sa.Column("last_day", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_memberships_on_behalf_of",
        "memberships",
        ["secretariat", "on_behalf_of", "since", "until"],
    )
    op.create_index(
        "ix_memberships_organisation",
        "memberships",
        ["secretariat", "organisation", "since", "until"],
    )
    op.create_index(
        "ix_memberships_person", "memberships", ["secretariat", "person", "since", "until"]
    )


def _organisation_names() -> None:
    op.create_table(
        "organisation_names",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("organisation", sa.String(), primary_key=True),
        sa.Column("name", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_organisation_names_name",
        "organisation_names",
        ["secretariat", "name", "since", "until"],
    )


def _organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("organisation", sa.String(), primary_key=True),
        sa.Column("name", sa.BigInteger(), nullable=False),
        sa.Column("classification", sa.String(), nullable=True),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("succeeded_by", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _paragraphs() -> None:
    op.create_table(
        "paragraphs",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("meeting", sa.String(), primary_key=True),
        sa.Column("paragraph", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("item", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("text", sa.BigInteger(), nullable=False),
        sa.Column("speaker_kind", sa.String(), nullable=True),
        sa.Column("speaker_row", sa.BigInteger(), nullable=True),
        sa.Column("speaker_organisation", sa.String(), nullable=True),
        sa.Column("speaker_name", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("name", sa.BigInteger(), nullable=False),
        sa.Column("honorific", sa.BigInteger(), nullable=True),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_people_merged_into", "people", ["secretariat", "merged_into", "since", "until"]
    )


def _person_names() -> None:
    op.create_table(
        "person_names",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("name", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_person_names_name", "person_names", ["secretariat", "name", "since", "until"]
    )


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("body", sa.String(), primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
