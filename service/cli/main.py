"""Every command by its name."""

import typer

from service.cli import (
    access,
    ask,
    drafts,
    facts,
    operate,
    people,
    reports,
    sample,
    secretariats,
    submit,
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

for panel, commands in {
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
        ask.overdue,
        ask.attendance,
        ask.history,
        people.candidates,
        people.spellings,
    ),
    "Facts": (facts.series, people.merge, people.unmerge, people.distinguish),
    "Operation": (
        operate.serve,
        access.token,
        sample.sample,
        operate.rebuild,
        operate.config,
        operate.openapi,
        secretariats.export,
    ),
}.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)
app.command("import", rich_help_panel="Operation")(secretariats.take_in)
app.add_typer(access.access, name="access", rich_help_panel="Operation")
app.add_typer(secretariats.secretariats, name="secretariats", rich_help_panel="Operation")
app.add_typer(reports.reports, name="reports", rich_help_panel="Questions")
app.add_typer(webhooks.webhooks, name="webhooks", rich_help_panel="Operation")
app.add_typer(operate.database, name="db", rich_help_panel="Operation")


def main() -> None:
    """Run the command of the arguments."""
    operate.warn_of_unknown_variables()
    settle()
    app()
