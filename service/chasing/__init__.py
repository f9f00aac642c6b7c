"""What to chase: actions that minutes pass over, matters arising, and reminders to owners."""
