import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as collect } from "@/app/(handout)/collect/file/route.ts";
import { findNeedles, needlesOfText } from "../../../test/support/secrets.ts";
import { clientAddressHeader } from "../auth/auth.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { createMigrated } from "../../../test/support/migrated-database.ts";

/** The download behind a one-time link as a browser asks for it. */

const actor = { kind: "user", id: "test", label: "test@example.com", role: "administrator" } as const;
let world: Console;
let dataDir: string;
let instant = Date.now();
let codes: string[];

beforeAll(async () => {
  ({ dataDir } = await createMigrated("sqlite"));
  world = await createConsole(
    {
      port: 0,
      host: "127.0.0.1",
      dataDir,
      databaseUrl: null,
      masterKeyFile: join(dataDir, "master.key"),
      backdating: 300_000,
      firstAdministrator: null,
    },
    { now: () => new Date(instant) },
  );
  Object.assign(globalThis, { [Symbol.for("chainsmith.console")]: Promise.resolve(world) });
  await ask("selfsigned", { name: "ca", subject: { CN: "Link CA" }, key: "p-256" });
  const { batch } = await ask("client-batch", {
    issuer: "ca",
    rows: [{ name: "김민지" }, { name: "Jan" }],
    iterations: 2048,
  });
  await world.batches.idle();
  const { links } = (await ask("batch-links", { batch })) as { links: { path: string }[] };
  codes = links.map(({ path }) => path.split("#")[1]!);
}, 120_000);

afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(command: string, input: unknown): Promise<Record<string, unknown>> {
  const answer = await execute({ actor, surface: "http", command, input }, world);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value as Record<string, unknown>;
}

async function post(
  code: string,
  address = "203.0.113.1",
): Promise<{ status: number; location: string | null; bytes: Uint8Array }> {
  const body = new URLSearchParams({ code });
  const answer = await collect(
    new Request("http://localhost/collect/file", { method: "POST", body, headers: { [clientAddressHeader]: address } }),
  );
  return {
    status: answer.status,
    location: answer.headers.get("location"),
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
}

test("thirty wrong codes a minute and address are told that they are wrong, the next that there were too many", async () => {
  const wrong = `cl_${"A".repeat(43)}`;
  for (let tried = 0; tried < 30; tried += 1)
    expect((await post(wrong)).location).toBe("/collect?problem=link.unknown");
  expect(await post(wrong)).toMatchObject({ status: 303, location: "/collect?problem=rate.limited" });
  // Somebody else's address is not theirs, and a right code is never refused for what others on its address do.
  expect((await post(wrong, "203.0.113.2")).location).toBe("/collect?problem=link.unknown");
  const { status, bytes } = await post(codes[0]!);
  expect([status, bytes[0]]).toEqual([200, 0x30]);
  instant += 61_000;
  expect((await post(wrong)).location).toBe("/collect?problem=link.unknown");
});

test("the second use is told when the first one was, and no code stands in an address or in the log", async () => {
  expect((await post(codes[0]!)).location).toMatch(/^\/collect\?problem=link\.used&at=\d{4}-/);
  const events = Buffer.from(JSON.stringify(await world.database.client.auditEvent.findMany()));
  expect(
    findNeedles(
      "log",
      events,
      codes.flatMap((code, index) => needlesOfText(`code ${index}`, code)),
    ),
  ).toEqual([]);
});

test("what is no form, and what is longer than any code, is a wrong code", async () => {
  expect((await post("x".repeat(5000), "203.0.113.3")).location).toBe("/collect?problem=link.unknown");
  const answer = await collect(
    new Request("http://localhost/collect/file", { method: "POST", body: Uint8Array.of(0xff, 0, 1) }),
  );
  expect(answer.headers.get("location")).toBe("/collect?problem=link.unknown");
});
