"""Webhooks: recorded events sent to receivers, each at least once and in the order of the log."""
