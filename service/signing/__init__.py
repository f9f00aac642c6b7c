"""Signing the logs: keys, the signer and what it remembers, the static log, and a log that goes on.

What signs reads the database and writes none of it. It believes nothing there: it hashes the leaves
itself, carries its own tree on in a folder of tiles, and keeps the last checkpoint beside its key.
"""
