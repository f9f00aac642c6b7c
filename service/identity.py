"""Who is asking. In this release everybody who can reach the loopback address is one local user.

The service refuses to listen anywhere else (`service/settings.py`) and says so when it starts.
"""

from typing import Final

LOCAL: Final = "local"

WARNING: Final = (
    "no identity is checked in this release: whoever can reach this address writes as "
    f"'{LOCAL}'; it listens on loopback only"
)
