"""Faults on purpose: what was acknowledged outlasts them, and readers never see them.

`make faults` runs all of it for about an hour; the tests run the same code at a small size.
"""
