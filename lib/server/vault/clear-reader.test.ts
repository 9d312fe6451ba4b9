import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openssl, octets, temporaryFolder } from "../../../test/support/external-tools.ts";
import { createClearReader } from "./clear-reader.ts";

/** Heavy reading happens elsewhere: this thread goes on, and what takes too long is ended. */

vi.setConfig({ testTimeout: 120_000 });
const folder = temporaryFolder();
const now = new Date("2026-11-22T00:00:00Z");
afterAll(() => folder.remove());
const exported = (...words: string[]): Uint8Array =>
  octets("openssl", [
    "pkcs12",
    "-export",
    "-inkey",
    folder.path("key"),
    "-in",
    folder.path("crt"),
    "-passout",
    "pass:word",
    ...words,
  ]);

beforeAll(() => {
  openssl(
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${folder.path("key")} -out ${folder.path("crt")} -subj /CN=Heavy -days 30`,
  );
});

describe("clear reader", () => {
  const reader = createClearReader();
  afterAll(() => reader.close());

  it("the reader says the same in a thread as without one", async () => {
    const file = exported("-iter", "2048");
    const { keys, certificates } = await reader.pkcs12(file, "word");
    expect([keys.length, certificates.length]).toEqual([1, 1]);
    await expect(reader.pkcs12(file, "worD")).rejects.toMatchObject({
      name: "Failure",
      code: "pkcs12.wrong-passphrase",
    });
    await expect(reader.unlock(Buffer.from("nothing"), "word")).rejects.toMatchObject({ code: "file.unrecognised" });
    const inspection = await reader.inspect(file, { now, passphrase: "word" });
    expect(inspection.elements[0]).toMatchObject({ kind: "pkcs12", card: { isLocked: false } });
  });

  it("the reader keeps this thread free while a passphrase costs five million rounds", async () => {
    const file = exported("-iter", "5000000", "-maciter");
    let worst = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      worst = Math.max(worst, performance.now() - last);
      last = performance.now();
    }, 5);
    const started = performance.now();
    const [found] = await reader.unpack([{ name: "heavy.p12", bytes: file }], {
      passphrases: [{ passphrase: "word" }],
      triesEmpty: false,
    });
    clearInterval(timer);
    expect(found!.elements[0]!.contents?.keys).toHaveLength(1);
    // Relative, because the machine may have others to serve: on this thread the whole of it would be one gap.
    const whole = performance.now() - started;
    expect(whole).toBeGreaterThan(1000);
    expect(worst).toBeLessThan(whole / 4);
  });

  it("the reader answers the files that wait behind a slow one", async () => {
    const file = exported("-iter", "200000");
    const all = await Promise.all(Array.from({ length: 6 }, () => reader.pkcs12(file, "word")));
    expect(all.every(({ keys }) => keys.length === 1)).toBe(true);
  });
});

describe("limits", () => {
  it("the reader ends a file that takes too long, and reads the next one", async () => {
    const [heavy, next] = [exported("-iter", "1000000"), exported("-iter", "1")];
    const slow = Array.from({ length: 60 }, (_, index) => ({ name: `${index}.p12`, bytes: heavy }));
    // What a thread needs to begin and read the quick one, here and now; the slow ones take many times as long.
    const trial = createClearReader({ threads: 1 });
    const began = performance.now();
    await trial.pkcs12(next, "word");
    const limit = 1000 * Math.ceil(1 + (3 * (performance.now() - began)) / 1000);
    await trial.close();
    const reader = createClearReader({ threads: 1, limit });
    const answers = await Promise.allSettled([
      reader.unpack(slow, { passphrases: [{ passphrase: "word" }], triesEmpty: false }),
      reader.pkcs12(next, "word"),
    ]);
    expect(answers[0]).toMatchObject({
      status: "rejected",
      reason: { code: "reading.timed-out", facts: { seconds: limit / 1000 } },
    });
    expect(answers[1]).toMatchObject({ status: "fulfilled" });
    await reader.close();
  });

  it("the reader refuses more waiting files than it can hold", async () => {
    const reader = createClearReader({ threads: 1, queue: 2 });
    const file = exported("-iter", "1000000");
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => reader.pkcs12(file, "word")));
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "reading.busy" });
    await reader.close();
  });
});
