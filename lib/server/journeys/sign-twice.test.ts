import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** A second certificate for one key is made on purpose or not at all, also when two people press the button at once. */

afterAll(stopTestServer);

const openssl = (...words: string[]) => execFileSync("openssl", words, { stdio: ["ignore", "pipe", "ignore"] });

describe.each(["sqlite", "postgresql"] as const)("signing at the same moment, %s", (provider) => {
  let world: TestConsole;
  afterAll(() => world.close());
  beforeAll(async () => {
    world = await openTestConsole(provider);
    await world.ask("selfsigned", { name: "ca", subject: { CN: "Example CA" }, key: "p-256" });
  });

  const outcomes = async (requests: readonly string[], confirm: boolean) => {
    const answers = await Promise.all(
      requests.map((request) =>
        world.ask("sign", { request, issuer: "ca", ...(confirm ? { confirm } : {}) }).then(
          () => "signed",
          (error: Error) => error.message,
        ),
      ),
    );
    return answers
      .map((answer) => (answer === "signed" ? answer : (/sign\.[a-z-]+/.exec(answer)?.[0] ?? answer)))
      .sort();
  };

  it("one of eight unconfirmed signatures of one request succeeds", async () => {
    for (const name of ["r1", "r2", "r3"]) {
      await world.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
      expect(
        await outcomes(
          Array.from({ length: 8 }, () => name),
          false,
        ),
      ).toEqual([...Array.from({ length: 7 }, () => "sign.already-certified"), "signed"]);
      expect((await world.ask("item", { name })).generations).toHaveLength(1);
    }
  });

  it("one of two requests with the same key under two names succeeds", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chainsmith-one-key-"));
    try {
      const key = join(folder, "one.key");
      openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key);
      for (const name of ["one", "two"]) {
        const request = openssl("req", "-new", "-key", key, "-subj", `/CN=${name}.example.com`);
        await world.ask("upload", { files: [{ name: `${name}.csr`, text: request.toString() }] });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(await outcomes(["one", "two", "one", "two"], false)).toEqual([
      ...Array.from({ length: 3 }, () => "sign.already-certified"),
      "signed",
    ]);
  });

  it("a signature that lost leaves a failed event and an intent that has ended, and no trace of a crash", async () => {
    await world.ask("csr", { name: "lost", subject: { CN: "lost.example.com" }, key: "p-256" });
    expect(await outcomes(["lost", "lost"], false)).toEqual(["sign.already-certified", "signed"]);
    const { client } = world.console.database;
    const events = await client.auditEvent.findMany({ where: { command: "sign" }, include: { intents: true } });
    const ended = events
      .filter(({ facts }) => JSON.stringify(facts).includes('"lost"'))
      .map(({ outcome, errorCode, finishedAt, intents }) => ({
        outcome,
        errorCode,
        isFinished: finishedAt !== null,
        certificates: intents.filter(({ certificateId }) => certificateId !== null).length,
      }));
    expect(ended.sort((a, b) => (a.outcome < b.outcome ? -1 : 1))).toEqual([
      { outcome: "done", errorCode: null, isFinished: true, certificates: 1 },
      { outcome: "failed", errorCode: "sign.already-certified", isFinished: true, certificates: 0 },
    ]);
    // Of all races of this file.
    expect(await client.signingIntent.count({ where: { completedAt: null } })).toBe(0);
    expect(await client.auditEvent.count({ where: { outcome: "unfinished" } })).toBe(0);
  });

  it("confirmed signatures all succeed, each with its own serial number", async () => {
    expect(await outcomes(["r1", "r1", "r1", "r1"], true)).toEqual(Array.from({ length: 4 }, () => "signed"));
    expect((await world.ask("item", { name: "r1" })).generations).toHaveLength(5);
  });
});
