// One walk through the service with the generated TypeScript types; says as JSON what it saw.
// node walk.js URL TOKEN

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./minutebook.js";

type Submission = components["schemas"]["MinutesSubmission"];

const [url, token] = process.argv.slice(2);
assert(url && token, "say where the service is, and who asks");

const client = createClient<paths>({
  baseUrl: url,
  headers: { Authorization: `Bearer ${token}` },
});
const path = { secretariat: "default" };
const MINUTES = "Slipway Board\n\n9 December 2025\n\nMinutes\n\nPresent: Ada Abel\n";

const submission: Submission = {
  body: { name: "Slipway Board" },
  held_on: "2025-11-04",
  attendance: [
    { label: "Ada Abel", status: "present" },
    { label: "Bram Brandt", status: "present" },
  ],
  actions: [...Array(5).keys()].map((number) => ({
    text: `Action ${number}`,
    owners: [{ kind: "class", words: "all members" }],
    due: { kind: "date", day: "2025-12-01" },
  })),
};

async function submitted(key: string) {
  const { data, error } = await client.POST("/v1/{secretariat}/minutes", {
    params: { path, header: { "Idempotency-Key": key } },
    body: submission,
  });
  assert(data, error?.detail);
  return data;
}

async function allActions(meeting: string) {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const { data, error } = await client.GET("/v1/{secretariat}/actions", {
      params: { path, query: { meeting, limit: 2, ...(cursor ? { cursor } : {}) } },
    });
    assert(data, error?.detail);
    found.push(...data.items.map((each) => each.id));
    cursor = data.next;
  } while (cursor);
  return found;
}

// Change a deadline on the revision that was read; then once more, on the same one.
async function moved(action: string) {
  const one = { ...path, action };
  const read = await client.GET("/v1/{secretariat}/actions/{action}", { params: { path: one } });
  const tag = read.response.headers.get("ETag");
  assert(tag);
  const put = () =>
    client.PUT("/v1/{secretariat}/actions/{action}/due", {
      params: { path: one, header: { "If-Match": tag } },
      body: { due: { kind: "date", day: "2026-02-28" } },
    });
  const first = await put();
  const second = await put();
  assert(first.data, first.error?.detail);
  assert(second.error);
  return [first.data.revision, second.error.status, second.error.type];
}

async function refused() {
  const { error } = await client.POST("/v1/{secretariat}/people", {
    params: { path },
    body: { name: " " },
  });
  assert(error);
  return [error.status, (error.errors ?? []).map((each) => each.pointer)];
}

async function handedIn() {
  const bytes = new TextEncoder().encode(MINUTES);
  const { data, error } = await client.POST("/v1/{secretariat}/documents", {
    params: { path, query: { name: "slip.txt" } },
    headers: { "Content-Type": "application/octet-stream" },
    body: new Blob([bytes]),
    bodySerializer: (body) => body,
  });
  assert(data, error?.detail);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const original = await client.GET("/v1/{secretariat}/originals/{sha256}", {
    params: { path: { ...path, sha256 } },
    parseAs: "arrayBuffer",
  });
  assert(original.data);
  return [data.known, Buffer.from(original.data).equals(Buffer.from(bytes))];
}

async function wholeFeed() {
  const seen: number[] = [];
  let after = 0;
  for (;;) {
    const { data, error } = await client.GET("/v1/{secretariat}/events", {
      params: { path, query: { after, limit: 20 } },
    });
    assert(data, error?.detail);
    seen.push(...data.items.map((each) => each.position));
    after = data.next;
    if (after >= data.known_at) {
      return seen.length === data.known_at && seen.every((each, n) => each === n + 1);
    }
  }
}

async function late(actions: string[]) {
  const { data, error } = await client.GET("/v1/{secretariat}/overdue", {
    params: { path, query: { on: "2025-12-31", limit: 200 } },
  });
  assert(data, error?.detail);
  return data.items.filter((each) => actions.includes(each.action.id)).length;
}

async function stranger() {
  const { error } = await client.GET("/v1/{secretariat}/actions", {
    params: { path },
    headers: { Authorization: "Bearer nobody" },
  });
  assert(error);
  return [error.status, error.type];
}

const first = await submitted("walk-ts");
const again = await submitted("walk-ts");
const actions = await allActions(first.meeting);
const [firstAction] = actions;
assert(firstAction);
const seen = {
  retried: JSON.stringify(first) === JSON.stringify(again),
  actions: actions.length,
  overdue: await late(actions),
  moved: await moved(firstAction),
  "overdue after": await late(actions),
  refused: await refused(),
  "handed in": await handedIn(),
  feed: await wholeFeed(),
  stranger: await stranger(),
};
console.log(JSON.stringify(seen));
