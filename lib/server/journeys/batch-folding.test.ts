import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { refreshSummaries } from "../store/refresh-summaries.ts";
import { shelveExpired } from "../store/shelf.ts";

/** Client certificates of a batch are one row of the list of the current names, whatever happens to one of them. */

afterAll(stopTestServer);

describe.each(providers)("a batch in the list on %s", (provider) => {
  let console_: TestConsole;
  let batch = "";
  let left: string[] = [];
  afterAll(() => console_.close());
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await console_.ask("selfsigned", { name: "staff", subject: { CN: "Staff CA" }, key: "p-256" });
    const made = await console_.ask("client-batch", {
      issuer: "staff",
      title: "Mattermost 2026",
      template: { subject: { CN: "{name}" }, days: 90, key: "p-256" },
      rows: ["anna", "bela", "cora", "dora"].map((name) => ({ name })),
    });
    batch = made.batch;
    await console_.console.batches.idle();
  });

  const rows = async () => (await console_.ask("list", { show: "current" })).rows;
  const listed = async () =>
    (await rows()).map(({ basename, batch: of }) => (of?.isFolded === true ? `${of.title} ×${of.names}` : basename));

  it("is one row under its title, among the other names by that title", async () => {
    expect(await listed()).toEqual(["Mattermost 2026 ×4", "staff"]);
    const { counts, total } = await console_.ask("list", { show: "current" });
    expect({ total, ...counts }).toMatchObject({ total: 2, names: 5, listed: 2, inBatches: 3 });
    for (const sort of ["ends", "created", "subject", "kind", "issuer", "status"])
      expect((await console_.ask("list", { show: "current", sort })).rows, sort).toHaveLength(2);
  });

  it("opens: its names are a list of their own, and searches find each", async () => {
    const page = await console_.ask("list", { batch, show: "current" });
    expect(page.rows.map(({ basename, batch: of }) => [basename, of?.isFolded])).toEqual(
      ["anna", "bela", "cora", "dora"].map((name) => [name, false]),
    );
    expect((await console_.ask("list", { search: "cora", show: "current" })).rows).toHaveLength(1);
  });

  it("goes on under its next name when the first is archived or deleted", async () => {
    const [first] = await rows();
    const name = first?.basename ?? "";
    await console_.ask("archive", { names: [name] });
    expect(await listed()).toEqual(["Mattermost 2026 ×4", "staff"]);
    expect((await rows())[0]?.basename).not.toBe(name);
    await console_.ask("unarchive", { names: [name] });
    expect(await listed()).toEqual(["Mattermost 2026 ×4", "staff"]);
    expect((await rows())[0]?.basename).toBe(name);
    for (const file of [`${name}.crt`, `${name}.key`])
      await console_.ask("remove", { file, confirm: true, anyway: true });
    expect(await listed()).toEqual(["Mattermost 2026 ×3", "staff"]);
    left = ["anna", "bela", "cora", "dora"].filter((each) => each !== name);
  });

  it("moves to the batch that renews it", async () => {
    const renewed = await console_.ask("batch-renew", { batch, days: 120 });
    await console_.console.batches.idle();
    expect(await listed()).toHaveLength(2);
    const page = await console_.ask("list", { batch: renewed.batch });
    expect(page.rows.map(({ basename }) => basename)).toEqual(left);
    expect((await console_.ask("list", { batch })).rows).toEqual([]);
  });

  it("is as it was after all summaries were written anew", async () => {
    const { database } = console_.console;
    const before = await listed();
    const cells = async () => database.client.item.findMany({ orderBy: { id: "asc" }, omit: { version: true } });
    const names = async () =>
      database.client.searchName.findMany({ orderBy: [{ itemId: "asc" }, { kind: "asc" }, { value: "asc" }] });
    const [cellsBefore, words] = [await cells(), await names()];
    await database.client.searchName.deleteMany({ where: { kind: "subject" } });
    await database.client.item.updateMany({ data: { purpose: "other" } });
    await refreshSummaries(database, console_.console.clock, () => false);
    expect(await cells()).toEqual(cellsBefore);
    expect(await names()).toEqual(words);
    expect(await listed()).toEqual(before);
    // Once is enough.
    await database.client.item.updateMany({ data: { purpose: "other" } });
    await refreshSummaries(database, console_.console.clock, () => false);
    expect(new Set((await cells()).map(({ purpose }) => purpose))).toEqual(new Set(["other"]));
  });

  it("a certificate that cannot be read keeps the names after it from nothing", async () => {
    const { database, clock } = console_.console;
    const [first] = await database.client.item.findMany({ orderBy: { id: "asc" }, take: 1 });
    const { certificate } = await database.client.file.findFirstOrThrow({
      where: { itemId: first!.id, kind: "certificate" },
      select: { certificate: { select: { id: true, der: { select: { der: true } } } } },
    });
    const whole = certificate!.der!.der;
    const write = (der: Uint8Array<ArrayBuffer>) =>
      database.client.certificateDer.update({ where: { certificateId: certificate!.id }, data: { der } });
    await write(new Uint8Array([48, 3, 1]));
    await database.client.setting.delete({ where: { key: "summaries" } });
    await refreshSummaries(database, clock, () => false);
    const purposes = await database.client.item.findMany({ orderBy: { id: "asc" }, select: { purpose: true } });
    expect(purposes[0]!.purpose).toBe("other");
    expect(purposes.slice(1).every(({ purpose }) => purpose !== "other")).toBe(true);
    await write(whole);
    await database.client.setting.delete({ where: { key: "summaries" } });
    await refreshSummaries(database, clock, () => false);
  });

  it("is out of the list when it is over, and the counts follow", async () => {
    const { database } = console_.console;
    const later = new Date(Date.now() + 200 * 86_400_000);
    await shelveExpired(database, later);
    const counts = async () => (await console_.ask("list", { show: "current" })).counts;
    expect(await counts()).toMatchObject({ listed: 1, expired: 1, inBatches: 2 });
    expect(await listed()).toEqual(["staff"]);
    await shelveExpired(database, new Date());
    expect(await counts()).toMatchObject({ listed: 2, expired: 0, inBatches: 2 });
  });
});
