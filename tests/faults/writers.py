"""Writers of one log in the threads of a process: patient and hasty, sure and in two minds.

Reads `{"url", "name", "threads", "until", "most"}` as JSON from stdin. Each thread appends until
the log has the size `until`, at most about `most` events at a time. Some dawdle between append and
COMMIT, some take back what they appended, and some ask for what is declined. Prints what was
acknowledged, and how often which of these was done.
"""

import json
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from time import sleep

from events.errors import Declined
from events.ids import OrganisationId
from events.plans import only
from service import clock
from service.book import DEFAULT
from service.ids import Mint
from service.ledger.append import Tools
from service.ledger.ask import Ask, Key, Outcome
from service.ledger.database import is_sqlite, open_writer
from service.ledger.transaction import Transactions
from service.register import DatabaseRegister
from tests.faults.asks import CALLER, SHARED, named_twice, renamed

PATIENCE = 120
DAWDLE_SECONDS = 0.05
FEW, MANY = 2, 20
DAWDLES, TAKES_BACK, IS_DECLINED, TURNS = 0, 1, 2, 7
"""What a writer does in which of its turns; the first of them differs from thread to thread."""


def requests(name, chance, most, *, declined):
    """Return what goes into one transaction: several small requests, or few large ones."""
    pairs = chance.choice((1, most // 20, most // 2)) or 1
    each = chance.randint(pairs // MANY + 1, pairs + 1)
    asks = [
        large(f"{name}-{number}", min(each, pairs - at), [renamed(SHARED, f"{name}-{number}")])
        for number, at in enumerate(range(0, pairs, each))
    ]
    if declined:
        nowhere = renamed(OrganisationId(f"{name}-nowhere"), "Nobody")
        asks.insert(chance.randint(0, len(asks)), large(f"{name}-declined", FEW, [nowhere]))
    return asks


def large(name, pairs, more):
    """Return a request that enters and renames so many organisations, and then does `more`."""
    commands = [each for own in range(pairs) for each in named_twice(f"{name}-{own}")]
    plan = only(*commands, *more, fresh=frozenset(each.stream for each in commands))
    return Ask(DEFAULT, CALLER, plan, key=Key(name, name.encode()))


def write(task, thread):
    """Append until the log is large enough; return what was done."""
    url = task["url"]
    engine = open_writer(url, busy_seconds=0 if is_sqlite(url) else PATIENCE)
    tools = Tools(clock.now, Mint(), DatabaseRegister, 5_000_000)
    transactions, chance, done = Transactions(engine, tools, 1_000), random.Random(), Counter()
    size = 0
    for turn in count():
        does = (turn + thread) % TURNS
        name = f"{task['name']}-{thread}-{turn}"
        asks = requests(name, chance, task["most"], declined=does == IS_DECLINED)
        transactions.wait_for_lock(DEFAULT, PATIENCE)
        answers = transactions.carry_out(asks)
        if does == DAWDLES:
            sleep(chance.uniform(0, DAWDLE_SECONDS))
            done["dawdled"] += 1
        if does == TAKES_BACK:
            transactions.undo()
            done["undone"] += 1
            continue
        transactions.commit()
        outcomes = [each for each in answers if isinstance(each, Outcome)]
        done["transactions"] += 1
        done["declined"] += sum(isinstance(each, Declined) for each in answers)
        done["events"] += sum(each.last - each.first + 1 for each in outcomes)
        size = max([size, *(each.position for each in outcomes)])
        if size >= task["until"]:
            break
    transactions.close()
    engine.dispose()
    return done


def main():
    task = json.loads(sys.stdin.readline())
    with ThreadPoolExecutor(task["threads"]) as pool:
        done = pool.map(lambda thread: write(task, thread), range(task["threads"]))
        print(json.dumps(sum(done, Counter())))  # noqa: T201  the answer


if __name__ == "__main__":
    main()
