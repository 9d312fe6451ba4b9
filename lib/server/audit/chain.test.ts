import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync, zipSync } from "fflate";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMigrated, providers, removeMigrated, stopTestServer } from "../../../test/support/migrated-database.ts";
import type { DatabaseLocation } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { checkpointKeyOf } from "./checkpoint.ts";
import { exportAudit } from "./export.ts";
import { appended, rootOf } from "./tree.ts";

/** Whatever is done to the audit log in its database is named by a stranger's script over its export. */

afterAll(stopTestServer);

interface Verdict {
  readonly code: number | null;
  readonly said: string;
}

function verified(file: string, more: readonly string[] = []): Verdict {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/verify-audit.mjs", file, ...more], {
    encoding: "utf8",
  });
  return { code: status, said: `${stdout}${stderr}` };
}

async function ask(console_: Console, command: string, input: unknown): Promise<boolean> {
  const actor = { kind: "token", id: "t", label: "test", role: "administrator" } as const;
  return (await execute({ actor, surface: "http", command, input }, console_)).ok;
}

describe.each(providers)("the chain over the log of %s", (provider) => {
  let location: DatabaseLocation;
  let folder: string;
  let consoles: Console[];
  let exported = 0;

  const envOf = (at: DatabaseLocation) => ({
    port: 0,
    host: "127.0.0.1",
    ...at,
    masterKeyFile: join(at.dataDir, "master.key"),
    backdating: 300_000,
    firstAdministrator: null,
  });
  const open = async (): Promise<Console> => {
    const opened = await createConsole(envOf(location));
    consoles.push(opened);
    return opened;
  };
  const run = (statement: ReturnType<typeof sql>) => consoles[0]!.database.direct.$executeRaw(statement);
  const verifier = () =>
    consoles[0]!.database.direct
      .$queryRaw<{ verifier: string }[]>(sql`SELECT "verifier" FROM "AuditCheckpoint" ORDER BY "size" DESC LIMIT 1`)
      .then(([row]) => row!.verifier);
  const exportNow = async (): Promise<string> => {
    await consoles[0]!.sealer.sealAll({ withCheckpoint: true });
    const file = join(folder, `export-${(exported += 1)}.zip`);
    const checkpoints = join(location.dataDir, "audit-checkpoints.txt");
    await exportAudit(consoles[0]!.database, file, checkpoints, await verifier());
    return file;
  };

  beforeEach(async () => {
    location = await createMigrated(provider);
    folder = mkdtempSync(join(tmpdir(), "chainsmith-chain-"));
    consoles = [];
    const console_ = await open();
    await ask(console_, "csr", { name: "one", subject: { CN: "one.example.com" }, key: "p-256" });
    await ask(console_, "csr", { name: "two", subject: { CN: "two.example.com" }, key: "p-256" });
    await ask(console_, "csr", { name: "two", subject: { CN: "한글 이름" }, key: "p-256" });
    await ask(console_, "sign", { request: "absent", issuer: "absent" });
    await ask(console_, "csr", { name: "three", subject: { CN: "three.example.com" }, key: "p-256" });
    await console_.sealer.sealAll({ withCheckpoint: true });
  });
  afterEach(async () => {
    for (const each of consoles) await each.close();
    await removeMigrated(location);
    rmSync(folder, { recursive: true, force: true });
  });

  it("is whole as it was written, for the script in the export too, which needs no other file", async () => {
    const file = await exportNow();
    expect(verified(file)).toEqual({
      code: 0,
      said: expect.stringContaining("The log is whole: 5 entries of 5 events."),
    });
    expect(verified(file, ["--key", await verifier()]).code).toBe(0);
    writeFileSync(join(folder, "verify.mjs"), unzipSync(readFileSync(file))["verify.mjs"]!);
    expect(spawnSync(process.execPath, ["verify.mjs", file], { cwd: folder }).status).toBe(0);
    const stranger = checkpointKeyOf(Buffer.alloc(32, 7)).verifier;
    expect(verified(file, ["--key", stranger]).code).toBe(1);
  });

  it("names a row that was edited", async () => {
    await run(sql`UPDATE "AuditEvent" SET "actor" = 'another' WHERE "id" = 2`);
    const { code, said } = verified(await exportNow());
    expect(code).toBe(1);
    expect(said).toMatch(/^event 2 \(.*, another, csr\) was changed after it was logged$/m);
    expect(said).toContain("1 finding in");
  });

  it("names a row whose outcome was edited after it had ended", async () => {
    await run(sql`UPDATE "AuditEvent" SET "outcome" = 'done', "errorCode" = NULL WHERE "id" = 4`);
    expect(verified(await exportNow())).toMatchObject({ code: 1, said: expect.stringMatching(/^event 4 /m) });
  });

  it("names a row that was deleted", async () => {
    await run(sql`DELETE FROM "AuditEvent" WHERE "id" = 3`);
    expect(verified(await exportNow())).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^event 3 \(entry 3\) was deleted$/m),
    });
  });

  it("names a row that was inserted, also as a copy of another one", async () => {
    await run(sql`INSERT INTO "AuditEvent" ("at", "finishedAt", "actor", "role", "surface", "command", "outcome", "facts")
      VALUES (${new Date()}, ${new Date()}, 'forger', '', 'http', 'sign', 'done', '{}')`);
    await run(sql`INSERT INTO "AuditEvent" ("at", "finishedAt", "actorKind", "actorId", "actor", "role", "surface", "command", "outcome", "facts", "endProof")
      SELECT "at", "finishedAt", "actorKind", "actorId", "actor", "role", "surface", "command", "outcome", "facts", "endProof" FROM "AuditEvent" WHERE "id" = 2`);
    const { code, said } = verified(await exportNow());
    expect(code).toBe(1);
    expect(said).toMatch(/^event 6 \(.*, forger, sign\) is not in the chain/m);
    expect(said).toMatch(/^event 7 \(.*csr\) is not in the chain/m);
  });

  it("names what was cut off, with and without its entries", async () => {
    await run(sql`DELETE FROM "AuditEvent" WHERE "id" > 3`);
    expect(verified(await exportNow()).said).toMatch(/^event 4 .*\n^event 5 .* was deleted$/m);
    await run(sql`DELETE FROM "AuditEntry" WHERE "seq" > 3`);
    expect(verified(await exportNow())).toMatchObject({
      code: 1,
      said: expect.stringMatching(/the log was cut off: a checkpoint is over 5 entries, and 3 are there/),
    });
  });

  it("names a history that was written anew, because its root is not the one that was signed", async () => {
    const [row] = await consoles[0]!.database.direct.$queryRaw<{ hash: string }[]>(
      sql`SELECT "hash" FROM "AuditEntry" WHERE "seq" = 4`,
    );
    const forged = "ab".repeat(32);
    await run(sql`UPDATE "AuditEntry" SET "hash" = ${forged} WHERE "hash" = ${row!.hash}`);
    const { code, said } = verified(await exportNow());
    expect(code).toBe(1);
    expect(said).toContain("the log is not the one of the checkpoint over 5 entries");
  });

  it("keeps checkpoints outside of the database, which tell of a state that was taken back as a whole", async () => {
    const file = join(location.dataDir, "audit-checkpoints.txt");
    await expect.poll(() => readFileSync(file, "utf8")).toContain("chainsmith/audit\n5\n");
    const direct = consoles[0]!.database.direct;
    await direct.$executeRaw(sql`DELETE FROM "AuditEvent"`);
    await direct.$executeRaw(sql`DELETE FROM "AuditEntry"`);
    await direct.$executeRaw(sql`DELETE FROM "AuditCheckpoint"`);
    await direct.$executeRaw(
      sql`UPDATE "AuditTree" SET "size" = 0, "head" = ${"0".repeat(64)}, "edge" = '', "note" = ''`,
    );
    await ask(consoles[0]!, "csr", { name: "new", subject: { CN: "new.example.com" }, key: "p-256" });
    expect(verified(await exportNow())).toMatchObject({
      code: 1,
      said: expect.stringContaining("the log was cut off: a checkpoint is over 5 entries"),
    });
  });

  it("takes in an event that ends late once as it began and once as it ended", async () => {
    const console_ = consoles[0]!;
    const actor = { kind: "token", id: "t", label: "late", role: "operator" } as const;
    const id = await console_.audit.begin({ actor, surface: "http", command: "csr", facts: { b: 1, a: "가" } });
    await console_.sealer.sealAll({ withUnfinished: true });
    await console_.audit.end(id, "failed", "internal");
    const file = await exportNow();
    expect(verified(file)).toMatchObject({ code: 0, said: expect.stringContaining("7 entries of 6 events") });
    const log = strFromU8(unzipSync(readFileSync(file))["log.txt"]!);
    expect(log).toContain('"facts":{"a":"가","b":1}');
  });

  it("is one chain of several consoles that write at the same time", async () => {
    const other = await open();
    const asked = Array.from({ length: 30 }, (_, index) =>
      ask(consoles[index % 2]!, "csr", {
        name: `many-${index}`,
        subject: { CN: `many-${index}.example.com` },
        key: "p-256",
      }),
    );
    const sealed = Array.from({ length: 6 }, (_, index) => consoles[index % 2]!.sealer.sealAll());
    expect(await Promise.all(asked)).not.toContain(false);
    await Promise.all(sealed);
    await other.sealer.sealAll();
    expect(verified(await exportNow())).toMatchObject({
      code: 0,
      said: expect.stringContaining("35 entries of 35 events"),
    });
  });

  it("is not fooled by an export that was edited, or cut off", async () => {
    const files = unzipSync(readFileSync(await exportNow()));
    const log = strFromU8(files["log.txt"]!);
    const changed = (name: string, text: string): Verdict => {
      const file = join(folder, `${name}.zip`);
      writeFileSync(file, zipSync({ ...files, "log.txt": Buffer.from(text) }));
      return verified(file);
    };
    expect(changed("edited", log.replace('"role":"administrator"', '"role":"auditor"')).code).toBe(1);
    expect(changed("cut", log.split("\n").slice(0, 3).join("\n").concat("\n")).said).toContain("the log was cut off");
    const [first = "", second = "", ...rest] = log.split("\n");
    expect(changed("swapped", [second, first, ...rest].join("\n")).code).toBe(1);
  });
});

it("the checkpoint of a log is opened by Go's own package of signed notes, and an altered one is not", () => {
  const folder = mkdtempSync(join(tmpdir(), "chainsmith-note-"));
  const key = checkpointKeyOf(Buffer.alloc(32, 3));
  let edge: Buffer[] = [];
  for (let size = 0; size < 7; size += 1) edge = appended(edge, size, Buffer.alloc(32, size));
  const note = key.sign(7, rootOf(edge));
  writeFileSync(
    join(folder, "open.go"),
    `package main
import ("fmt"; "io"; "os"; "golang.org/x/mod/sumdb/note"; "golang.org/x/mod/sumdb/tlog")
func main() {
  verifier, err := note.NewVerifier(os.Args[1]); if err != nil { panic(err) }
  text, _ := io.ReadAll(os.Stdin)
  opened, err := note.Open(text, note.VerifierList(verifier)); if err != nil { fmt.Println("refused"); return }
  hashes := []tlog.Hash{}
  read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) { out := []tlog.Hash{}; for _, i := range at { out = append(out, hashes[i]) }; return out, nil })
  for i := 0; i < 7; i++ { leaf := tlog.Hash{}; for j := range leaf { leaf[j] = byte(i) }; more, err := tlog.StoredHashesForRecordHash(int64(i), leaf, read); if err != nil { panic(err) }; hashes = append(hashes, more...) }
  root, err := tlog.TreeHash(7, read); if err != nil { panic(err) }
  fmt.Printf("%s%s\\n", opened.Text, root.String())
}
`,
  );
  const go = (input: string) =>
    execFileSync("go", ["run", join(folder, "open.go"), key.verifier], {
      input,
      encoding: "utf8",
      env: {
        ...process.env,
        GO111MODULE: "off",
        GOPATH: "/usr/share/gocode",
        GOCACHE: join(tmpdir(), "chainsmith-go-cache"),
      },
    });
  const root = rootOf(edge).toString("base64");
  expect(go(note)).toBe(`chainsmith/audit\n7\n${root}\n${root}\n`);
  expect(go(note.replace("\n7\n", "\n8\n"))).toBe("refused\n");
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
