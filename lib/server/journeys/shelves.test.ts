import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutputOf } from "../../commands/index.ts";
import { execute } from "../gate/execute.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Labels, notes, what is put away, and saved views: what people write about names, and what lists make of it. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Shelf CA", O: "Shelf Works" }, key: "p-256" });
  for (const name of ["one", "two", "three"]) {
    await console_.ask("csr", { name, subject: { CN: `${name}.example.com`, OU: "Night Shift" }, key: "p-256" });
    await console_.ask("sign", { request: name, issuer: "ca" });
  }
});

const names = async (query: Readonly<Record<string, unknown>>): Promise<string[]> =>
  (await console_.ask("list", query)).rows.map(({ basename }) => basename);

describe("labels", () => {
  it("are given to many names at once, keep their first spelling, and filter and find", async () => {
    const { results } = await console_.ask("label", {
      names: ["one", "two", "nothing"],
      add: ["CMS Seoul", "on call"],
    });
    expect(results).toEqual([
      { name: "one", outcome: "done", labels: ["CMS Seoul", "on call"] },
      { name: "two", outcome: "done", labels: ["CMS Seoul", "on call"] },
      { name: "nothing", outcome: "not-found", labels: [] },
    ]);
    expect((await console_.ask("label", { names: ["three"], add: ["cms seoul"] })).results[0]?.labels).toEqual([
      "CMS Seoul",
    ]);
    const page = await console_.ask("list", { label: "CMS Seoul" });
    expect(page.rows.map(({ basename }) => basename)).toEqual(["one", "three", "two"]);
    expect(page.total).toBe(3);
    expect(await names({ search: "on CALL" })).toEqual(["one", "two"]);
    expect((await console_.ask("facets", {})).labels).toEqual(["CMS Seoul", "on call"]);
  });

  it("are taken away, and stay when the files of a name change", async () => {
    await console_.ask("label", { names: ["one"], remove: ["ON CALL"] });
    await console_.ask("label", { names: ["two.crt"], remove: ["on call"] });
    expect(await names({ search: "on call" })).toEqual([]);
    expect((await console_.ask("facets", {})).labels).toEqual(["CMS Seoul"]);
    await console_.ask("remove", { file: "two.csr", confirm: true, anyway: true });
    expect((await console_.ask("item", { name: "two" })).row.labels).toEqual(["CMS Seoul"]);
    expect(await names({ search: "cms seo" })).toEqual(["one", "three", "two"]);
  });

  it("are refused where they cannot be shown, and where they are too many", async () => {
    await console_.refusal("input.malformed", "label", { names: ["one"], add: ["a,b"] });
    const many = Array.from({ length: 20 }, (_, index) => `label ${index}`);
    expect((await console_.ask("label", { names: ["one"], add: many })).results).toEqual([
      { name: "one", outcome: "too-many", labels: ["CMS Seoul"] },
    ]);
    await console_.refusal("file.not-found", "label", { names: ["nothing"], add: ["x"] });
  });

  it("are typed between commas", async () => {
    expect((await console_.type('pki label one two add:"night shift",core remove:core')).text).toBe(
      "one: CMS Seoul, core, night shift\ntwo: CMS Seoul, core, night shift",
    );
    await console_.type('pki label one two remove:"night shift",core');
  });
});

describe("a note", () => {
  it("is stored with its name, and its text is not in the log", async () => {
    await console_.ask("note", { name: "one.crt", note: "  Asked for by UC\nticket 4711 " });
    expect((await console_.ask("item", { name: "one" })).row.note).toBe("Asked for by UC\nticket 4711");
    const { rows } = await console_.ask("audit", {});
    expect(JSON.stringify(rows)).not.toContain("4711");
    expect((await console_.type('pki note one ""')).text).toBe("one has no note any more");
  });
});

describe("search", () => {
  it("finds organisations, units and fingerprints in every spelling", async () => {
    expect(await names({ search: "night shift" })).toEqual(["one", "three", "two"]);
    expect(await names({ search: "SHELF works" })).toEqual(["ca"]);
    const [generation] = (await console_.ask("item", { name: "three" })).generations;
    const { sha256 = "", serialNumber = "" } = generation ?? {};
    const pairs = sha256.toUpperCase().match(/../g) ?? [];
    for (const search of [pairs.join(":"), pairs.join(" "), sha256, `sha256 Fingerprint=${pairs.join(":")}`])
      expect(await names({ search }), search).toEqual(["three"]);
    expect(await names({ search: `Serial Number: 00:${serialNumber.match(/../g)!.join(":")}` })).toEqual(["three"]);
  });
});

describe("what is put away", () => {
  it("is left out of the current names, found among the archived ones, and comes back", async () => {
    expect(await console_.ask("archive", { names: ["one", "two", "nothing"] })).toEqual({
      changed: ["one", "two"],
      unchanged: ["nothing"],
    });
    expect(await console_.ask("archive", { names: ["one"] })).toEqual({ changed: [], unchanged: ["one"] });
    expect(await names({ show: "current" })).toEqual(["ca", "three"]);
    expect(await names({ show: "current", search: "one.example" })).toEqual([]);
    expect(await names({ show: "archived" })).toEqual(["one", "two"]);
    expect(await names({ show: "all" })).toEqual(["ca", "one", "three", "two"]);
    const { counts, total } = await console_.ask("list", { show: "current" });
    expect({ ...counts, total }).toMatchObject({ names: 4, listed: 2, archived: 2, expired: 0, total: 2 });
    // A change of its files does not bring it back.
    await console_.ask("remove", { file: "one.csr", confirm: true, anyway: true });
    expect(await names({ show: "archived" })).toEqual(["one", "two"]);
    expect((await console_.type("pki unarchive one two")).text).toBe(
      "one is back in the lists\ntwo is back in the lists",
    );
    expect(await names({ show: "current" })).toEqual(["ca", "one", "three", "two"]);
    expect((await console_.type("pki archive one")).text).toBe("Archived one");
    expect((await console_.type("pki unarchive one")).text).toBe("one is back in the lists");
  });
});

describe("a chain", () => {
  it("makes a certificate valid while its issuers are here", async () => {
    const status = async () => (await console_.ask("item", { name: "three" })).row.status;
    expect(await status()).toBe("valid");
    const ca = await console_.ask("download", { file: "ca.crt" });
    await console_.ask("remove", { file: "ca.crt", confirm: true, anyway: true });
    expect(await status()).toBe("no-chain");
    expect(await names({ status: "no-chain" })).toEqual(["one", "three", "two"]);
    await console_.ask("upload", { files: [{ name: "ca.crt", bytes: ca.bytes }] });
    expect(await status()).toBe("valid");
  });

  it("is complete only up to a self-signed certificate, and grows from above", async () => {
    await console_.ask("csr", { name: "sub", subject: { CN: "Shelf Sub" }, key: "p-256" });
    await console_.ask("sign", { request: "sub", issuer: "ca", profile: "sub-ca" });
    await console_.ask("csr", { name: "leaf", subject: { CN: "leaf.example.com" }, key: "p-256" });
    await console_.ask("sign", { request: "leaf", issuer: "sub" });
    const status = async () => (await console_.ask("item", { name: "leaf" })).row.status;
    expect(await status()).toBe("valid");
    const ca = await console_.ask("download", { file: "ca.crt" });
    await console_.ask("remove", { file: "ca.crt", confirm: true, anyway: true });
    expect(await status()).toBe("no-chain");
    await console_.ask("upload", { files: [{ name: "root.pem", bytes: ca.bytes }] });
    expect(await status()).toBe("valid");
  });
});

describe("kinds", () => {
  it("are one word a name, by which lists are sorted and filtered", async () => {
    await console_.ask("csr", { name: "asked", subject: { CN: "asked.example.com" }, key: "p-256" });
    const { rows } = await console_.ask("list", { sort: "kind" });
    expect(rows.map(({ basename, purpose }) => `${purpose} ${basename}`)).toEqual([
      "intermediate sub",
      "request asked",
      "root ca",
      "server-client one",
      "server-client two",
      "server-client three",
      "server-client leaf",
    ]);
    expect(await names({ purpose: "root" })).toEqual(["ca"]);
  });
});

describe("saved views", () => {
  it("belong to the person who saved them, and one of the same name is replaced", async () => {
    const { client } = console_.console.database;
    const people = await Promise.all(
      ["one@example.com", "two@example.com"].map((email) =>
        client.user.create({ data: { id: email, name: email, email, role: "auditor" } }),
      ),
    );
    const as = (person: number) =>
      ({ kind: "user", id: people[person]!.id, label: people[person]!.email, role: "auditor" }) as const;
    const ask = async (person: number, command: string, input: unknown) =>
      execute({ actor: as(person), surface: "browser", command, input }, console_.console);
    const viewsOf = async (person: number) => {
      const answer = await ask(person, "views", {});
      return answer.ok ? (answer.value as OutputOf<"views">).views : answer.error;
    };
    await ask(0, "view-save", { name: "Seoul", filters: { label: "CMS Seoul", sort: "ends" } });
    await ask(0, "view-save", { name: "Late", filters: { within: "90" } });
    await ask(0, "view-save", { name: "Seoul", filters: { label: "CMS Seoul" } });
    await ask(1, "view-save", { name: "Seoul", filters: { q: "x" } });
    expect(await viewsOf(0)).toEqual([
      { name: "Seoul", filters: { label: "CMS Seoul" } },
      { name: "Late", filters: { within: "90" } },
    ]);
    expect(await viewsOf(1)).toEqual([{ name: "Seoul", filters: { q: "x" } }]);
    expect(await ask(1, "view-remove", { name: "Late" })).toMatchObject({ ok: false, error: { code: "view.unknown" } });
    await ask(0, "view-remove", { name: "Late" });
    expect(await viewsOf(0)).toHaveLength(1);
    for (let number = 2; number <= 20; number += 1)
      expect(await ask(0, "view-save", { name: `view ${number}`, filters: {} })).toMatchObject({ ok: true });
    expect(await ask(0, "view-save", { name: "one more", filters: {} })).toMatchObject({
      ok: false,
      error: { code: "view.too-many", params: { most: 20 } },
    });
  });

  it("are not for tokens", async () => {
    expect(await console_.refusal("view.of-nobody", "view-save", { name: "Seoul", filters: {} })).toEqual({});
    expect(await console_.refusal("view.of-nobody", "view-remove", { name: "Seoul" })).toEqual({});
    expect((await console_.ask("views", {})).views).toEqual([]);
  });
});
