"""The HTTP API, one module a resource: parse once, ask the record or the writer, answer."""
