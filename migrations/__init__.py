"""The schema, step by step; a step that has landed is never changed."""
