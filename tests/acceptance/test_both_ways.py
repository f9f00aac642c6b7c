"""The two ways to a minute book lead to the same record, of the first minutes of the sample."""

import json
import re

import pytest

from service.sample import texts

BODY = "Marrowhythe Harbour Users Committee"
NEW_YEARS_EVE = "2025-12-31"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def minutes(tmp_path_factory):
    name, text = next(iter(texts()))
    path = tmp_path_factory.mktemp("minutes") / name
    path.write_bytes(text)
    return path


def answers(office):
    """Ask what there is to ask, and return it as one value."""
    return {
        "actions": office.actions(owner="Harbour Office"),
        "unowned": office.actions(unowned=True),
        "overdue": office.overdue(NEW_YEARS_EVE),
        "unresolved": office.unresolved(NEW_YEARS_EVE),
        "attendance": office.attendance("body", BODY),
    }


def with_ids_told_apart(found):
    """Return an answer as text in which each identity is replaced by its place among them."""
    text = json.dumps(found, sort_keys=True)
    for place, identity in enumerate(dict.fromkeys(UUID.findall(text))):
        text = text.replace(identity, f"#{place}")
    return json.loads(text)


def test_the_command_line_and_http_record_the_same_and_answer_alike_of_one_record(
    ways, minutes, kind, new_home
):
    with new_home(kind) as one, new_home(kind) as other:
        with ways["command line"](one) as office:
            office.submit(minutes)
            by_command = answers(office)
        with ways["HTTP"](other) as office:
            office.submit(minutes)
            by_http = answers(office)
        with ways["HTTP"](one) as office:
            beside = answers(office)

    assert by_command["actions"]
    assert by_command["attendance"]
    assert beside == by_command
    assert with_ids_told_apart(by_http) == with_ids_told_apart(by_command)
