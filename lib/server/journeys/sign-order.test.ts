import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "../../commands/command.ts";
import { sign } from "../../commands/keys/sign.ts";
import { isFailure } from "../error-codes.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** The order of `sign` is a safety property: nobody may hold a signature of which the store does not know. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Example CA" }, key: "p-256" });
  for (const name of ["one", "two", "three"])
    await console_.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
});

const input = (request: string) => sign.input.parse({ request, issuer: "ca" });
const intents = () => console_.console.database.client.signingIntent.findMany({ orderBy: { createdAt: "asc" } });

function contextWith(change: (context: Context) => Partial<Context>): Context {
  const context = console_.console.contextFor({ kind: "token", id: "t", label: "test", role: "administrator" }, null);
  return { ...context, ...change(context) };
}

it("sign stores the serial number and the intent before there is a signature", async () => {
  const context = contextWith(({ vault }) => ({
    vault: {
      ...vault,
      withOpening: () => ({
        ...vault,
        async signer(fileName) {
          const signer = await vault.signer(fileName);
          return {
            ...signer,
            sign() {
              throw new Error("the power fails here");
            },
          };
        },
      }),
    },
  }));
  await expect(sign.run(context, input("one"))).rejects.toThrow("the power fails here");
  const known = (await intents()).map(({ requestFileName }) => requestFileName);
  expect(known).toEqual(["one.csr"]);
  expect(await console_.ask("match", { certificate: "one.csr" })).toMatchObject({ matches: true });
  expect((await console_.ask("item", { name: "one" })).generations).toEqual([]);
});

it("sign draws another serial number when one is taken", async () => {
  const octets = [new Uint8Array(16).fill(0x55), new Uint8Array(16).fill(0x55), new Uint8Array(16).fill(0x66)];
  const context = contextWith(() => ({ random: { bytes: () => Uint8Array.from(octets.shift() ?? []) } }));
  const first = await sign.run(context, input("one"));
  const second = await sign.run(context, input("two"));
  expect([first.serial, second.serial]).toEqual(["55".repeat(16), "66".repeat(16)]);
  expect(octets).toEqual([]);
});

it("sign gives up on a source of randomness that repeats itself", async () => {
  const context = contextWith(() => ({ random: { bytes: () => new Uint8Array(16).fill(0x55) } }));
  const error = await sign.run(context, input("three")).catch((reason: unknown) => reason);
  expect(isFailure(error, "sign.serial-taken")).toBe(true);
});

it("sign leaves no intent of what it refused", async () => {
  const before = await intents();
  await console_.refusal("sign.days-out-of-range", "sign", { request: "three", issuer: "ca", days: 0 });
  await console_.refusal("san.malformed", "sign", { request: "three", issuer: "ca", subjectAltNames: ["a b"] });
  expect(await intents()).toHaveLength(before.length);
});
