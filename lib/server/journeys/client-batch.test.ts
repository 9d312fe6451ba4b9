import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { actorOfLink } from "../batch/links.ts";
import { execute } from "../gate/execute.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Client certificates for many people, on both databases: from a table to the files that a stranger opens. */

const folder = temporaryFolder();
afterAll(async () => {
  folder.remove();
  await stopTestServer();
});

const people = [
  { name: "김민지", email: "minji@example.com", upn: "minji@corp.example.com", department: "영업" },
  { name: 'Jan "JJ" Kowalski, jr.', email: "jan@example.com" },
  { name: "김민지", email: "minji2@example.com" },
  { name: "=2+3", email: "formula@example.com" },
];
const template = { subject: { CN: "{name}", OU: "{department}", O: "Example" }, days: 90 };

describe.each(providers)("a batch on %s", (provider) => {
  let console_: TestConsole;
  let batch = "";
  afterAll(() => console_.close());
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await console_.ask("selfsigned", { name: "root", subject: { CN: "Staff Root" }, key: "p-256" });
    await console_.ask("csr", { name: "staff", subject: { CN: "Staff CA" }, key: "p-256" });
    await console_.ask("sign", { request: "staff", issuer: "root", profile: "sub-ca" });
  });
  const done = async (of: string) => {
    await console_.console.batches.idle();
    return console_.ask("batch-status", { batch: of });
  };
  const files = async (of: string) => {
    const { fileName, ...answer } = await console_.ask("export", { batch: of, format: "zip" });
    const pieces: Uint8Array[] = [];
    for await (const piece of (answer as unknown as { chunks: AsyncIterable<Uint8Array> }).chunks) pieces.push(piece);
    return { fileName, entries: unzipSync(Buffer.concat(pieces)) };
  };
  const collect = async (path: string) => {
    const actor = await actorOfLink(console_.console.database, path.split("#")[1] ?? "");
    return actor === null
      ? null
      : execute({ actor, surface: "browser", command: "batch-collect", input: {} }, console_.console);
  };

  it("a batch is checked before anything is issued", async () => {
    const text =
      "\uFEFF이름;이메일;부서;메모\n김민지;minji@example.com;영업;x\n민지;minji@example.com;;\n박;not an address;;\n;;;\n";
    const checked = await console_.ask("client-batch-preview", { issuer: "staff", template, text });
    expect(checked).toMatchObject({
      people: 3,
      ready: 1,
      columns: { name: "이름", email: "이메일", department: "부서" },
      ignored: ["메모"],
    });
    expect(checked.invalid.map(({ position, problem }) => [position, problem.code])).toEqual([
      [2, "row.duplicate"],
      [3, "san.malformed"],
    ]);
    expect(checked.example).toMatchObject({
      basename: "minji",
      fileName: "김민지.p12",
      subject: { CN: "김민지", OU: "영업", O: "Example" },
    });
    expect(checked.issuer).toMatchObject({ name: "Staff CA", problem: null });
    expect(
      await console_.refusal("batch.rows-refused", "client-batch", { issuer: "staff", template, text }),
    ).toMatchObject({ count: 2, of: 3 });
    await console_.refusal("batch.too-many-rows", "client-batch", {
      issuer: "staff",
      rows: Array.from({ length: 10_001 }, (_, index) => ({ name: `p${index}` })),
    });
    await console_.refusal("template.placeholder-unknown", "client-batch", {
      issuer: "staff",
      template: "CN={nome}",
      rows: people,
    });
    await console_.refusal("key.absent", "client-batch", { issuer: await foreignAuthority(console_), rows: people });
    await console_.refusal("actor.forbidden", "client-batch", { issuer: "staff", rows: people }, "auditor");
    expect((await console_.ask("batch-list", {})).rows).toEqual([]);
  });

  it("a batch issues a certificate, a key and a .p12 for each person", async () => {
    batch = (
      await console_.ask("client-batch", {
        issuer: "staff",
        template,
        rows: people,
        profile: "modern",
        iterations: 2048,
        title: "Sales",
      })
    ).batch;
    const status = await done(batch);
    expect(status).toMatchObject({ state: "done", total: 4, issued: 4, failed: 0, waiting: 0, sheet: "ready" });
    expect(status.rows.map(({ identity, fileName, state }) => [identity, fileName, state])).toEqual([
      ["minji", "김민지.p12", "issued"],
      ["jan", "Jan _JJ_ Kowalski, jr.p12", "issued"],
      ["minji2", "김민지 (2).p12", "issued"],
      ["formula", "=2+3.p12", "issued"],
    ]);
    const { row } = await console_.ask("item", { name: "minji" });
    expect(row).toMatchObject({
      commonName: "김민지",
      issuer: "Staff CA",
      status: "valid",
      files: [{ fileName: "minji.crt" }, { fileName: "minji.key" }],
    });
    expect((await console_.ask("list", { search: "민지" })).rows.map(({ basename }) => basename).toSorted()).toEqual([
      "minji",
      "minji2",
    ]);
    expect(await console_.ask("match", { key: "minji.key", certificate: "minji.crt" })).toMatchObject({
      matches: true,
    });
    const printed = await console_.type(`pki batch-status ${batch}`);
    expect(printed.text).toContain("4 issued, 0 failed, 0 waiting");
  });

  it("a batch writes of each certificate what the store itself would write", async () => {
    const { client } = console_.console.database;
    const before = await client.item.findUniqueOrThrow({
      where: { basename: "minji" },
      include: { names: true, search: true, files: true },
    });
    // A name that was deleted and came again is no longer of the batch.
    const counted = () =>
      client.counter.findMany({
        where: { kind: { notIn: ["shelf", "batch"] } },
        orderBy: [{ kind: "asc" }, { value: "asc" }],
      });
    const counters = await counted();
    const { row } = await console_.ask("item", { name: "minji" });
    expect(row.files).toHaveLength(2);
    // The same identity by the ordinary way: exported, deleted, uploaded.
    const key = await console_.ask("export", { name: "minji", format: "key-pem", unencrypted: true });
    const certificate = await console_.ask("export", { name: "minji", format: "certificate-pem" });
    for (const file of ["minji.crt", "minji.key"]) await console_.ask("remove", { file, confirm: true });
    const upload = ({ bytes, fileName }: { bytes: Uint8Array; fileName: string }) => ({
      name: fileName,
      bytes,
    });
    await console_.ask("upload", { files: [upload(key), upload({ ...certificate, fileName: "minji.crt" })] });
    const after = await client.item.findUniqueOrThrow({
      where: { basename: "minji" },
      include: { names: true, search: true, files: true },
    });
    const shape = ({
      id: _id,
      createdAt: _at,
      version: _version,
      shelf: _shelf,
      listKey: _listKey,
      batchId: _batchId,
      names,
      search,
      files: live,
      ...item
    }: typeof before) => ({
      ...item,
      names: names.map(({ kind, value }) => `${kind} ${value}`).toSorted(),
      text: search?.text.split("\n").toSorted(),
      hex: search?.hex.split("\n").toSorted(),
      grams: search?.grams.split(" ").toSorted(),
      files: live.map(({ fileName, kind }) => [fileName, kind]).toSorted(),
    });
    expect(shape(after)).toEqual(shape(before));
    expect(await counted()).toEqual(counters);
  });

  it("each certificate of a batch is in the audit log, in the name of who began it", async () => {
    const { rows } = await console_.ask("audit", { search: batch, limit: 50 });
    const own = rows.filter(({ facts }) => "row" in facts);
    expect(own).toHaveLength(4);
    expect(
      own.every(
        ({ command, outcome, actor }) =>
          command === "client-batch" && outcome === "done" && actor === "test administrator",
      ),
    ).toBe(true);
    expect(new Set(own.map(({ facts }) => facts["serial"])).size).toBe(4);
  });

  it("people who hold a live certificate are refused, left out, or issued another one", async () => {
    expect(
      await console_.refusal("batch.already-certified", "client-batch", { issuer: "staff", rows: people }),
    ).toMatchObject({ count: 4, of: 4 });
    const several = await console_.refusal("input.several", "client-batch", {
      issuer: "no-such-authority",
      text: "",
      template: { subject: { CN: "{nickname}" } },
    });
    expect(several.faults.map(({ code }) => code)).toEqual([
      "template.placeholder-unknown",
      "table.empty",
      "file.not-found",
    ]);
    await console_.refusal("batch.nobody-left", "client-batch", { issuer: "staff", rows: people, existing: "skip" });
    const again = await console_.ask("client-batch", {
      issuer: "staff",
      rows: [...people.slice(1, 2), { name: "새 사람" }],
      existing: "issue",
      profile: "none",
    });
    expect((await done(again.batch)).rows.map(({ identity }) => identity)).toEqual(["jan-2", "sae-saram"]);
    await console_.refusal("batch.no-files", "export", { batch: again.batch, format: "zip" });
  });

  it("a batch hands out a zip and, once, the passphrases that open it", async () => {
    await console_.refusal("confirmation.required", "batch-passphrases", { batch });
    const { rows, csv } = await console_.ask("batch-passphrases", { batch, confirm: true });
    expect(rows.every(({ passphrase }) => /^[a-z2-9]{6}-[a-z2-9]{6}-[a-z2-9]{6}$/.test(passphrase))).toBe(true);
    expect(new Set(rows.map(({ passphrase }) => passphrase)).size).toBe(4);
    expect(csv).toContain("'=2+3,formula@example.com,'=2+3.p12,");
    expect(csv).toContain('"Jan ""JJ"" Kowalski, jr."');
    expect(
      await console_.refusal("batch.passphrases-taken", "batch-passphrases", { batch, confirm: true }),
    ).toMatchObject({
      by: "test administrator",
    });
    const { fileName, entries } = await files(batch);
    expect(fileName).toBe("Sales.zip");
    expect(Object.keys(entries)).toEqual(rows.map((row) => row.fileName));
    for (const { fileName: name, passphrase, position } of rows) {
      const path = folder.write(`${provider}-${position}.p12`, entries[name]!);
      const text = openssl(`pkcs12 -in ${path} -passin pass:${passphrase} -passout pass:x -info`);
      expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
      const leaf = folder.write(`${provider}-${position}.pem`, text);
      expect(openssl(`x509 -in ${leaf} -noout -ext extendedKeyUsage,basicConstraints`)).toMatch(
        /TLS Web Client Authentication/,
      );
      expect(() => openssl(`pkcs12 -in ${path} -passin pass:${passphrase}x -noout`)).toThrow();
    }
    const shown = run("openssl", [
      "x509",
      "-in",
      folder.path(`${provider}-1.pem`),
      "-noout",
      "-subject",
      "-ext",
      "subjectAltName",
      "-nameopt",
      "utf8",
    ]);
    expect(shown).toContain("김민지");
    expect(shown).toMatch(/email:minji@example\.com.*(UPN|othername)/s);
  });

  it("a batch is packed anew under other passphrases when the sheet is lost", async () => {
    await console_.ask("batch-repack", { batch, confirm: true });
    expect(await done(batch)).toMatchObject({ state: "done", sheet: "ready", issued: 4 });
    const { rows } = await console_.ask("batch-passphrases", { batch, confirm: true });
    const { entries } = await files(batch);
    const path = folder.write(`${provider}-anew.p12`, entries[rows[1]!.fileName]!);
    expect(openssl(`pkcs12 -in ${path} -passin pass:${rows[1]!.passphrase} -nokeys`)).toContain("BEGIN CERTIFICATE");
  });

  it("each person gets a link that works once, ends, and can be revoked", async () => {
    const { links } = await console_.ask("batch-links", { batch, days: 3 });
    expect(links.map(({ path }) => /^\/collect#cl_[\w-]{43}$/.test(path))).toEqual([true, true, true, true]);
    const first = await collect(links[0]!.path);
    expect(first).toMatchObject({ ok: true, value: { fileName: "김민지.p12", mediaType: "application/x-pkcs12" } });
    expect(await collect(links[0]!.path)).toMatchObject({ ok: false, error: { code: "link.used" } });
    const [one, other] = await Promise.all([collect(links[1]!.path), collect(links[1]!.path)]);
    expect([one?.ok, other?.ok].toSorted()).toEqual([false, true]);
    expect(await console_.ask("batch-links-revoke", { batch, positions: [3], confirm: true })).toMatchObject({
      revoked: 1,
    });
    expect(await collect(links[2]!.path)).toMatchObject({ ok: false, error: { code: "link.revoked" } });
    await console_.console.database.client.batchLink.updateMany({
      where: { usedAt: null },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect(await collect(links[3]!.path)).toMatchObject({ ok: false, error: { code: "link.expired" } });
    expect((await console_.ask("batch-status", { batch })).rows.map(({ link }) => link?.state)).toEqual([
      "used",
      "used",
      "revoked",
      "expired",
    ]);
    const renewed = await console_.ask("batch-links", { batch, positions: [4] });
    expect(await collect(renewed.links[0]!.path)).toMatchObject({ ok: true });
    expect(await collect("/collect#cl_nothing")).toBeNull();
    expect(await collect(`/collect#cl_${"A".repeat(43)}`)).toBeNull();
    await console_.refusal("link.unknown", "batch-collect", {});
    const used = (await console_.ask("audit", { search: "batch-collect", limit: 20 })).rows.filter(
      ({ outcome }) => outcome === "done",
    );
    expect(used.map(({ actor }) => actor)).toContain(`김민지 (${batch})`);
  });

  it("a batch is cancelled and resumed, and no person has two certificates", async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      name: `Person ${index}`,
      email: `person${index}@example.com`,
    }));
    const { batch: long } = await console_.ask("client-batch", {
      issuer: "staff",
      rows,
      profile: "modern",
      iterations: 50_000,
    });
    await console_.refusal("batch.running", "batch-passphrases", { batch: long, confirm: true });
    expect(await console_.ask("batch-cancel", { batch: long })).toMatchObject({ state: "cancelled" });
    const left = await done(long);
    expect(left.issued).toBeLessThan(60);
    await console_.refusal("batch.not-running", "batch-cancel", { batch: long });
    await console_.ask("batch-resume", { batch: long });
    expect(await done(long)).toMatchObject({ state: "done", issued: 60, failed: 0 });
    await console_.refusal("batch.nothing-left", "batch-resume", { batch: long });
    await expectExact(console_, long, 60);
  });

  it("certificates that end soon are renewed as the next generation of the same name", async () => {
    await console_.refusal("batch.nothing-to-renew", "batch-renew", { batch, days: 30 });
    const renewal = await console_.ask("batch-renew", { batch, days: 120 });
    expect(await done(renewal.batch)).toMatchObject({ state: "done", issued: 4, renewalOf: batch });
    expect(
      (await console_.ask("item", { name: "jan" })).generations.map(({ number, isLive }) => [number, isLive]),
    ).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(await console_.ask("match", { key: "jan.key", certificate: "jan.crt" })).toMatchObject({ matches: true });
    expect((await console_.ask("batch-status", { batch })).rows.every(({ isRenewed }) => isRenewed)).toBe(true);
    expect(
      (await console_.ask("batch-status", { batch: renewal.batch })).rows.every(({ isRenewal }) => isRenewal),
    ).toBe(true);
    await console_.refusal("batch.nothing-to-renew", "batch-renew", { batch, days: 120 });
  });

  it("a row is failed where the authority may not certify the name, and the batch stops when the authority is gone", async () => {
    await console_.ask("selfsigned", { name: "short", subject: { CN: "Short CA" }, key: "p-256", days: 5 });
    const { batch: cut, isCut } = await console_.ask("client-batch", {
      issuer: "short",
      rows: [{ name: "A" }],
      profile: "none",
    });
    expect(isCut).toBe(true);
    expect((await done(cut)).rows[0]?.notAfter?.getTime()).toBeLessThan(Date.now() + 5.1 * 86_400_000);
    await console_.ask("remove", { file: "short.key", confirm: true, anyway: true });
    await console_.console.database.client.batch.update({
      where: { id: cut },
      data: { state: "running", finishedAt: null },
    });
    console_.console.batches.wake();
    expect(await done(cut)).toMatchObject({ state: "stopped", problem: { code: "key.absent" } });
  });
});

/** An authority whose key is elsewhere. */
async function foreignAuthority(console_: TestConsole): Promise<string> {
  const key = folder.path("foreign.key");
  openssl(
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${key} -out ${folder.path("foreign.crt")} -subj /CN=Foreign -days 100`,
  );
  await console_.ask("upload", {
    files: [{ name: "foreign.crt", text: Buffer.from(folder.read("foreign.crt")).toString() }],
  });
  return "foreign";
}

/** As many certificates as intents as rows as audit events, each once. */
async function expectExact({ console: { database } }: TestConsole, batch: string, people_: number): Promise<void> {
  const rows = await database.client.batchRow.findMany({
    where: { batchId: batch },
    include: { intent: { include: { auditEvent: true } } },
  });
  expect(rows).toHaveLength(people_);
  expect(new Set(rows.map(({ certificateId }) => certificateId)).size).toBe(people_);
  expect(
    rows.every(
      ({ state, intent, certificateId }) =>
        state === "issued" && intent?.certificateId === certificateId && intent.auditEvent?.outcome === "done",
    ),
  ).toBe(true);
  const serials = rows.map(({ intent }) => intent?.serialNumber);
  expect(await database.client.certificate.count({ where: { serialNumber: { in: serials.map(String) } } })).toBe(
    people_,
  );
}
