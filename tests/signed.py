"""A log that is signed, for tests that need one to be."""

from service.signing import keys
from service.signing.signer import Signer


def sign(home, book, secretariat="default"):
    """Sign a log as it is, as `minutebook sign --once` does; the key is made if there is none."""
    settings = home.settings()
    if not keys.path_of(settings).exists():
        keys.create(keys.path_of(settings))
    return Signer(book, settings).sign(secretariat)
