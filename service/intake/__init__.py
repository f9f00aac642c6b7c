"""Reads minutes into a draft; a reading is a proposal and drops nothing silently."""
