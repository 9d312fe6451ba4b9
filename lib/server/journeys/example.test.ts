import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Provider } from "../database/sql.ts";
import { modelNames } from "../database/db.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";

/** The example inventory: loaded, looked at, worked with, and taken away again. */

const load = { example: "services" } as const;

async function rowsOf({ console: { database } }: TestConsole): Promise<Record<string, number>> {
  const client = database.client as unknown as Readonly<Record<string, { count(): Promise<number> }>>;
  const rows = await Promise.all(
    modelNames.map(async (name) => [name, await client[name[0]!.toLowerCase() + name.slice(1)]!.count()] as const),
  );
  return Object.fromEntries(rows);
}

/** Signatures and certificates that were made here are never forgotten, the log neither, nor what a root was taken for. */
const remembered = new Set([
  "AuditEvent",
  "AuditEntry",
  "AuditTree",
  "AuditCheckpoint",
  "SigningIntent",
  "Certificate",
  "CertificateDer",
  "Counter",
  "ProcessLease",
  "TrustMark",
]);

const providers: readonly Provider[] = ["sqlite", "postgresql"];

describe.each(providers)("on %s", (provider) => {
  let world: TestConsole;
  let before: Record<string, number>;
  beforeAll(async () => {
    world = await openTestConsole(provider);
    await world.ask("selfsigned", { name: "own", subject: { CN: "Own CA" }, key: "p-256" });
    before = await rowsOf(world);
  });
  afterAll(() => world.close());
  const pemOf = async (file: string) => Buffer.from((await world.ask("download", { file })).bytes).toString();
  const example = () =>
    world.console.contextFor({ kind: "user", id: "x", label: "x", role: "auditor" }, null).store.example();

  it("it is made by the signing code within five seconds, marked, and judged by OpenSSL", async () => {
    const start = performance.now();
    const answer = await world.ask("example-load", load);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(answer).toMatchObject({ services: 4, people: 6 });
    await world.console.batches.idle();
    const { rows } = await world.ask("list", { limit: 100 });
    const marked = rows.filter(({ isExample }) => isExample);
    expect(marked.map(({ basename }) => basename)).not.toContain("own");
    expect(marked).toHaveLength(rows.length - 1);
    expect(marked.every(({ basename }) => basename.startsWith("example-"))).toBe(true);
    expect(marked.filter(({ batch }) => batch !== null)).toHaveLength(6);
    const statuses = new Map(marked.map(({ basename, status }) => [basename, status]));
    expect(statuses.get("example-tableau")).toBe("expired");
    expect(statuses.get("example-webadmin1")).toBe("ends-soon");
    expect([...statuses].filter(([, status]) => status === "waiting").map(([name]) => name)).toEqual([
      "example-webadmin3",
      "example-webhook",
    ]);
    const folder = temporaryFolder();
    const save = async (file: string) => folder.write(file, await pemOf(file));
    for (const file of ["example-root.crt", "example-issuing.crt", "example-callbridge.crt"]) await save(file);
    const [root, issuing, leaf] = ["root", "issuing", "callbridge"].map((name) => folder.path(`example-${name}.crt`));
    expect(openssl(`verify -CAfile ${root} -untrusted ${issuing} ${leaf}`)).toContain(": OK");
  });

  it("each service says how it stands, and is marked", async () => {
    const { services } = await world.ask("services", {});
    expect(services.map(({ name, verdict, isExample }) => ({ name, verdict, isExample }))).toEqual([
      { name: "Example CMS cluster", verdict: "fail", isExample: true },
      { name: "Example Dialogflow webhook", verdict: "fail", isExample: true },
      { name: "Example Mattermost", verdict: "warn", isExample: true },
      { name: "Example Tableau", verdict: "fail", isExample: true },
    ]);
  });

  it("it is loaded once", async () => {
    await world.refusal("example.loaded", "example-load", load);
  });

  it("what was made under its names since goes with it, in one event, and nothing else does", async () => {
    await world.ask("sign", { request: "example-webadmin3", issuer: "example-issuing" });
    await world.ask("renew", { name: "example-tableau" });
    await world.ask("rename", { name: "example-intranet", to: "renamed", confirm: true });
    const removed = await world.ask("example-remove", { confirm: true });
    expect(removed.kept).toEqual([]);
    expect(removed.names).toContain("renamed");
    expect(removed.services).toHaveLength(4);
    expect(removed.batches).toEqual(["Example team"]);
    const after = await rowsOf(world);
    for (const [model, count] of Object.entries(before))
      if (!remembered.has(model)) expect.soft(after[model], model).toBe(count);
    expect((await world.ask("list", {})).rows.map(({ basename }) => basename)).toEqual(["own"]);
    expect((await world.ask("overview", {})).counts).toMatchObject({ names: 1, keys: 1, requests: 0, certificates: 1 });
    const { rows: events } = await world.ask("audit", { limit: 5 });
    expect(events.find(({ command }) => command === "example-remove")).toMatchObject({ outcome: "done" });
    await world.refusal("example.absent", "example-remove", { confirm: true });
  });

  it("what something of one's own needs stays with the authorities above it, and is named", async () => {
    await world.ask("example-load", load);
    await world.console.batches.idle();
    await world.ask("csr", { name: "intranet", subject: { CN: "intranet.corp.example" }, key: "p-256" });
    await world.ask("sign", { request: "intranet", issuer: "example-issuing" });
    await world.ask("service-save", {
      name: "Own chat",
      target: "mattermost-nginx",
      inputs: { host: "chat.example.com", server: "example-mattermost" },
    });
    const { kept } = await world.ask("example-remove", { confirm: true });
    expect(kept).toEqual([
      { name: "example-issuing", neededBy: [{ kind: "file", name: "intranet.crt" }] },
      { name: "example-mattermost", neededBy: [{ kind: "service", name: "Own chat" }] },
      { name: "example-root", neededBy: [] },
    ]);
    expect((await world.ask("verify", { file: "intranet.crt" })).trusted).toBe(true);
    expect(await example()).toMatchObject({ names: 3, services: 0, batches: 0 });
    // Still the example's: once nothing needs them, the same click takes them.
    await world.ask("remove", { file: "intranet.crt", confirm: true, anyway: true });
    await world.ask("service-remove", { service: "Own chat", confirm: true });
    expect((await world.ask("example-remove", { confirm: true })).names).toEqual([
      "example-issuing",
      "example-mattermost",
      "example-root",
    ]);
  });

  it("a file that a person brings makes the name that takes it their own", async () => {
    await world.ask("example-load", load);
    await world.console.batches.idle();
    const folder = temporaryFolder();
    const [request, ca, key, answer] = ["r.csr", "ca.crt", "ca.key", "answer.crt"].map((name) => folder.path(name));
    folder.write("r.csr", await pemOf("example-webhook.csr"));
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=Outside -days 30 -keyout ${key} -out ${ca}`,
    );
    openssl(`x509 -req -in ${request} -CA ${ca} -CAkey ${key} -days 20 -out ${answer}`);
    await world.ask("upload", { files: [{ name: "answer.crt", text: readFileSync(answer!, "utf8") }] });
    expect((await world.ask("item", { name: "example-webhook" })).row).toMatchObject({ isExample: false });
    const removed = await world.ask("example-remove", { confirm: true });
    expect(removed.names).not.toContain("example-webhook");
    const { rows } = await world.ask("list", {});
    expect(rows.map(({ basename }) => basename)).toEqual(["example-webhook", "intranet", "own"]);
  });

  it("a name that is taken stops it before anything is stored", async () => {
    await world.ask("selfsigned", { name: "example-dbca", subject: { CN: "Mine" }, key: "p-256" });
    const facts = await world.refusal("name.in-use", "example-load", load);
    expect(facts).toMatchObject({ name: "example-dbca" });
    expect(await example()).toMatchObject({ names: 0, services: 0, batches: 0 });
  });

  it("an auditor may neither load nor remove it", async () => {
    await world.refusal("actor.forbidden", "example-load", load, "auditor");
    await world.refusal("actor.forbidden", "example-remove", { confirm: true }, "auditor");
  });
});
