"""Signed notes, checkpoints and letters of proof: what is read is what was written, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.tlog.checkpoints import Checkpoint
from service.tlog.notes import NoNote, NotSigned, PrivateKey, PublicKey, opened, signed, text_of
from service.tlog.proof_text import ProofText

# The example of the specification (signed-note), whose key other implementations know as well.
EXAMPLE = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0\
xMcXxj99ihAQwaqP3ZekRwNtIc=
"""
# The example keys of Go's golang.org/x/mod/sumdb/note.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6\
RyyBwJnAM=
"""
KEY = PrivateKey("harbour.example", bytes(range(32)))
OTHER = PrivateKey("harbour.example", bytes(range(1, 33)))
CHECKPOINT = Checkpoint("minutebook/one", 70_000, bytes(range(32)))


def test_a_key_of_another_tool_signs_the_same_note():
    key = PrivateKey.read(GO_PRIVATE)
    text = text_of(GO_NOTE)

    assert str(key.public) == GO_PUBLIC
    assert signed(text, [key]) == GO_NOTE
    assert opened(GO_NOTE, [PublicKey.read(GO_PUBLIC)]) == text


def test_the_text_may_have_empty_lines():
    assert text_of(EXAMPLE).endswith("sole:\n\ned è subito sera.\n")


@pytest.mark.parametrize("key", [KEY, KEY.named("another.example")])
def test_a_key_is_read_back_from_its_line(key):
    assert PrivateKey.read(str(key)) == key
    assert PublicKey.read(f"{key.public}\n") == key.public


def test_a_private_key_is_not_shown_by_accident():
    assert str(KEY)[12:] not in repr(KEY)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "name+id+key"),
        ("a+b", "name+id+key"),
        ("a b+00000000+AA==", "name+id+key"),
        ("a+00000000+?", "no base64"),
        ("a+00000000+AA==", "no Ed25519 key"),
        (str(KEY.public).replace("harbour", "harbor"), "do not belong together"),
    ],
)
def test_a_line_that_is_no_public_key_is_refused(line, why):
    with pytest.raises(NoNote, match=why.replace("+", r"\+")):
        PublicKey.read(line)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (str(KEY.public), "does not begin with"),
        (str(KEY).replace("harbour", "harbor"), "do not belong together"),
    ],
)
def test_a_line_that_is_no_private_key_is_refused(line, why):
    with pytest.raises(NoNote, match=why):
        PrivateKey.read(line)


def test_a_note_needs_a_signature_of_a_trusted_key():
    note = signed("text\n", [OTHER])

    with pytest.raises(NotSigned, match="none of the keys"):
        opened(note, [KEY.public])
    assert opened(signed("text\n", [OTHER, KEY]), [KEY.public]) == "text\n"


def test_a_false_signature_of_a_trusted_key_spoils_the_note():
    note = signed("text\n", [KEY, OTHER]).replace("text", "next")

    with pytest.raises(NotSigned, match="is false"):
        opened(note, [KEY.public, OTHER.public])


@pytest.mark.parametrize(
    "note",
    [
        "text\n",
        "text\n\nsignature\n",
        "text\n\n\u2014 one AAAA",
        "te\x01xt\n\n\u2014 one AAAA\n",
        "text\n\n",
        "text\n\n" + "\u2014 one AAAA\n" * 65,
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(NoNote):
        opened(note, [KEY.public])


def test_a_text_that_does_not_end_its_line_cannot_be_signed():
    with pytest.raises(ValueError, match="line end"):
        signed("text", [KEY])


def test_a_checkpoint_is_signed_under_the_name_of_its_log():
    note = CHECKPOINT.signed([KEY])

    assert "\u2014 minutebook/one " in note
    assert Checkpoint.opened(note, [KEY.public]) == Checkpoint.unproven(note) == CHECKPOINT
    with pytest.raises(NotSigned):
        Checkpoint.opened(note, [OTHER.public])


def test_extension_lines_are_passed_over():
    assert Checkpoint.of(f"{CHECKPOINT}something else\n") == CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "one\n2\n",
        "one\n\n2\nAA==\n",
        "one\n2\nAA==\n",
        f"one\n02\n{str(CHECKPOINT).splitlines()[2]}\n",
        f"one\n-2\n{str(CHECKPOINT).splitlines()[2]}\n",
        f"one\ntwo\n{str(CHECKPOINT).splitlines()[2]}\n",
        "one\n2\n?\n",
        str(CHECKPOINT)[:-1],
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoNote, match="no checkpoint"):
        Checkpoint.of(text)


PROOF = ProofText(5, [bytes(32), bytes(range(32))], CHECKPOINT.signed([KEY]), b"{}")


@given(st.integers(0, 1 << 53), st.lists(st.binary(min_size=32, max_size=32)), st.binary())
def test_a_letter_of_proof_is_read_back(index, path, extra):
    proof = PROOF._replace(at=index, path=path, extra=extra)

    assert ProofText.read(str(proof)) == proof


@pytest.mark.parametrize(
    "text",
    [
        "",
        str(PROOF).replace("@v1", "@v2"),
        str(PROOF).replace("index 5\n", ""),
        str(PROOF).replace("index 5", "index 05"),
        str(PROOF).replace("index 5", "index -5"),
        str(PROOF).replace("index 5\n", "index 5\nAAAA\n"),
        str(PROOF).replace("index 5\n", "index 5\n?\n"),
    ],
)
def test_a_text_that_is_no_proof_is_refused(text):
    with pytest.raises(NoNote, match="no proof"):
        ProofText.read(text)
