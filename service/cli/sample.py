"""A sample minute book to look at, for somebody who has none yet."""

from service import sample as minutes
from service.book import DEFAULT
from service.cli.terminal import TALK, InSecretariat, opened, the_settings

_NEXT = """\
Four meetings of the Marrowhythe Harbour Users Committee are in the record, with a log of issues,
a report and its reply, and minutes that were approved. Ask:

  minutebook overdue --on 2025-12-31
  minutebook actions --owner "Harbour Office" --open
  minutebook owners --as-of 2025-06-01
  minutebook attendance --person "Fenella Crake"
  minutebook issues
  minutebook reports commitments --overdue-on 2025-12-31
  minutebook minutes list --state approved

Then run `minutebook serve` and look at:

  {root}/docs           every request and its answer
  {root}/health/live    whether the process answers
  {root}/health/ready   whether requests can be served
"""


def sample(secretariat: InSecretariat = DEFAULT) -> None:
    """Fill an empty record with four invented meetings."""
    with opened() as book:
        loaded = minutes.load(book, secretariat)
    if not loaded:
        TALK.print("the record is not empty, so the sample was left out")
        return
    settings = the_settings()
    root = f"http://{settings.host}:{settings.port}"
    TALK.print(_NEXT.format(root=root), markup=False, end="")
