"""Every command by its name."""

from collections.abc import Callable, Mapping

import typer

from service.cli import (
    access,
    amend,
    ask,
    auditing,
    backups,
    changes,
    chasing,
    drafts,
    erasing,
    facts,
    issues,
    minutes,
    operate,
    owners,
    people,
    proving,
    reconcile,
    reports,
    sample,
    search,
    secretariats,
    signing,
    submit,
    verifying,
    webhooks,
)
from service.memory import settle

app = typer.Typer(
    name="minutebook",
    help="The minute book of committees: who was there, what was decided, who owes what by when.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

COMMANDS: Mapping[str, tuple[Callable[..., None], ...]] = {
    "Minutes": (
        submit.submit,
        submit.read,
        drafts.drafts,
        drafts.draft,
        drafts.revise,
        drafts.accept,
        drafts.reject,
        drafts.reread,
    ),
    "Questions": (
        ask.bodies,
        ask.actions,
        owners.owners,
        ask.overdue,
        issues.issues,
        ask.attendance,
        ask.history,
        changes.attendance_changes,
        reconcile.quorum,
        reconcile.reconcile,
        search.search,
        people.candidates,
        people.spellings,
    ),
    "Facts": (
        facts.series,
        people.merge,
        people.unmerge,
        people.distinguish,
        amend.correct,
        amend.retract,
        people.called,
        reconcile.identify,
        reconcile.settle,
        reconcile.reopen,
    ),
    "Operation": (
        operate.serve,
        access.token,
        sample.sample,
        operate.rebuild,
        operate.config,
        operate.openapi,
        secretariats.export,
        signing.sign,
        signing.tiles,
        verifying.verifier,
        backups.backup,
        backups.restore,
    ),
}
for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)
app.command("not-reported", rich_help_panel="Questions")(chasing.unreported)
app.command("reported", rich_help_panel="Questions")(chasing.reported)
app.command("matters-arising", rich_help_panel="Questions")(chasing.matters)
app.command("remind", rich_help_panel="Questions")(chasing.remind_owners)
app.command("import", rich_help_panel="Operation")(secretariats.take_in)
app.command("diff", rich_help_panel="Questions")(auditing.difference)
app.add_typer(auditing.audit, name="audit", rich_help_panel="Questions")
app.add_typer(access.access, name="access", rich_help_panel="Operation")
app.add_typer(minutes.minutes, name="minutes", rich_help_panel="Minutes")
app.add_typer(secretariats.secretariats, name="secretariats", rich_help_panel="Operation")
app.add_typer(reports.reports, name="reports", rich_help_panel="Questions")
app.add_typer(proving.prove, name="prove", rich_help_panel="Questions")
app.add_typer(verifying.verify, name="verify", rich_help_panel="Questions")
app.add_typer(erasing.erasure, name="erasure", rich_help_panel="Operation")
app.add_typer(webhooks.webhooks, name="webhooks", rich_help_panel="Operation")
app.add_typer(signing.keys, name="keys", rich_help_panel="Operation")
app.add_typer(signing.log_commands, name="log", rich_help_panel="Operation")
app.add_typer(operate.database, name="db", rich_help_panel="Operation")


def main() -> None:
    """Run the command of the arguments."""
    operate.warn_of_unknown_variables()
    settle()
    app()
