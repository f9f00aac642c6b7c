"""`minutebook-verify`: verifies where only Python and `cryptography` are, and says how it went."""

import json
import subprocess
import sys
from base64 import urlsafe_b64encode
from hashlib import shake_256
from pathlib import Path

import pytest

from service.tlog.commitments import commitment, disclosure, segments, words, words_commitment
from service.tlog.disclosures import State, look
from service.tlog.folder import LogFolder
from service.tlog.proof_text import ProofText
from service.tlog.proofs import inclusion
from service.tlog.verifier import main
from service.tlog.verifying.consistency import verify_consistency
from service.tlog.verifying.event import verify_events
from tests import logs
from tests.logs import KEY, OTHER_KEY, canonical, content, leaves

ROOT = Path(__file__).parents[3]
SALT, SEED = bytes(16), bytes(range(16))
NAME = commitment("/name", "Ada Example", SALT)
OPEN = {"pointer": "/name", "disclosure": disclosure("/name", "Ada Example", SALT).decode()}
ERASING = {"type": "privacy.erased", "stream": "privacy-1", "revision": 1}


@pytest.fixture
def folder(tmp_path):
    """A log of nine entries; the second has a private name, which the last erases."""
    some = leaves(9)
    some[1] = canonical(content(2, _sd={"/name": NAME}))
    some[8] = canonical(content(9, data={"digests": [NAME]}, **ERASING))
    logs.write(tmp_path / "log", some)
    (tmp_path / "key.pub").write_text(f"{KEY.public}\n")
    return tmp_path / "log"


def proof(folder, position, values=(), leaf=None):
    """Return the proof of an entry as a letter."""
    own = LogFolder(folder).leaves(0, 9)[position - 1].decode()
    extra = {"leaf": leaf or own, "values": values}
    path = inclusion(position - 1, 9, LogFolder(folder).tree())
    note = LogFolder(folder).checkpoint()
    return str(ProofText(position - 1, path, note, json.dumps(extra).encode()))


def verified(*proofs, key=KEY):
    return verify_events({str(n): each for n, each in enumerate(proofs)}, [key.public])


def found(report):
    return [(each.reason.value, each.position) for each in report.findings]


def test_an_event_is_verified_with_what_it_says(folder):
    assert verified(proof(folder, 2, [OPEN])).status == 0
    assert verified(proof(folder, 1)).status == 0


def test_what_is_erased_is_borne_out_by_the_erasing_entry(folder):
    gone = proof(folder, 2, [{"pointer": "/name", "erased": 9}])

    assert verified(gone, proof(folder, 9)).status == 0
    assert verified(gone).status == 3
    assert found(verified(proof(folder, 2, [{"pointer": "/name", "erased": 1}]), gone)) == []


def test_what_is_wrong_with_an_event_is_named(folder):
    whole = proof(folder, 2, [OPEN])
    other = OPEN | {"disclosure": disclosure("/name", "Ava Example", SALT).decode()}
    leaf = canonical(content(2, actor="u/1")).decode()

    assert found(verified(whole, key=OTHER_KEY)) == [("signature", None)]
    assert found(verified("no proof")) == [("unreadable", None)]
    assert found(verified(proof(folder, 2, leaf=leaf))) == [("leaf altered", 2)]
    assert found(verified(whole.replace("index 1", "index 2"))) == [("leaf altered", 3)]
    assert found(verified(proof(folder, 2, [other]))) == [("false disclosure", 2)]
    assert found(verified(proof(folder, 2, []))) == [("missing without explanation", 2)]
    assert found(verified(proof(folder, 1, [OPEN]))) == [("false disclosure", 1)]
    assert verified(proof(folder, 2, [{"pointer": "/name", "withheld": "40"}])).status == 3
    assert verified(proof(folder, 2, None)).status == 3


WORDS = "Ada Example spoke to Bram."
PIECES = segments(WORDS, SEED)


def parted(*gone, **why):
    """Return a running text of which some words are gone."""

    def packed(data):
        return urlsafe_b64encode(data).rstrip(b"=").decode()

    parts = words(WORDS)
    salts = shake_256(SEED).digest(16 * len(parts))
    shown = [
        packed(PIECES[at]) if at in gone else [packed(salts[at * 16 : at * 16 + 16]), word]
        for at, word in enumerate(parts)
    ]
    return {"segments": shown} | why


@pytest.mark.parametrize(
    ("value", "state", "text"),
    [
        (parted(), State.OPEN, WORDS),
        (parted(0, 1, erased=9), State.ERASED, "\u2588 \u2588 spoke to Bram."),
        (parted(0, withheld="40"), State.WITHHELD, "\u2588 Example spoke to Bram."),
        (parted(0), State.UNEXPLAINED, "\u2588 Example spoke to Bram."),
        (parted(0, erased=True), State.UNEXPLAINED, "\u2588 Example spoke to Bram."),
        ({"segments": parted()["segments"][1:]}, State.FALSE, None),
        ({"segments": parted()["segments"][::-1]}, State.FALSE, None),
        ({"segments": [5]}, State.FALSE, None),
        ({"seed": "AAECAwQFBgcICQoLDA0ODw", "text": WORDS}, State.OPEN, WORDS),
        ({"seed": "AAECAwQFBgcICQoLDA0ODw", "text": "Ada"}, State.FALSE, "Ada"),
        ({"seed": "AAECAwQFBgcICQoLDA0ODw"}, State.FALSE, None),
        ({"withheld": ""}, State.UNEXPLAINED, None),
        ({"withheld": "40", "erased": 9}, State.WITHHELD, None),
        (None, State.UNEXPLAINED, None),
    ],
)
def test_running_text_is_open_word_by_word(value, state, text):
    shown = look("/text", words_commitment(WORDS, SEED), value)

    assert (shown.state, shown.text) == (state, text)


def test_a_disclosure_of_another_place_is_false():
    moved = {"disclosure": disclosure("/name", "Ada Example", SALT).decode()}

    assert look("/other", commitment("/name", "Ada Example", SALT), moved).state is State.FALSE


def test_a_later_checkpoint_goes_on_from_an_earlier_one(tmp_path):
    logs.write(tmp_path / "now", leaves(300))
    new = LogFolder(tmp_path / "now").checkpoint()

    def told(some, note=new, **given):
        old = logs.sign(tmp_path / "old", some, **given)
        return verify_consistency(old, note, tmp_path / "now", [KEY.public])

    changed = [*leaves(99), canonical(content(100, actor="u/18"))]
    assert told(leaves(100)).status == told(leaves(300)).status == 0
    assert found(told(leaves(301))) == [("rolled back", 301)]
    assert found(told(changed)) == [("fork", None)]
    assert found(told(leaves(299) + changed[-1:])) == [("fork", None)]
    assert found(told(leaves(100), origin="minutebook/other")) == [("origin", None)]
    assert found(told(leaves(100), key=OTHER_KEY)) == [("signature", None)]
    other = logs.sign(tmp_path / "other", [*leaves(299), changed[-1]])
    assert found(told(changed, other)) == [("root", None)]
    assert found(told(leaves(100), "nothing")) == [("unreadable", None)]
    (tmp_path / "now/tile/0/001.p/44").unlink()
    assert told(leaves(100)).status == 3


ALONE = """
import sys
from service.tlog.verifier import main
try:
    main(sys.argv[1:])
finally:
    roots = {name.partition(".")[0] for name in sys.modules}
    ours = {"service", "cryptography", "_cffi_backend", "_openssl"}
    strange = roots - set(sys.stdlib_module_names) - ours
    print(sorted(each for each in strange if not each.startswith("__")), file=sys.stderr)
    print(sorted(n for n in sys.modules if n.startswith("service.")
                 and not n.startswith("service.tlog")), file=sys.stderr)
"""


def test_it_needs_nothing_but_cryptography(folder):
    packages = Path(sys.modules["cryptography"].__file__).parents[1]
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(packages)!r}]\n"
    arguments = ["log", str(folder), "--key", str(folder.parent / "key.pub"), "--json"]
    run = [sys.executable, "-I", "-S", "-c", paths + ALONE, *arguments]
    told = subprocess.run(run, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stderr
    assert told.stderr.splitlines() == ["[]", "[]"]
    assert json.loads(told.stdout)["verdict"] == "verified"


def test_how_it_went_is_told_by_its_status(folder, tmp_path, capsys):
    key, letter = tmp_path / "key.pub", tmp_path / "entry.tlog-proof"
    letter.write_text(proof(folder, 2, [{"pointer": "/name", "withheld": "40"}]))

    def status(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        return ended.value.code

    note = folder / "checkpoint"
    assert status("log", folder, "--key", key) == 0
    assert status("log", folder, "--key", key, "--since", note) == 0
    assert status("consistency", note, note, "--log", folder, "--key", key) == 0
    assert status("event", letter, "--key", key) == 3
    assert "withheld: 40" in capsys.readouterr().out
    (folder / "tile/entries/000.p/9").unlink()
    assert status("log", folder, "--key", key) == 1
    assert status("log", tmp_path / "nowhere", "--key", key) == 2
    assert status("log", folder, "--key", tmp_path / "nokey") == 2
    assert status("log", folder, "--key", letter) == 2
    assert status("answer", letter, "--key", key) == 1
    assert status("answer", letter, "--key", key, "--log", tmp_path / "nowhere") == 2
    assert status("log", folder, "--key", key, "--since", letter) == 2
    assert status("log") == 2
