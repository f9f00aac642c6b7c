"""What an auditor asks: which events, which changes of which fields, what differs."""
