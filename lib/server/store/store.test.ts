import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../commands/ports/store.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { readCertificate, serialHex, sha256Hex } from "../../pki/x509/certificate.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { sql } from "../database/sql.ts";
import { createStore } from "./store.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";
import {
  certify,
  keyFile,
  makeAuthority,
  makeKey,
  makeRequest,
  sealedOf,
  serial,
  type TestAuthority,
} from "../../../test/support/pki.ts";

const instant = new Date("2026-11-22T12:00:00Z");
const clock: Clock = { now: () => instant };
const none = new Uint8Array();

afterAll(stopTestServer);

describe.each(providers)("the store on %s", (provider) => {
  let test_: TestDatabase;
  let store: Store;
  beforeEach(async () => {
    test_ = await createTestDatabase(provider);
    store = createStore({ database: test_.database, clock, auditEventId: null });
  });
  afterEach(() => test_.remove());

  async function storeAuthority(commonName = "Example Root", fileName = "dbca"): Promise<TestAuthority> {
    const authority = makeAuthority(commonName, instant);
    await store.create([
      keyFile(`${fileName}.key`, authority),
      { fileName: `${fileName}.crt`, kind: "certificate", bytes: authority.der },
    ]);
    return authority;
  }
  async function storeRequest(name: string, names: string[] = []) {
    const request = makeRequest(`${name}.example.com`, names);
    await store.create([
      keyFile(`${name}.key`, request.key),
      { fileName: `${name}.csr`, kind: "csr", bytes: request.der },
    ]);
    return request;
  }
  async function sign(name: string, request: Uint8Array, authority: TestAuthority, serialNumber = serial()) {
    const der = certify(request, authority, { names: [`${name}.example.com`], now: instant, serialNumber });
    const intent = await store.recordIntent({
      issuerSpkiSha256: publicKeyId(authority.spki),
      serialNumber: serialHex(readCertificate(der)),
      requestFileName: `${name}.csr`,
      issuerFileName: "dbca.crt",
      template: null,
    });
    return { der, intent, fileName: await store.completeIntent(intent, der, name, { isConfirmed: true }) };
  }

  test("a signed request becomes one identity with its key, request and certificate", async () => {
    const authority = await storeAuthority();
    const request = await storeRequest("dbserver", ["DNS:dbserver.example.com", "IP:10.0.0.7"]);
    expect((await store.item("dbserver"))?.status).toBe("waiting");
    const { der, fileName } = await sign("dbserver", request.der, authority);
    expect(fileName).toBe("dbserver.crt");
    const row = await store.item("dbserver");
    expect(row).toMatchObject({
      status: "valid",
      commonName: "dbserver.example.com",
      issuer: "Example Root",
      keyAlgorithm: "P-256",
      isAuthority: false,
    });
    expect(row?.files.map((file) => file.fileName)).toEqual(["dbserver.crt", "dbserver.csr", "dbserver.key"]);
    expect((await store.file("dbserver.crt"))?.bytes).toEqual(der);
    expect((await store.file("dbserver.key"))?.bytes).toEqual(none);
    expect((await store.file("dbserver.key"))?.spki).toEqual(request.key.spki);
    expect(await store.counts()).toEqual({
      names: 2,
      keys: 2,
      requests: 1,
      certificates: 2,
      bundles: 0,
      authorities: 1,
      listed: 2,
      inBatches: 0,
      archived: 0,
      expired: 0,
    });
    expect((await store.issuedBy("dbca", 10)).map((issued) => issued.basename)).toEqual(["dbserver"]);
    expect(await store.dependents("dbca.crt")).toEqual(["dbserver.crt"]);
    expect(await store.dependents("dbca.key")).toEqual(["dbca.crt", "dbserver.crt"]);
    expect(await store.facets()).toMatchObject({ issuers: ["Example Root"], keyAlgorithms: ["P-256"] });
    expect((await store.filesByPublicKey(publicKeyId(request.key.spki))).map((file) => file.fileName)).toEqual([
      "dbserver.crt",
      "dbserver.csr",
      "dbserver.key",
    ]);
    expect(
      (await store.certificatesBySubject(readCertificate(der).issuer.der)).map((record) => record.fileName),
    ).toEqual(["dbca.crt"]);
    expect((await store.certificateBySha256(sha256Hex(der)))?.basename).toBe("dbserver");
  });

  test("a serial number is reserved once per issuer, and an intent ends once", async () => {
    const authority = await storeAuthority();
    const request = await storeRequest("dbserver");
    const bytes = serial();
    const { der, intent } = await sign("dbserver", request.der, authority, bytes);
    await expect(sign("dbserver", request.der, authority, bytes)).rejects.toMatchObject({ code: "sign.serial-taken" });
    await expect(store.completeIntent(intent, der, "dbserver", { isConfirmed: true })).rejects.toMatchObject({
      code: "sign.intent-unknown",
    });
    await expect(store.completeIntent(randomUUID(), der, "other", { isConfirmed: true })).rejects.toMatchObject({
      code: "sign.intent-unknown",
    });
    expect(await store.item("other")).toBeNull();
    // The authority's own serial number is spent too.
    const own = serialHex(readCertificate(authority.der));
    await expect(
      store.recordIntent({
        issuerSpkiSha256: publicKeyId(authority.spki),
        serialNumber: own,
        requestFileName: "",
        issuerFileName: "",
        template: null,
      }),
    ).rejects.toMatchObject({ code: "sign.serial-taken" });
  });

  test("signing again keeps the old certificate as a generation that can be restored", async () => {
    const authority = await storeAuthority();
    const request = await storeRequest("dbserver");
    const first = await sign("dbserver", request.der, authority);
    const second = await sign("dbserver", request.der, authority);
    const generations = await store.generations("dbserver");
    expect(generations.map(({ number, isLive, sha256 }) => [number, isLive, sha256])).toEqual([
      [2, true, sha256Hex(second.der)],
      [1, false, sha256Hex(first.der)],
    ]);
    expect(await store.generation("dbserver", 1)).toEqual(first.der);
    await store.restore("dbserver", 1);
    expect((await store.file("dbserver.crt"))?.bytes).toEqual(first.der);
    expect((await store.generations("dbserver")).find((row) => row.isLive)?.number).toBe(1);
    await expect(store.restore("dbserver", 7)).rejects.toMatchObject({ code: "generation.not-found" });
    expect(
      (await store.list({ search: serialHex(readCertificate(second.der)) })).rows.map((row) => row.basename),
    ).toEqual(["dbserver"]);
    expect((await store.counts()).certificates).toBe(2);
  });

  test("create refuses a name in use and leaves nothing behind", async () => {
    await storeRequest("dbserver");
    const other = makeRequest("other.example.com");
    const attempt = store.create([
      keyFile("fresh.key", other.key),
      { fileName: "dbserver.csr", kind: "csr", bytes: other.der },
    ]);
    await expect(attempt).rejects.toMatchObject({ code: "name.in-use", facts: { fileNames: ["dbserver.csr"] } });
    expect(await store.item("fresh")).toBeNull();
    expect(await store.counts()).toMatchObject({ names: 1, keys: 1, requests: 1 });
  });

  test("an uploaded certificate goes to the name that holds its request, whatever its file name", async () => {
    const authority = await storeAuthority();
    const request = await storeRequest("dbserver");
    const der = certify(request.der, authority, { now: instant });
    const { stored } = await store.add([{ fileName: "from-the-ca.cer", kind: "certificate", bytes: der }], {
      replace: false,
    });
    expect(stored).toEqual([
      {
        fileName: "from-the-ca.cer",
        kind: "certificate",
        basename: "dbserver",
        outcome: "paired",
        storedAs: "dbserver.crt",
        pairedWith: ["dbserver.csr", "dbserver.key"],
        issuers: ["dbca.crt"],
      },
    ]);
    const again = await store.add([{ fileName: "again.crt", kind: "certificate", bytes: der }], { replace: false });
    expect(again.stored[0]).toMatchObject({ outcome: "identical", storedAs: "dbserver.crt" });
    const renewed = certify(request.der, authority, { now: instant, days: 30 });
    await expect(
      store.add([{ fileName: "renewed.crt", kind: "certificate", bytes: renewed }], { replace: false }),
    ).rejects.toMatchObject({
      code: "file.name-in-use",
      facts: { fileName: "dbserver.crt", kind: "certificate" },
    });
    const replaced = await store.add([{ fileName: "renewed.crt", kind: "certificate", bytes: renewed }], {
      replace: true,
    });
    expect(replaced.stored[0]).toMatchObject({ outcome: "replaced", storedAs: "dbserver.crt" });
    expect(await store.generations("dbserver")).toHaveLength(2);
  });

  test("a key that comes after its certificate makes it usable, under either name", async () => {
    const authority = makeAuthority("Elsewhere CA", instant);
    const request = makeRequest("late.example.com");
    await store.add(
      [{ fileName: "late.crt", kind: "certificate", bytes: certify(request.der, authority, { now: instant }) }],
      { replace: false },
    );
    expect((await store.item("late"))?.status).toBe("no-key");
    const { stored } = await store.add([keyFile("found.key", request.key)], { replace: false });
    expect(stored[0]).toMatchObject({ outcome: "stored", storedAs: "found.key", pairedWith: ["late.crt"] });
    expect((await store.item("late"))?.status).toBe("no-chain");
    await store.add([{ fileName: "elsewhere.crt", kind: "certificate", bytes: authority.der }], { replace: false });
    expect((await store.item("late"))?.status).toBe("valid");
    await store.remove("elsewhere.crt");
    expect((await store.item("late"))?.status).toBe("no-chain");
    await store.remove("found.key");
    expect((await store.item("late"))?.status).toBe("no-key");
    expect(await store.item("found")).toBeNull();
  });

  test("members of a bundle are found as issuers, and a bundle is recognised", async () => {
    const root = makeAuthority("Bundle Root", instant);
    const leaf = certify(makeRequest("leaf.example.com").der, root, { now: instant });
    const text = new TextEncoder().encode(writePem("CERTIFICATE", root.der) + writePem("CERTIFICATE", leaf));
    await store.add([{ fileName: "chain.pem", kind: "bundle", bytes: text }], { replace: false });
    expect((await store.item("chain"))?.status).toBe("bundle");
    expect(await store.certificatesBySubject(readCertificate(root.der).subject.der)).toMatchObject([
      { fileName: null, der: root.der },
    ]);
    expect((await store.list({ search: "leaf.example" })).rows.map((row) => row.basename)).toEqual(["chain"]);
    expect(
      (await store.add([{ fileName: "same.pem", kind: "bundle", bytes: text }], { replace: false })).stored[0],
    ).toMatchObject({ outcome: "identical", storedAs: "chain.pem" });
    await store.add([{ fileName: "root.crt", kind: "certificate", bytes: root.der }], { replace: false });
    expect(await store.dependents("root.crt")).toEqual(["chain.pem"]);
    await store.remove("root.crt");
    expect(await store.certificatesBySubject(readCertificate(root.der).subject.der)).toHaveLength(1);
    await store.remove("chain.pem");
    expect(await store.certificatesBySubject(readCertificate(root.der).subject.der)).toEqual([]);
    expect(await store.counts()).toEqual({
      names: 0,
      keys: 0,
      requests: 0,
      certificates: 0,
      bundles: 0,
      authorities: 0,
      listed: 0,
      inBatches: 0,
      archived: 0,
      expired: 0,
    });
    expect(await test_.database.client.certificate.count()).toBe(0);
  });

  test("what a stored authority issued is hidden, never forgotten; other files go", async () => {
    const authority = await storeAuthority();
    const request = await storeRequest("dbserver");
    const { der } = await sign("dbserver", request.der, authority);
    await store.remove("dbserver.crt");
    expect((await store.item("dbserver"))?.status).toBe("waiting");
    await store.remove("dbserver.csr");
    await store.remove("dbserver.key");
    expect(await store.item("dbserver")).toBeNull();
    expect(await test_.database.client.sealedSecret.count()).toBe(1);
    const kept = await test_.database.client.certificate.findUnique({ where: { sha256: sha256Hex(der) } });
    expect(kept?.deletedAt).toEqual(instant);
    expect(await store.certificateBySha256(sha256Hex(der))).toBeNull();
    const { stored } = await store.add([{ fileName: "back.crt", kind: "certificate", bytes: der }], { replace: false });
    expect(stored[0]).toMatchObject({ outcome: "stored", storedAs: "back.crt" });
    expect((await store.generations("back")).map((row) => row.number)).toEqual([1]);
  });

  test("a locked key becomes usable under its name; a key that is here already is refused", async () => {
    const key = makeKey();
    const locked = (contentSha256: string) =>
      sealedOf(key, { spki: null, keyLabel: null, isLocked: true, contentSha256: contentSha256.repeat(32) });
    await store.add([{ fileName: "old.key", kind: "locked-key", bytes: none, sealed: locked("ab") }], {
      replace: false,
    });
    expect((await store.item("old"))?.status).toBe("key-locked");
    const again = await store.add([{ fileName: "copy.key", kind: "locked-key", bytes: none, sealed: locked("ab") }], {
      replace: false,
    });
    expect(again.stored[0]).toMatchObject({ outcome: "identical", storedAs: "old.key" });
    await store.unlockKey("old.key", sealedOf(key));
    expect(await store.item("old")).toMatchObject({ status: "key-only", keyAlgorithm: "P-256" });
    await store.add(
      [
        {
          fileName: "second.key",
          kind: "locked-key",
          bytes: none,
          sealed: locked("cd"),
        },
      ],
      { replace: false },
    );
    await expect(store.unlockKey("second.key", sealedOf(key))).rejects.toMatchObject({
      code: "key.already-stored",
      facts: { fileName: "old.key" },
    });
  });

  test("a PKCS#12 becomes the public key of its person, and stays as the generation before", async () => {
    const sealed = sealedOf(makeKey(), {
      spki: null,
      keyLabel: null,
      isLocked: true,
      contentSha256: "ef".repeat(32),
    });
    await store.add([{ fileName: "jan.p12", kind: "pkcs12", bytes: none, sealed }], { replace: false });
    await store.replaceFile("jan.p12", {
      fileName: "jan.pub",
      kind: "ssh-public-key",
      bytes: new TextEncoder().encode("ssh-ed25519 AAAA jan\n"),
    });
    expect(await store.file("jan.p12")).toBeNull();
    expect(await store.file("jan.pub")).toMatchObject({ kind: "ssh-public-key", generation: 2 });
    expect(await store.fileNames("ja", 10)).toEqual(["jan.pub"]);
    expect((await store.list({ search: "jan.p12" })).rows).toEqual([]);
    expect((await store.list({ search: "jan.pub" })).rows).toHaveLength(1);
  });

  test("a change ends the audit event in its own transaction, and a failed one does not", async () => {
    const event = await test_.database.client.auditEvent.create({
      data: { at: instant, actor: "a", role: "operator", surface: "http", command: "csr", facts: {} },
    });
    const bound = createStore({ database: test_.database, clock, auditEventId: event.id });
    const request = makeRequest("bound.example.com");
    await expect(bound.remove("nothing.key")).rejects.toMatchObject({ code: "file.not-found" });
    expect((await store.audit({ outcome: "unfinished" })).rows).toHaveLength(1);
    const intent = await bound.recordIntent({
      issuerSpkiSha256: "00".repeat(32),
      serialNumber: "01",
      requestFileName: "",
      issuerFileName: "",
      template: null,
    });
    expect((await test_.database.client.signingIntent.findUnique({ where: { id: intent } }))?.auditEventId).toBe(
      event.id,
    );
    expect((await store.audit({ outcome: "unfinished" })).rows).toHaveLength(1);
    await bound.create([{ fileName: "bound.csr", kind: "csr", bytes: request.der }]);
    expect((await store.audit({})).rows).toMatchObject([{ outcome: "done", finishedAt: instant, command: "csr" }]);
  });

  test("the audit log pages, newest first, and is searched", async () => {
    for (let index = 0; index < 7; index += 1) {
      await test_.database.client.auditEvent.create({
        data: {
          at: instant,
          finishedAt: instant,
          actor: `p${index}@example.com`,
          role: "auditor",
          surface: "browser",
          command: "list",
          outcome: "done",
          facts: { search: `한글${index}` },
        },
      });
    }
    const first = await store.audit({ limit: 3 });
    expect(first.rows.map((row) => row.actor)).toEqual(["p6@example.com", "p5@example.com", "p4@example.com"]);
    const second = await store.audit({ limit: 3, cursor: first.next! });
    expect(second.rows.map((row) => row.actor)).toEqual(["p3@example.com", "p2@example.com", "p1@example.com"]);
    expect((await store.audit({ search: "P2@" })).rows.map((row) => row.actor)).toEqual(["p2@example.com"]);
    expect((await store.audit({ search: "한글5" })).rows).toHaveLength(1);
    expect((await store.audit({ search: "%" })).rows).toEqual([]);
    await expect(store.audit({ cursor: "x" })).rejects.toMatchObject({ code: "cursor.malformed" });
  });

  test("facts of the log come back in their order, and as they went: also zero bytes and half a surrogate pair", async () => {
    const facts = { zone: "half \ud83d", name: "zero \0", a: ["\udc00"] };
    await test_.database.client.$executeRaw(
      sql`INSERT INTO "AuditEvent" ("at", "actor", "role", "surface", "command", "facts") VALUES (${instant}, 'a', '', 'http', 'csr', ${JSON.stringify(facts)})`,
    );
    expect(JSON.stringify((await store.audit({})).rows[0]?.facts)).toBe(JSON.stringify(facts));
  });

  test("bytes come back as they went", async () => {
    for (const length of [0, 1, 3, 4096, 100_000]) {
      const bytes = randomBytes(length);
      await store.add([{ fileName: `list-${length}.crl`, kind: "crl", bytes }], { replace: false });
      expect(Buffer.from((await store.file(`list-${length}.crl`))!.bytes).equals(bytes)).toBe(true);
    }
  });
});
