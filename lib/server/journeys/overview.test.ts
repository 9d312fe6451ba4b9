import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import type { Provider } from "../database/sql.ts";

/** What the first page and the numbers beside the navigation are made of. */

describe.each<Provider>(["sqlite", "postgresql"])("on %s", (provider) => {
  let world: TestConsole;
  const folder = temporaryFolder();
  const counts = () => world.ask("counts", {});
  beforeAll(async () => {
    world = await openTestConsole(provider);
    await world.ask("selfsigned", { name: "ca", subject: { CN: "Own CA" }, key: "p-256" });
    for (const [name, days] of [
      ["a", 100],
      ["b", 100],
      ["c", 100],
      ["soon", 3],
    ] as const) {
      await world.ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
      await world.ask("sign", { request: name, issuer: "ca", days });
      // Another second of the same day.
      if (name !== "soon") await new Promise((resolve) => setTimeout(resolve, 1100));
    }
    await world.ask("csr", { name: "waits", subject: { CN: "waits.example.com" }, key: "p-256" });
    await world.ask("client-batch", {
      issuer: "ca",
      title: "Team",
      profile: "none",
      template: { days: 50 },
      rows: ["Ann", "Bob", "Cem"],
    });
    await world.console.batches.idle();
  });
  afterAll(async () => {
    folder.remove();
    await world.close();
  });

  it("a request that waits says who asked for it, on the first page and on its own", async () => {
    const { waiting, askedBy } = await world.ask("overview", {});
    expect(waiting.map(({ basename }) => basename)).toContain("waits");
    expect(askedBy["waits"]).toBe("test administrator");
    expect(await world.ask("item", { name: "waits" })).toMatchObject({ askedBy: "test administrator" });
    expect(await world.ask("item", { name: "ca" })).toMatchObject({ askedBy: null });
  });

  it("what ends in a year is one row a day for a batch, and for an issuer", async () => {
    const { endings } = await world.ask("overview", {});
    const shown = endings.map(({ name, count, batch, issuer, isAuthority }) => ({
      ...(batch === null ? { name } : { batch: batch.title }),
      count,
      issuer,
      isAuthority,
    }));
    expect(shown).toEqual([
      { name: "soon", count: 1, issuer: "Own CA", isAuthority: false },
      { batch: "Team", count: 3, issuer: "Own CA", isAuthority: false },
      { name: "a", count: 3, issuer: "Own CA", isAuthority: false },
    ]);
  });

  it("what a service uses is said to be used, there and where it ends", async () => {
    await world.ask("service-save", {
      name: "Web",
      target: "tls-server",
      inputs: { host: "soon.example.com", identity: "soon" },
    });
    const { endings, usedBy } = await world.ask("overview", {});
    expect(endings.filter(({ isUsed }) => isUsed).map(({ name }) => name)).toEqual(["soon"]);
    expect(usedBy["soon"]).toEqual(["Web"]);
  });

  it("the counts are those of the inventory, and follow what is done", async () => {
    const before = await counts();
    expect(before).toEqual({ names: 9, ending: 1, waiting: 1, notReady: expect.any(Number) as number });
    expect(await counts()).toEqual(before);
    await world.ask("csr", { name: "more", subject: { CN: "more.example.com" }, key: "p-256" });
    expect(await counts()).toMatchObject({ names: 10, waiting: 2 });
    await world.ask("archive", { names: ["more", "soon"] });
    expect(await counts()).toMatchObject({ ending: 0, waiting: 1 });
    await world.ask("service-save", { name: "Bare", target: "tls-server", inputs: { host: "bare.example.com" } });
    expect((await counts()).notReady).toBe((before.notReady ?? 0) + 1);
  });

  it("a stored list has its authority and its end; one that cannot be read is left out", async () => {
    folder.write(
      "openssl.cnf",
      `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder.path("index")}\ncrlnumber=${folder.path("number")}\ndefault_md=sha256\n`,
    );
    folder.write("index", "");
    folder.write("number", "01\n");
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=Outside -days 30 -keyout ${folder.path("k")} -out ${folder.path("c")}`,
    );
    openssl(
      `ca -config ${folder.path("openssl.cnf")} -gencrl -crldays 9 -keyfile ${folder.path("k")} -cert ${folder.path("c")} -out ${folder.path("l")}`,
    );
    await world.ask("upload", { files: [{ name: "outside.crl", text: Buffer.from(folder.read("l")).toString() }] });
    const { lists } = await world.ask("overview", {});
    expect(lists).toMatchObject([{ fileName: "outside.crl", authority: "Outside" }]);
    const days = (lists[0]!.nextUpdate!.getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(9);
  });

  it("a batch whose passphrases wait to be taken, or that failed, is told; one that is done is not", async () => {
    expect((await world.ask("overview", {})).batches).toEqual([]);
    await world.ask("client-batch", {
      issuer: "ca",
      title: "With files",
      template: { days: 50 },
      iterations: 2048,
      rows: ["Dan"],
    });
    await world.console.batches.idle();
    expect((await world.ask("overview", {})).batches).toMatchObject([{ title: "With files", sheet: "ready" }]);
  });
});
