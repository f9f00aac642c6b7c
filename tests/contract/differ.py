"""What of a released contract a change breaks, as sentences with their place.

A break is whatever a client made for the released contract may stumble over: something it asks for
is gone or refused, or something it is answered is not what it was told to expect. What is only
added breaks nothing.

`python -m tests.contract.differ RELEASED TODAY` prints the breaks, and exits with 1 if there are.
"""

import json
import sys
from pathlib import Path

from tests.contract.schema_differ import INPUT, OUTPUT, Schemas

SUCCESS = ("2", "304")


class Differ:
    """Compares a released contract with today's."""

    def __init__(self, released, today):
        self._released, self._today = released, today
        self._schemas = Schemas(released, today)
        self._found = []

    def breaks(self):
        """Return the breaks, in the order of the released contract."""
        self._found = []
        self._operations(self._released["paths"], self._today["paths"], self._operation)
        hooks = (self._released.get("webhooks", {}), self._today.get("webhooks", {}))
        self._operations(*hooks, self._webhook)
        return self._found

    def _say(self, place, what):
        self._found.append(f"{place}: {what}")

    def _operations(self, released, today, compare):
        for path, methods in released.items():
            if path not in today:
                self._say(path, "the path is gone")
                continue
            for method, operation in methods.items():
                name = operation["operationId"]
                if method not in today[path]:
                    self._say(name, f"{method.upper()} {path} is gone")
                    continue
                other = today[path][method]
                if other["operationId"] != name:
                    self._say(name, f"the operation is called {other['operationId']} now")
                compare(name, operation, other)

    def _operation(self, name, old, new):
        self._parameters(name, old.get("parameters", ()), new.get("parameters", ()))
        self._body(name, old.get("requestBody"), new.get("requestBody"))
        for status, answer in old["responses"].items():
            if not status.startswith(SUCCESS):
                continue
            if status not in new["responses"]:
                self._say(name, f"the answer {status} is gone")
            else:
                self._answer(f"{name} {status}", answer, new["responses"][status])

    def _webhook(self, name, old, new):
        """Compare what is sent to others: to them it is what they get."""
        sent, now = old["requestBody"]["content"], new["requestBody"]["content"]
        self._contents(name, sent, now, OUTPUT)

    def _parameters(self, name, old, new):
        before = {(each["in"], each["name"]): each for each in old}
        after = {(each["in"], each["name"]): each for each in new}
        for key, one in before.items():
            place = f"{name} {'/'.join(key)}"
            if key not in after:
                self._say(place, "the parameter is gone")
                continue
            if after[key].get("required") and not one.get("required"):
                self._say(place, "the parameter is required now")
            self._schema(place, one["schema"], after[key]["schema"], INPUT)
        for key, one in after.items():
            if key not in before and one.get("required"):
                self._say(f"{name} {'/'.join(key)}", "a new parameter is required")

    def _body(self, name, old, new):
        if new is None:
            if old is not None:
                self._say(name, "a body is not taken any more")
        elif old is None:
            if new.get("required"):
                self._say(name, "a body is required now")
        else:
            if new.get("required") and not old.get("required"):
                self._say(name, "the body is required now")
            self._contents(f"{name} body", old["content"], new["content"], INPUT)

    def _answer(self, place, old, new):
        self._contents(place, old.get("content", {}), new.get("content", {}), OUTPUT)
        before, after = self._headers(old, 0), self._headers(new, 1)
        for header, one in before.items():
            if one.get("required") and not after.get(header, {}).get("required"):
                self._say(place, f"the header {header} may be missing now")

    def _headers(self, answer, which):
        document = (self._released, self._today)[which]
        return {
            name: self._schemas.resolved(document, header)
            for name, header in answer.get("headers", {}).items()
        }

    def _contents(self, place, old, new, direction):
        for media, content in old.items():
            if media not in new:
                self._say(place, f"{media} is gone")
            elif "schema" in content:
                self._schema(place, content["schema"], new[media].get("schema", {}), direction)

    def _schema(self, place, old, new, direction):
        self._found += self._schemas.breaks(place, old, new, direction)


def breaks(released, today):
    """Return what of `released` is broken by `today`, as sentences."""
    return Differ(released, today).breaks()


def main():
    released, today = (json.loads(Path(each).read_text()) for each in sys.argv[1:3])
    found = breaks(released, today)
    sys.stdout.writelines(f"{each}\n" for each in found)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
