"""Faults on purpose: what was acknowledged outlasts them, and readers never see them.

Hostile documents are among them: they are refused in a sentence, and the service goes on.

`make faults` runs all of it for about an hour; the tests run the same code at a small size.
"""
