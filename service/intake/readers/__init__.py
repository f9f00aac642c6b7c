"""Readers turn the bytes of a document into blocks; they know formats and nothing of minutes."""

from service.intake.readers.document import read_document
from service.intake.readers.limits import Limits
from service.intake.readers.text import decode, read_text

__all__ = ["Limits", "decode", "read_document", "read_text"]
