"""Documents out: what of the record is published, and how its reader can check it."""
