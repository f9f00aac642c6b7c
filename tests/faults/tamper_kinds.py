"""The kinds of tampering: what somebody does who owns the database and turns its guards off.

Each takes the log as it stands in a transaction, changes it, and says what is to be found: reasons
and positions, all of which have to be among the findings.
"""

from tests import logs

TRUE, FALSE = logs.KEY, logs.OTHER_KEY


def flipped(log, chance):
    """Flip one bit of an entry."""
    at = chance.randint(1, log.size)
    leaf = bytearray(log.leaf(at))
    leaf[chance.randrange(len(leaf))] ^= 1 << chance.randrange(8)
    log.put(at, bytes(leaf))
    return {("leaf altered", at)}


def rewritten(log, chance):
    """Put another actor into an entry, whose hash is made to fit."""
    at = chance.randint(1, log.size)
    log.rewrite(at, actor=f"u/{chance.random()}")
    return {("leaf altered", at)}


def deleted(log, chance):
    """Delete an entry."""
    at = chance.randint(1, log.size - 1)
    log.delete(at)
    return {("entry missing", at)}


def closed_up(log, chance):
    """Delete an entry, and number those after it anew."""
    at = chance.randint(1, log.size - 1)
    log.delete(at)
    log.move(at + 1, -1)
    for each in range(at, log.size):
        log.rewrite(each, position=each)
    return {("leaf altered", at), ("entry missing", log.size)}


def inserted(log, chance):
    """Put an invented entry between others."""
    at = chance.randint(1, log.size)
    forged = log.content(at) | {"actor": "u/0", "stream": f"action-{chance.random()}"}
    log.move(at, 1)
    log.insert(at, logs.canonical(forged))
    # At the end it stands where the last one stood, and nothing tells it from that one altered.
    return {("entry inserted" if at < log.size else "leaf altered", at)}


def swapped(log, chance):
    """Let two entries change places."""
    one, other = sorted(chance.sample(range(1, log.size + 1), 2))
    first, second = log.leaf(one), log.leaf(other)
    log.put(one, second)
    log.put(other, first)
    near = (one - 1) // 256 == (other - 1) // 256
    return {("order" if near else "leaf altered", one)}


def back_dated(log, chance):
    """Let an entry be older than it is."""
    at = chance.randint(2, log.size)
    log.rewrite(at, recorded_at="2011-01-01T00:00:00.000000Z")
    return {("leaf altered", at), ("time", at)}


def rolled_back(log, chance):
    """Restore an older state, and perhaps sign it again with the key."""
    kept = chance.randint(1, log.earlier - 1)
    log.cut(kept)
    if chance.random() < 0.5:
        log.sign_again(TRUE)
        return {("rolled back", kept + 1)}
    return {("entry missing", kept + 1)}


def forked(log, chance):
    """Restore an older state, go on otherwise, and sign that with the key."""
    kept = chance.randint(1, log.earlier - 2)
    for at in range(kept + 1, log.size + 1):
        log.rewrite(at, actor="u/0")
    log.sign_again(TRUE)
    return {("fork", kept + 1)}


def signed_again(log, chance):
    """Rewrite an entry, make everything fit, and sign it: with the key or with another."""
    at = chance.randint(1, log.earlier - 1)
    log.rewrite(at, actor="u/0")
    if chance.random() < 0.5:
        log.sign_again(TRUE)
        return {("tampered", at)}
    log.sign_again(FALSE)
    return {("signature", None)}


def falsified(log, chance):
    """Let a private value say something else, or exchange two with all that opens them."""
    one, other = chance.sample(log.values(), 2)
    if one.form == other.form and chance.random() < 0.5:
        log.say(one, other.text, other.salt)
        log.say(other, one.text, one.salt)
        return {("false disclosure", one.position), ("false disclosure", other.position)}
    log.say(one, f"{one.text} not", one.salt)
    return {("false disclosure", one.position)}


def unexplained(log, chance):
    """Delete a private value; no entry says that it was erased."""
    one = chance.choice(log.values())
    log.forget(one)
    return {("missing without explanation", one.position)}


KINDS = (
    flipped, rewritten, deleted, closed_up, inserted, swapped,
    back_dated, rolled_back, forked, signed_again, falsified, unexplained,
)  # fmt: skip
assert len(KINDS) == 12
