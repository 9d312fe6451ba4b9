import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { sql } from "../database/sql.ts";

/** A person is told of the lists of authorities in time, on the first page and on that of the authority. */

afterAll(stopTestServer);

describe.each(providers)("the lists that authorities here sign, on %s", (provider) => {
  const day = 86_400_000;
  const time = { now: Date.now() };
  const passphrase = "a long passphrase";
  let console_: TestConsole;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);

  beforeAll(async () => {
    console_ = await openTestConsole(provider, { now: () => new Date(time.now) });
    const days = 3650;
    await ask("selfsigned", { name: "open", subject: { CN: "Open" }, key: "p-256", days });
    await ask("selfsigned", { name: "locked", subject: { CN: "Locked" }, key: "p-256", passphrase, days });
    await ask("crl", { authority: "open" });
    await ask("crl-save", { authority: "locked", listDays: 30, responderDays: 366 });
    await ask("crl", { authority: "locked", passphrase });
  });
  afterAll(() => console_.close());

  const later = (days: number) => {
    time.now += days * day;
  };
  const standing = async () => {
    const { ownLists } = await ask("overview", {});
    const found = Object.fromEntries(ownLists.map(({ basename, standing: each }) => [basename, each]));
    for (const name of ["open", "locked"]) expect((await ask("item", { name })).lists?.standing).toBe(found[name]);
    return found;
  };

  it("are in order after they were signed, each until it ends", async () => {
    expect(await standing()).toEqual({ open: "good", locked: "good" });
    const { ownLists } = await ask("overview", {});
    const days = ownLists.map(({ nextUpdate }) => Math.round((nextUpdate!.getTime() - time.now) / day));
    expect(days).toEqual([30, 7]);
  });

  it("of a key that does not open by itself are to be signed half a life before they end, and its passphrase does it", async () => {
    later(16);
    await console_.console.lists.signDue(() => false);
    expect(await standing()).toEqual({ open: "good", locked: "ending" });
    await ask("csr", { name: "kim", subject: { CN: "Kim" }, key: "p-256" });
    await ask("sign", { request: "kim", issuer: "locked", profile: "client", passphrase });
    expect(await standing()).toEqual({ open: "good", locked: "good" });
    // The first one was due when the passphrase opened the key, and then `crl` signed another one.
    expect((await ask("item", { name: "locked" })).lists).toMatchObject({ listNumber: 3, key: "locked" });
  });

  it("are out of date when no one signed them, and stuck where they would be signed by themselves", async () => {
    later(5);
    expect(await standing()).toEqual({ open: "stuck", locked: "good" });
    later(27);
    expect(await standing()).toEqual({ open: "over", locked: "over" });
    await console_.console.lists.signDue(() => false);
    expect(await standing()).toEqual({ open: "good", locked: "over" });
    await ask("crl", { authority: "locked", passphrase });
    expect(await standing()).toEqual({ open: "good", locked: "good" });
  });

  it("that lack a revocation say so until the passphrase was given", async () => {
    // As a process leaves it that dies between the revocation and the list.
    await console_.console.database.direct.$executeRaw(
      sql`UPDATE "CrlIssuer" SET "revision" = "revision" + 1 WHERE "publishedName" = 'locked'`,
    );
    expect(await standing()).toEqual({ open: "good", locked: "behind" });
    await console_.console.lists.signDue(() => false);
    expect(await standing()).toEqual({ open: "good", locked: "behind" });
    await ask("crl", { authority: "locked", passphrase });
    expect(await standing()).toEqual({ open: "good", locked: "good" });
  });

  it("say that the responder of a key under a passphrase nears its end, and that it has ended", async () => {
    await ask("selfsigned", { name: "short", subject: { CN: "Short" }, key: "p-256", passphrase, days: 3650 });
    await ask("crl-save", { authority: "short", listDays: 366, responderDays: 40 });
    await ask("crl", { authority: "short", passphrase });
    const short = async () => (await ask("item", { name: "short" })).lists!;
    expect((await short()).standing).toBe("good");
    later(21);
    expect((await short()).standing).toBe("responder-ending");
    later(20);
    expect((await short()).standing).toBe("responder-over");
    await ask("crl", { authority: "short", passphrase });
    const { standing: after, responderEnds } = await short();
    expect(after).toBe("good");
    expect(Math.round((responderEnds!.getTime() - time.now) / day)).toBe(40);
  });

  it("of an authority that has ended need no one, and the last one stays", async () => {
    later(3650);
    expect(await standing()).toMatchObject({ open: "good", locked: "good" });
    expect(await console_.console.published({ kind: "list", name: "open", form: "der" })).not.toBeNull();
  });
});
