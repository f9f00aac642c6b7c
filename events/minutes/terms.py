"""Words of the life of minutes: for whom they are published, and what an amendment rests on."""

from typing import Literal

Audience = Literal["public", "members", "internal"]

Basis = Literal["chair", "meeting", "delegation", "statute"]
"""The kind of authority on which minutes are amended after their approval."""
