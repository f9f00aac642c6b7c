"""Answers with their proof: what the record says, from which entries, and where those were signed.

An answer is worked out of its entries alone, so whoever has the file can work it out again.
"""
