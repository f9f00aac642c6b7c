"""Who may come in: identities from tokens and keys, rights from roles, and what is denied."""
