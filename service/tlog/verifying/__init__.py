"""Checking a log that others keep: from its exported files and a public key alone."""
