"""Plain models of a log of issues and of the life of minutes, to compare the service with."""


class No(Exception):
    """What a model says to a command that must be declined."""


def declined_if(condition):
    if condition:
        raise No


class Issues:
    """What the log says of each issue, by its name; `happened` is called for every event."""

    def __init__(self, happened):
        self.now, self._happened = {}, happened

    def issue(self, name):
        declined_if(name not in self.now)
        return self.now[name]

    def log(self, name, on, number):
        declined_if(name in self.now)
        self.now[name] = {
            "number": number,
            "basis": number and "printed",
            "legible": number is not None,
            "note": None,
            "closed_on": None,
            "links": [],
        }
        self._happened()

    def infer(self, name, on, number):
        issue = self.issue(name)
        declined_if(issue["legible"])
        if issue["number"] != number:
            issue["number"], issue["basis"] = number, "sequence"
            self._happened()

    def update(self, name, on, note):
        self.issue(name)["note"] = note
        self._happened()

    def link(self, name, on, action, actions):
        issue = self.issue(name)
        declined_if(action not in actions)
        if action not in issue["links"]:
            issue["links"].append(action)
            self._happened()

    def close(self, name, on):
        issue = self.issue(name)
        if issue["closed_on"] is None:
            issue["closed_on"] = on
            self._happened()

    def reopen(self, name, on):
        issue = self.issue(name)
        if issue["closed_on"] is not None:
            issue["closed_on"] = None
            self._happened()


def rows_of_issues(now):
    """Return the rows of issues and of their links to actions."""
    issues = {
        (name, it["number"], it["basis"], it["note"], it["closed_on"]) for name, it in now.items()
    }
    return issues, {(name, action) for name, it in now.items() for action in it["links"]}


class Minutes:
    """How far the minutes of one meeting have come; without them `now` is empty."""

    def __init__(self, happened):
        self.now, self._happened = {}, happened

    def draft(self, on, content, by):
        if self.now:
            declined_if(self.now["state"] == "approved" or self.now["content"] == content)
        version = self.now.get("version", 0) + 1
        self.now = {
            "state": "draft",
            "version": version,
            "content": content,
            "by": by,
            "on": on,
            "approved_by": None,
        }
        self._happened()

    def _state(self, *allowed):
        declined_if(not self.now or self.now["state"] not in allowed)
        return self.now["state"]

    def _become(self, state):
        self.now["state"] = state
        self._happened()

    def submit(self, on, by):
        if self._state("draft", "submitted_for_clearance") == "draft":
            self._become("submitted_for_clearance")

    def clear(self, on, content, by):
        state = self._state("submitted_for_clearance", "cleared")
        declined_if(self.now["content"] != content)
        if state != "cleared":
            self._become("cleared")

    def refuse(self, on, content, by):
        self._state("submitted_for_clearance")
        declined_if(self.now["content"] != content)
        self._become("clearance_refused")

    def circulate(self, on, by):
        if self._state("draft", "cleared", "circulated") != "circulated":
            self._become("circulated")

    def approve(self, on, content, by):
        self._state("draft", "cleared", "circulated")
        declined_if(self.now["content"] != content or self.now["by"] == by)
        self.now["approved_by"] = by
        self._become("approved")


def rows_of_minutes(now):
    """Return the row of the minutes, if there are any."""
    names = ("state", "version", "content", "by", "on", "approved_by")
    return {tuple(now[name] for name in names)} if now else set()
