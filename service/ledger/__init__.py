"""The log: its tables, its bytes, its tree of hashes, and the one writer that appends to it."""
