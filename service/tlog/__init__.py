"""The log as others see it: the bytes of a transparency log, and how to check them.

It needs `cryptography` and nothing else of what Minutebook needs: whoever checks the record need
not run it. The forms are those of C2SP (signed-note, tlog-checkpoint, tlog-tiles, tlog-proof), of
RFC 6962 and of SD-JWT (RFC 9901), so the tools of others can read them.
"""
