"""A log is verified from its files and a key alone; whatever was done to it is named."""

import json
import shutil

import pytest

from service.tlog.commitments import commitment, disclosure
from service.tlog.tiles import bundle
from service.tlog.verifying import asked
from service.tlog.verifying.leaf_form import Forms
from service.tlog.verifying.log import verify_log
from tests import logs
from tests.logs import KEY, ORIGIN, OTHER_KEY, canonical, content, leaves

SIZE = 600


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    logs.write(folder, leaves(SIZE))
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "log")


@pytest.fixture
def earlier(tmp_path):
    """The folder of an export made when the log had 500 entries."""
    logs.write(tmp_path / "earlier", leaves(500))
    return tmp_path / "earlier"


@pytest.fixture
def key(tmp_path):
    (tmp_path / "key.pub").write_text(f"{KEY.public}\n")
    return tmp_path / "key.pub"


def found(report):
    return [(each.reason.value, each.position) for each in report.findings]


def verified(folder, **given):
    return verify_log(folder, [KEY.public], **given)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 513])
def test_a_log_in_order_is_verified(tmp_path, size):
    logs.write(tmp_path, leaves(size))

    report = verified(tmp_path)

    assert report.status == 0, list(report.lines())
    assert report.counts.get("entries", 0) == size


def test_a_log_with_a_tile_of_the_third_level_is_verified(tmp_path):
    logs.write(tmp_path, leaves(65_537))

    assert verified(tmp_path).status == 0


def test_one_flipped_bit_is_named(folder):
    changed = leaves(SIZE)
    changed[299] = changed[299].replace(b"u/17", b"u/16")
    logs.write_entries(folder, changed)

    assert found(verified(folder))[0] == ("leaf altered", 300)


def test_a_bit_that_breaks_the_form_is_named_too(folder):
    changed = leaves(SIZE)
    changed[299] = b"\x7a" + changed[299][1:]
    logs.write_entries(folder, changed)

    assert found(verified(folder)) == [("leaf altered", 300), ("form", 300)]


def test_a_deleted_entry_is_named(folder):
    changed = leaves(SIZE)
    del changed[299]
    logs.write_entries(folder, changed, SIZE)

    assert ("entry missing", 300) in found(verified(folder))
    assert found(verified(folder))[0][0] == "entry missing"


def test_an_inserted_entry_is_named(folder):
    changed = leaves(SIZE)
    changed.insert(299, canonical(content(300, stream="action-x", revision=1)))
    logs.write_entries(folder, changed[:SIZE])

    assert ("entry inserted", 300) in found(verified(folder))


def test_swapped_entries_are_named(folder):
    changed = leaves(SIZE)
    changed[299], changed[301] = changed[301], changed[299]
    logs.write_entries(folder, changed)

    assert {("order", 300), ("order", 302)} <= set(found(verified(folder)))


def test_a_cut_end_is_named(folder):
    logs.write_entries(folder, leaves(SIZE - 2), SIZE)
    (folder / "tile/entries/002.p/88").write_bytes(bundle(leaves(SIZE - 2)[512:]))

    assert ("entry missing", 599) in found(verified(folder))


def test_a_bundle_that_is_gone_is_named(folder):
    (folder / "tile/entries/001").unlink()

    assert found(verified(folder))[0] == ("entry missing", 257)


def test_entries_whose_tiles_were_made_to_fit_are_not_those_signed(folder):
    changed = leaves(SIZE)
    changed[299] = changed[299].replace(b"u/17", b"u/16")
    logs.write_entries(folder, changed)
    logs.write_tiles(folder, changed)

    assert found(verified(folder)) == [("root", None)]


def test_a_false_tile_is_told_from_a_false_entry(folder):
    tile = folder / "tile/0/001"
    data = tile.read_bytes()
    tile.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    (folder / "tile/1/000.p/2").unlink()

    assert found(verified(folder)) == [("tile", None), ("tile", 257)]


@pytest.mark.parametrize("key", [OTHER_KEY, KEY.named("another")])
def test_a_checkpoint_of_another_key_is_refused(folder, key):
    logs.sign(folder, leaves(SIZE), key=key)

    expected = [] if key.seed == KEY.seed else [("signature", None)]
    assert found(verified(folder)) == expected


def test_a_checkpoint_that_was_changed_is_refused(folder):
    note = (folder / "checkpoint").read_text()
    (folder / "checkpoint").write_text(note.replace("\n600\n", "\n601\n"))

    assert found(verified(folder)) == [("signature", None)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"position": 77}, "position"),
        ({"recorded_at": "2026-11-25T15:00:00.000000Z"}, "time"),
        ({"recorded_at": "2026-11-26T15:00:00Z"}, "form"),
        ({"revision": 7}, "order"),
        ({"log": "minutebook/another"}, "origin"),
        ({"n": 1.5}, "form"),
        ({"n": 1 << 53}, "form"),
        ({"actor": 5}, "form"),
        ({"é": 1}, "form"),
        ({"_sd": {"/x": 1}}, "form"),
    ],
)
def test_an_entry_that_was_signed_and_is_out_of_order_is_named(tmp_path, given, expected):
    some = leaves(300)
    some[149] = canonical(content(150) | given)
    logs.write(tmp_path, some)

    assert (expected, 150) in found(verified(tmp_path))


@pytest.mark.parametrize(
    ("was", "made"),
    [
        (b":", b": "),
        (b"u/17", b"\\u0075/17"),
        (b'"v":1', b'"v":1,"v":1'),
        (b'"v":1', b'"v":01'),
        (b'"meeting":null', b'"meeting":NaN'),
        (b'"v":1}', b'"v":1,"a":1}'),
        (b'"v":1}', b'"v":1}\n'),
        (b"u/17", b"u/\xff"),
        (b"u/17", b"u/\x01"),
        (b"u/17", b"u/" + b"1" * 33_000),
    ],
)
def test_bytes_that_are_not_canonical_are_named(tmp_path, was, made):
    some = leaves(300)
    some[149] = some[149].replace(was, made, 1)
    logs.write(tmp_path, some)

    assert ("form", 150) in found(verified(tmp_path))


def test_every_leaf_after_one_of_its_form_is_read_in_full():
    forms = Forms()
    for leaf in leaves(9):
        at, log, *_ = json.loads(leaf)["position"], *forms.read(leaf)
        assert log == ORIGIN.encode()
        assert forms.read(leaf)[1] == str(at).encode()


def test_a_log_goes_on_from_what_was_signed_before(folder, earlier, key):
    report = asked.log(folder, [key], earlier)

    assert report.status == 0
    assert report.counts["entries as signed before"] == 500


def test_a_log_that_was_rolled_back_is_named(tmp_path, earlier, key):
    logs.write(tmp_path / "now", leaves(400))

    assert found(asked.log(tmp_path / "now", [key], earlier)) == [("rolled back", 401)]


def test_another_history_under_the_same_name_is_a_fork(tmp_path, earlier, key):
    forked = leaves(300) + [canonical(content(at, actor="u/18")) for at in range(301, SIZE + 1)]
    logs.write(tmp_path / "now", forked)

    assert found(asked.log(tmp_path / "now", [key], earlier)) == [("fork", 301)]
    shutil.rmtree(earlier / "tile")
    assert found(asked.log(tmp_path / "now", [key], earlier)) == [("fork", None)]


def test_an_entry_rewritten_and_signed_again_is_tampering(tmp_path, earlier, key):
    changed = leaves(SIZE)
    changed[299] = changed[299].replace(b"u/17", b"u/16")
    logs.write(tmp_path / "now", changed)

    assert found(asked.log(tmp_path / "now", [key], earlier)) == [("tampered", 300)]


def test_an_earlier_checkpoint_of_another_log_says_nothing(folder, tmp_path, key):
    logs.write(tmp_path / "other", leaves(10), origin="minutebook/other")

    assert ("origin", None) in found(asked.log(folder, [key], tmp_path / "other"))


def test_an_earlier_checkpoint_that_nobody_signed_says_nothing(folder, earlier, key):
    logs.sign(earlier, leaves(500), key=OTHER_KEY)

    assert found(asked.log(folder, [key], earlier)) == [("signature", None)]


def succeeded(size, kept):
    """Return a log that goes on under a new name after so many entries."""
    new = "minutebook/0198c0de-0000-7000-8000-000000000002"
    begin = canonical(
        content(
            kept + 1,
            log=new,
            stream="log-1",
            revision=1,
            type="log.succeeded",
            data={"origin": ORIGIN, "size": size},
        )
    )
    return new, [*leaves(kept), begin]


def test_a_successor_goes_on_under_another_name(tmp_path, earlier, key):
    new, some = succeeded(500, 500)
    logs.write(tmp_path / "now", some, origin=new)

    assert asked.log(tmp_path / "now", [key], earlier).status == 0


def test_what_a_restored_log_gave_up_is_told(tmp_path, earlier, key):
    new, some = succeeded(500, 450)
    logs.write(tmp_path / "now", some, origin=new)

    report = asked.log(tmp_path / "now", [key], earlier)

    assert report.status == 3
    assert "entries 451 to 500" in report.not_shown[0]


def test_a_key_beside_the_log_is_not_taken(folder):
    (folder / "key.pub").write_text(str(KEY.public))

    with pytest.raises(asked.Misuse, match="take the key from elsewhere"):
        asked.log(folder, [folder / "key.pub"])


def test_a_log_without_its_entries_is_incomplete(folder):
    shutil.rmtree(folder / "tile/entries")

    assert verified(folder).status == 3


SALT = bytes(16)


def with_values(folder, values, *, erased=None):
    """Write a log whose second entry has a private name, and whose third erases a digest."""
    digest = commitment("/name", "Ada Example", SALT)
    some = [
        canonical(content(1)),
        canonical(content(2, _sd={"/name": digest})),
        canonical(
            content(
                3,
                type="privacy.erased",
                stream="privacy-1",
                revision=1,
                data={"digests": [digest] if erased is None else erased},
            )
        ),
    ]
    logs.write(folder, some)
    logs.write_values(folder, 0, [{"position": 2, "pointer": "/name"} | each for each in values])
    return verified(folder)


OPEN = {"disclosure": disclosure("/name", "Ada Example", SALT).decode()}


@pytest.mark.parametrize(
    ("values", "erased", "expected"),
    [
        ([OPEN], None, 0),
        ([{"withheld": "40"}], None, 3),
        ([{"erased": 3}], None, 0),
        ([{"erased": 3}], [], "missing without explanation"),
        ([{"erased": 1}], None, "missing without explanation"),
        ([{}], None, "missing without explanation"),
        ([], None, "missing without explanation"),
        (
            [{"disclosure": disclosure("/name", "Ava Example", SALT).decode()}],
            None,
            "false disclosure",
        ),
        ([{"disclosure": "?"}], None, "false disclosure"),
    ],
)
def test_each_private_value_is_open_or_said_why_not(tmp_path, values, erased, expected):
    report = with_values(tmp_path, values, erased=erased)

    if isinstance(expected, int):
        assert report.status == expected, list(report.lines())
    else:
        assert found(report) == [(expected, 2)]


def test_a_line_that_is_no_value_is_told(tmp_path):
    report = with_values(tmp_path, [OPEN, {"position": "x"}])

    assert found(report) == [("unreadable", None)]
    assert json.dumps(report.content())
