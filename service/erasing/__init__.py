"""Erasure: what of the record names a person, and what is done beside the log once it is gone."""
