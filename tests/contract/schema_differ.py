"""What of a released schema a change breaks, for who sends such values or for who gets them.

Of an input everything that was taken must still be taken; of an output nothing may come that was
not told. A schema is the same by what it says, whatever it is called.
"""

INPUT, OUTPUT = "input", "output"

LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
WIDER = {"integer": {"integer", "number"}}


class Schemas:
    """Compares schemas of two documents."""

    def __init__(self, released, today):
        self._documents = released, today
        self._under_way = set()

    def resolved(self, document, node):
        """Return a node of a document, following references."""
        while "$ref" in node:
            reference, found = node["$ref"], document
            for part in reference.removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def breaks(self, place, old, new, direction):
        """Return the breaks between two schemas; those being compared already are passed over."""
        pair = (direction, old.get("$ref"), new.get("$ref"))
        if all(pair[1:]):
            if pair in self._under_way:
                return []
            self._under_way.add(pair)
        try:
            before, after = self._documents
            told = self.resolved(before, old), self.resolved(after, new)
            return list(self._between(place, *told, direction))
        finally:
            self._under_way.discard(pair)

    def _between(self, place, old, new, direction):
        before, after = _arms(old), _arms(new)
        if len(before) == len(after) == 1:
            if before[0] is not old or after[0] is not new:
                yield from self.breaks(place, before[0], after[0], direction)
            else:
                yield from self._single(place, old, new, direction)
            return
        have, need = (before, after) if direction == INPUT else (after, before)
        for arm in have:
            pairs = ((arm, each) if direction == INPUT else (each, arm) for each in need)
            if all(self.breaks(place, *pair, direction) for pair in pairs):
                gone = "is not taken any more" if direction == INPUT else "may come now"
                yield f"{place}: {_called(arm)} {gone}"

    def _single(self, place, old, new, direction):
        yield from _types(place, old, new, direction)
        yield from _values(place, old, new, direction)
        if direction == INPUT:
            yield from _bounds(place, old, new)
        yield from self._properties(place, old, new, direction)
        if "items" in old and "items" in new:
            yield from self.breaks(f"{place}[]", old["items"], new["items"], direction)

    def _properties(self, place, old, new, direction):
        before, after = old.get("properties", {}), new.get("properties", {})
        required, now = set(old.get("required", ())), set(new.get("required", ()))
        closed = new.get("additionalProperties") is False
        if direction == INPUT:
            if closed and old.get("additionalProperties") is not False and _is_object(old):
                yield f"{place}: unknown fields are refused now"
            for name in sorted(now - required):
                yield f"{place}.{name}: the field is required now"
        for name in before:
            if name not in after and (closed or direction == OUTPUT):
                yield f"{place}.{name}: the field is gone"
            elif direction == OUTPUT and name in required - now:
                yield f"{place}.{name}: the field may be missing now"
            elif name in after:
                pair = before[name], after[name]
                yield from self.breaks(f"{place}.{name}", *pair, direction)


def _arms(schema):
    """Return the alternatives of a schema; itself where it has none."""
    return schema.get("anyOf") or schema.get("oneOf") or [schema]


def _called(arm):
    return arm.get("$ref", _in_short(arm)).rpartition("/")[2]


def _in_short(arm):
    """Return what an arm says of itself."""
    names = ("type", "format", "const", "enum", "pattern")
    return str({name: arm[name] for name in names if name in arm} or "an alternative")


def _is_object(schema):
    return schema.get("type") == "object" or "properties" in schema


def _types(place, old, new, direction):
    before, after = old.get("type"), new.get("type")
    if before != after:
        taken, sent = (after, before) if direction == INPUT else (before, after)
        if taken is not None and taken not in WIDER.get(sent, {sent}):
            yield f"{place}: the type was {before} and is {after}"
    before, after = old.get("format"), new.get("format")
    stricter = after if direction == INPUT else before
    if before != after and stricter is not None:
        yield f"{place}: the format was {before} and is {after}"


def _values(place, old, new, direction):
    before, after = _enum(old), _enum(new)
    taken, sent = (after, before) if direction == INPUT else (before, after)
    if taken is None:
        return
    said = "not taken any more" if direction == INPUT else "new among the answers"
    if sent is None:
        yield f"{place}: other values than {', '.join(sorted(map(str, taken)))} are {said}"
    elif more := sent - taken:
        verb = "is" if len(more) == 1 else "are"
        yield f"{place}: {', '.join(sorted(map(str, more)))} {verb} {said}"


def _enum(schema):
    if "const" in schema:
        return {schema["const"]}
    return set(schema["enum"]) if "enum" in schema else None


def _bounds(place, old, new):
    for name in LEAST:
        if name in new and new[name] > old.get(name, float("-inf")):
            yield f"{place}: {name} was {old.get(name, 'not set')} and is {new[name]}"
    for name in MOST:
        if name in new and new[name] < old.get(name, float("inf")):
            yield f"{place}: {name} was {old.get(name, 'not set')} and is {new[name]}"
    if new.get("pattern") not in {None, old.get("pattern")}:
        yield f"{place}: the pattern changed"
