"""Reads what reports and replies hold: recommendations, responses, members, groups, progress."""
