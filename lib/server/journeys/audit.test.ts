import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { createStore } from "../store/store.ts";

afterAll(stopTestServer);

/** The audit log: narrowed by person, kind and day, with what its rows lead to, and as CSV, as Python reads it. */

describe.each(providers)("on %s", (provider) => {
  let console_: TestConsole;
  const start = new Date("2026-11-01T12:00:00Z");
  let time = start.getTime();
  const clock = { now: () => new Date(time) };
  const days = (count: number): string => new Date(start.getTime() + count * 86_400_000).toISOString();

  beforeAll(async () => {
    console_ = await openTestConsole(provider, clock);
    await console_.ask("selfsigned", { name: "ca", subject: { CN: "Example CA" }, key: "p-256" });
    await console_.ask("csr", { name: "web", subject: { CN: "web.example.com" }, key: "p-256" });
    await console_.ask("service-save", {
      name: "shop",
      target: "tls-server",
      inputs: { host: "web.example.com", identity: "web" },
    });
    time += 86_400_000;
    await console_.ask("sign", { request: "web", issuer: "ca" });
    await console_.refusal("actor.forbidden", "csr", { name: "no", subject: { CN: "no.example.com" } }, "auditor");
    time += 86_400_000;
    await console_.ask("csr", { name: "gone", subject: { CN: "=1+1" }, key: "p-256" });
    await console_.ask("remove", { file: "gone.key", anyway: true, confirm: true });
    await console_.ask("remove", { file: "gone.csr", anyway: true, confirm: true });
  }, 60_000);
  afterAll(() => console_.close());

  const commandsOf = async (filter: object): Promise<string[]> =>
    (await console_.ask("audit", filter)).rows.map(({ command }) => command);

  it("is narrowed to a kind of act", async () => {
    expect(await commandsOf({ act: "issue" })).toEqual(["sign", "selfsigned"]);
    expect(await commandsOf({ act: "request", outcome: "done" })).toEqual(["csr", "csr"]);
    expect(await commandsOf({ act: "delete" })).toEqual(["remove", "remove"]);
  });

  it("is narrowed to what began within some days, the last of them left out", async () => {
    expect(await commandsOf({ from: days(1), to: days(2) })).toEqual(["csr", "sign"]);
    expect(await commandsOf({ to: days(1) })).toEqual(["service-save", "csr", "selfsigned"]);
    expect(await commandsOf({ from: days(2), act: "request" })).toEqual(["csr"]);
    expect(await commandsOf({ from: days(9) })).toEqual([]);
    expect(await commandsOf({ to: days(-9) })).toEqual([]);
  });

  it("is narrowed to one who asked, and says who there is to choose from", async () => {
    const { rows, actors } = await console_.ask("audit", { withActors: true });
    const [refused] = rows.filter(({ outcome }) => outcome === "refused");
    expect(actors.map(({ actor }) => actor)).toEqual([...new Set(rows.map(({ actor }) => actor))].sort());
    expect(actors.length).toBeGreaterThan(1);
    expect(await commandsOf({ actor: refused!.actor })).toEqual(["csr"]);
    expect(await commandsOf({ actor: "not there" })).toEqual([]);
  });

  it("pages by a cursor through what is narrowed, each row once", async () => {
    const all = await console_.ask("audit", { act: "request" });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await console_.ask("audit", {
        act: "request",
        limit: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.rows.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all.rows.map(({ id }) => id));
    expect(seen).toHaveLength(3);
  });

  it("leads to the items and services that are still here", async () => {
    const { links } = await console_.ask("audit", {});
    expect([...links.items].sort()).toEqual(["ca", "web"]);
    expect(links.services).toEqual(["shop"]);
  });

  it("refuses what is no instant", async () => {
    await console_.refusal("input.malformed", "audit", { from: "2026-11-01" });
  });

  const python =
    "import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode('utf-8-sig'),newline='')))))";

  async function csvOf(input: object): Promise<string[][]> {
    const { chunks } = await console_.ask("audit-csv", input);
    const pieces: Uint8Array[] = [];
    for await (const piece of chunks) pieces.push(piece);
    return JSON.parse(run("python3", ["-c", python], Buffer.concat(pieces).toString())) as string[][];
  }

  it("is written as CSV with a sentence for each row, in the language that is asked for", async () => {
    const [head, ...rows] = await csvOf({ act: "issue" });
    expect(head).toEqual([
      "When (UTC)",
      "Person",
      "Signed in as",
      "What",
      "Outcome",
      "Through",
      "Role",
      "Owner of the token",
      "Address",
      "Session or token",
      "Command",
      "Reason code",
      "With (JSON)",
      "Ended (UTC)",
      "Event",
    ]);
    expect(
      rows.map(([at, , , what, outcome]) => [at, what?.replace(/^The token test administrator /, ""), outcome]),
    ).toEqual([
      ["2026-11-02 12:00:00", "signed web with ca.", "Done"],
      ["2026-11-01 12:00:00", "made and self-signed ca for Example CA.", "Done"],
    ]);
    const [, korean] = await csvOf({ act: "issue", language: "ko" });
    expect(korean?.[3]).toMatch(/web에 ca로 서명했습니다\.$/);
  });

  it("writes no cell that a spreadsheet calculates", async () => {
    const rows = await csvOf({});
    expect(rows.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
    expect(rows.some((cells) => cells[12]?.includes("=1+1"))).toBe(true);
  });

  it("goes on through a log that is longer than a page", async () => {
    const { console: opened } = console_;
    for (let count = 0; count < 205; count++) {
      const id = await opened.audit.begin({ actor: null, surface: "system", command: "rewrap", facts: { count } });
      await opened.audit.end(id, "done", null);
    }
    const rows = (await csvOf({})).slice(1);
    const { rows: newest } = await createStore({ database: opened.database, clock, auditEventId: null }).audit({
      limit: 1,
    });
    expect(rows.filter((cells) => cells[10] === "rewrap")).toHaveLength(205);
    // The export itself began before it was read.
    expect(new Set(rows.map((cells) => cells[14])).size).toBe(rows.length);
    expect(rows[0]?.[14]).toBe(newest[0]?.id);
  });

  it("is narrowed to one item and its files, and to none whose name contains its name", async () => {
    await console_.ask("csr", { name: "web-2", subject: { CN: "web" }, key: "p-256" });
    await console_.ask("csr", { name: "my-web", subject: { CN: "my-web.example.com" }, key: "p-256" });
    const { rows } = await console_.ask("audit", { item: "web" });
    expect(rows.map(({ command, facts }) => [command, facts["name"] ?? facts["request"]])).toEqual([
      ["sign", "web"],
      ["csr", "web"],
    ]);
    expect(await commandsOf({ item: "web-2" })).toEqual(["csr"]);
    expect(await commandsOf({ item: "gone" })).toEqual(["remove", "remove", "csr"]);
    expect(await commandsOf({ item: "we" })).toEqual([]);
  });

  it("is for those who may read the log", async () => {
    await console_.refusal("actor.forbidden", "audit-csv", {}, "operator");
  });
});
