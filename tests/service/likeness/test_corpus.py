"""The constants, held against real names of which a person noted who is who.

Where `MINUTEBOOK_CORPUS` names the folder. What is counted are spellings that can be known by the
letters: a role ("The Chair") or another name of the same body is none.
"""

import json
import os
import sys
from pathlib import Path

import pytest

from service.likeness.leads import ORGANISATIONS, PEOPLE
from service.likeness.roll import Roll
from service.likeness.verdicts import Candidate, ranked

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus")
FIRST_FEW = 3
ROLES = ("The ", "the ")
OTHERWISE_CALLED = {"Scotland", "Glasgow Local Authority", "COPS", "CoE"}


@pytest.fixture(scope="module")
def identities():
    return json.loads((Path(CORPUS or "") / "seeds" / "identities.json").read_text())


def everybody(identities):
    histories = identities["attendance_history_2"] + identities["attendance_history_3plus"]
    known = {each["canonical"] for each in identities["people"]}
    return known | {each["person"] for each in histories}


def asked(kind, name, registry):
    names = sorted(each for each in registry if each != name)
    likes = Roll(kind, names).like(name)
    return ranked(
        [
            Candidate(id=names[n], name=names[n], called=None, score=found.score, reasons=())
            for n, found in likes.items()
        ],
        8,
    )


def spellings(entries):
    return [
        (name, each["canonical"])
        for each in entries
        for name in (*each["variants"], *each["contextual_variants"])
        if name != each["canonical"] and not name.startswith(ROLES)
    ]


def told(title, pairs, found):
    best = [(each or [None])[0] for each in found]
    first = sum(
        one is not None and one.id == who for one, (_, who) in zip(best, pairs, strict=True)
    )
    likely = sum(one is not None and one.verdict == "likely" for one in best)
    sys.stdout.write(f"\n{title}: {len(pairs)} spellings, {first} first, {likely} likely\n")


def test_everybody_spelled_otherwise_is_among_the_first_three(identities, capsys):
    pairs, registry = spellings(identities["people"]), everybody(identities)
    found = [asked(PEOPLE, name, registry) for name, _ in pairs]
    with capsys.disabled():
        told("people", pairs, found)
    for (name, canonical), candidates in zip(pairs, found, strict=True):
        assert canonical in [each.id for each in candidates[:FIRST_FEW]], name
        assert {each.id for each in candidates if each.verdict == "likely"} <= {canonical}, name


def test_every_organisation_spelled_otherwise_is_among_the_first_three(identities, capsys):
    entries = identities["organisations"]
    pairs = [each for each in spellings(entries) if each[0] not in OTHERWISE_CALLED]
    registry = {each["canonical"] for each in entries}
    found = [asked(ORGANISATIONS, name, registry) for name, _ in pairs]
    with capsys.disabled():
        told("organisations", pairs, found)
    for (name, canonical), candidates in zip(pairs, found, strict=True):
        assert canonical in [each.id for each in candidates[:FIRST_FEW]], name
        assert {each.id for each in candidates if each.verdict == "likely"} <= {canonical}, name


def test_nobody_who_is_somebody_else_is_likely(identities):
    for name in everybody(identities):
        candidates = asked(PEOPLE, name, everybody(identities))
        assert not [each.id for each in candidates if each.verdict == "likely"], name


def test_no_two_that_a_person_told_apart_are_likely(identities):
    for entry in identities["do_not_merge"]:
        for name in entry["names"]:
            for other in entry["names"]:
                for kind in (PEOPLE, ORGANISATIONS):
                    found = asked(kind, name, {other})
                    assert not [each for each in found if each.verdict == "likely"], (name, other)
