import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import type { Context } from "../../commands/command.ts";
import { planFor } from "../../commands/parts/service/plan.ts";

/** Plans are made once for what is stored: a change of the inventory, and an instant at which something ends, make others. */

let console_: TestConsole;
afterAll(stopTestServer);

describe.each(providers)("plans that are known on %s", (provider) => {
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
  });
  afterAll(() => console_.close());

  const actor = { kind: "token", id: "test", label: "test", role: "administrator" } as const;
  const at = (instant: Date): Context => ({
    ...console_.console.contextFor(actor, null),
    clock: { now: () => instant },
  });
  const inputs = { host: "www.example.com", identity: "www" };
  const failedAt = async (instant: Date): Promise<readonly string[]> => {
    const { plan } = await planFor(at(instant), "tls-server", inputs);
    return plan.checks.filter(({ status }) => status === "fail").map(({ code }) => code);
  };

  it("the same question over the same inventory is answered by the same plan", async () => {
    const now = new Date();
    const first = await planFor(at(now), "tls-server", inputs);
    expect(await planFor(at(now), "tls-server", inputs)).toBe(first);
    expect(await planFor(at(now), "tls-server", { ...inputs, port: 8443 })).not.toBe(first);
  });

  it("what was stored meanwhile is in the next plan", async () => {
    expect(await failedAt(new Date())).toEqual(["identity.stored"]);
    await console_.ask("selfsigned", { name: "www", subject: { CN: "www.example.com" }, profile: "server", days: 1 });
    expect(await failedAt(new Date())).toEqual([]);
  });

  it("a change that the plan does not read leaves it as it is; one that it reads, however far from its names, does not", async () => {
    const { ask } = console_;
    const now = new Date();
    const asked = { host: "far.example.com", identity: "far" };
    const plan = () => planFor(at(now), "tls-server", asked);
    for (const name of ["top", "middle"]) await ask("selfsigned", { name, subject: { CN: name }, key: "p-256" });
    await ask("csr", { name: "far", subject: { CN: "far.example.com" }, subjectAltNames: ["far.example.com"] });
    await ask("sign", { request: "far", issuer: "middle", profile: "server" });
    const first = await plan();
    await ask("csr", { name: "stranger", subject: { CN: "stranger.example.com" }, key: "p-256" });
    expect(await plan()).toBe(first);
    // Of its authority, which the inputs do not name: what the inventory holds now.
    await ask("revoke", { certificate: "far.crt", reason: "keyCompromise", confirm: true });
    const second = await plan();
    expect(second).not.toBe(first);
    expect(second.plan.checks.filter(({ status }) => status === "fail")).not.toEqual([]);
  });

  it("a name that was free is taken meanwhile: the plan proposes another", async () => {
    const asked = { host: "shop.example.com", identity: "shop" };
    const nameAsked = async () => (await planFor(at(new Date()), "tls-server", asked)).plan.requests[0]?.name;
    const before = await nameAsked();
    await console_.ask("selfsigned", { name: before!, subject: { CN: "Somebody else" }, key: "p-256" });
    expect(before).toBe("shop");
    expect(await nameAsked()).not.toBe(before);
  });

  it("a certificate that ends between two questions ends in the second plan, to the second", async () => {
    const { material } = await planFor(at(new Date()), "tls-server", inputs);
    const end = material.identities.get("www")!.leaf!.notAfter.getTime();
    expect(await failedAt(new Date(end - 500))).toEqual([]);
    expect(await failedAt(new Date(end + 500))).toEqual(["validity.expired"]);
    // A clock that was put back is not told what was true later.
    expect(await failedAt(new Date(end - 500))).toEqual([]);
  });
});
