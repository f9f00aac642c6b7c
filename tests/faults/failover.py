"""kill -9 of a primary under load: the service goes on upon the standby, with all it acknowledged.

Every failover leaves the standby as the primary of the next one, in one growing record.
"""

import random
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple

from sqlalchemy import make_url

from tests.faults.account import Account
from tests.faults.audit import Audit, prepare, reading
from tests.faults.processes import Service, until
from tests.faults.row import Row
from tests.faults.served import Served
from tests.homes import Cluster
from tests.postgres import Server

STANDBY = "standby"
SOME, NEW_WRITES = 50, 200
REPLICATED = "SELECT sync_state FROM pg_stat_replication"
WARNED = "replication is asynchronous"


class Failovers(NamedTuple):
    """What came of them; `outages` are the seconds without answers, one for each."""

    account: Account
    faults: dict[str, int]
    outages: list[float]
    durability: dict[str, str]


class Pair:
    """A primary and its standby; where `synchronous`, every commit waits for the standby."""

    def __init__(self, ending, primary, url, *, synchronous):
        self.primary, self._url = primary, url
        self.standby = ending.enter_context(primary.standby(cluster_name=STANDBY))
        if synchronous:
            primary.configure(synchronous_standby_names=STANDBY)
            primary.ask("SELECT pg_reload_conf()")
        wanted = [("sync",)] if synchronous else [("async",)]
        until(lambda: primary.ask(REPLICATED) == wanted, f"replication is {wanted}")

    @property
    def url(self):
        """Return where the database is, on whichever of the two takes writes."""
        return self._at(self.primary, self.standby)

    @property
    def standby_url(self):
        return self._at(self.standby)

    def durability(self):
        """Return what a service on the primary says of an acknowledged write."""
        with TemporaryDirectory() as folder:
            variables = {"MINUTEBOOK_DATABASE_URL": self.url}
            with Served(variables, Path(folder) / "log") as served:
                return served.durability()

    def _at(self, *servers):
        hosts = [str(server.folder) for server in servers]
        query = {"host": hosts, "target_session_attrs": "read-write"}
        url = make_url(self._url).update_query_dict(query)
        return url.render_as_string(hide_password=False)


def fail_over(cycles):
    """Kill the primary that many times, each time with a synchronous standby."""
    account, outages, durability, faults = Account(), [], {}, {}
    with ExitStack() as ending:
        primary = ending.enter_context(Server())
        url = Cluster(primary.url()).new(None).url
        audit = Audit(account, prepare(url))
        service = ending.enter_context(Service(account))
        for cycle in range(cycles):
            pair = Pair(ending, primary, url, synchronous=True)
            durability = durability or pair.durability()
            outages.append(one_failover(service, pair, cycle))
            with reading(pair.standby_url) as connection:
                faults = audit.faults(connection)
            if faults:
                break
            primary = pair.standby
    return Failovers(account, faults, outages, durability)


def one_failover(service, pair, life):
    """Return the seconds until the service answered again, by itself; then end its life."""
    service.live(pair.url, life)
    service.answers(SOME)
    sleep(random.uniform(0, 1))
    began = monotonic()
    pair.primary.kill()
    pair.standby.promote()
    service.answers(1)
    outage = monotonic() - began
    service.answers(NEW_WRITES)
    service.finish()
    return outage


def lose():
    """Kill a primary with an asynchronous standby; return how many acknowledged writes it lost."""
    account = Account()
    with ExitStack() as ending:
        primary = ending.enter_context(Server())
        url = Cluster(primary.url()).new(None).url
        audit = Audit(account, prepare(url))
        service = ending.enter_context(Service(account))
        pair = Pair(ending, primary, url, synchronous=False)
        durability = pair.durability()
        service.live(pair.url, "asynchronous")
        service.answers(SOME)
        sleep(1)
        primary.kill()
        service.kill()
        pair.standby.promote()
        with reading(pair.standby_url) as connection:
            return len(account.answered), audit.lost(connection), durability


def rows(cycles):
    """Fail over to a synchronous standby so many times, and once to an asynchronous one."""
    found = fail_over(cycles)
    yield Row(
        "failover to a synchronous standby",
        f"{len(found.outages)} failovers, {len(found.account.answered):,} acknowledged, "
        f"{found.faults.get('lost', 0)} lost, {found.faults.get('doubled', 0)} doubled; "
        f"answers again after {max(found.outages):.1f} s at most",
        "none lost, none doubled, the service goes on by itself",
        not found.faults,
        {
            "acknowledged": len(found.account.answered),
            "put_off": found.account.put_off,
            "faults": found.faults,
            "outages": found.outages,
        },
    )
    yield said(found.durability, "pass", "")
    acknowledged, lost, durability = lose()
    yield Row(
        "failover to an asynchronous standby",
        f"{acknowledged:,} acknowledged, {lost} lost",
        figures={"acknowledged": acknowledged, "lost": lost},
    )
    yield said(durability, "warn", WARNED)


def said(durability, status, words):
    """Return whether /health/ready says of durability what it is to say."""
    reached = durability["status"] == status and words in durability["detail"]
    return Row("durability in /health/ready", durability["detail"], status, reached, durability)
