"""Words of the life of minutes: what is published to whom, and what an amendment rests on."""

from typing import Literal

Audience = Literal["public", "members", "internal"]

Naming = Literal["everyone", "members", "nobody"]
"""Whose names are published: of `members`, the chair, members and substitutes; who else was there
is published as somebody for whom they stood."""

Basis = Literal["chair", "meeting", "delegation", "statute"]
"""The kind of authority on which minutes are amended after their approval."""
