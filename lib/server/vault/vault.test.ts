import { execFileSync } from "node:child_process";
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, verify } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../commands/ports/store.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { deriveSecret, openMasterKey, prepareNextKey } from "./master-key.ts";
import { rewrap } from "./rewrap.ts";
import { readPrivateKey } from "../../pki/files/read-key.ts";
import { createClearReader } from "./clear-reader.ts";
import { createStore } from "../store/store.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";
import { makeAuthority } from "../../../test/support/pki.ts";
import { createVault } from "./vault.ts";

const clock: Clock = { now: () => new Date() };
const none = new Uint8Array();
afterAll(stopTestServer);
const clearReader = createClearReader();
afterAll(() => clearReader.close());

describe.each(providers)("the vault on %s", (provider) => {
  let made: TestDatabase;
  let store: Store;
  let vault: ReturnType<typeof createVault>;
  let path: string;
  let folder: string;
  beforeEach(async () => {
    made = await createTestDatabase(provider);
    folder = mkdtempSync(join(tmpdir(), "chainsmith-key-"));
    path = join(folder, "master.key");
    vault = createVault({
      database: made.database,
      masterKey: await openMasterKey(path, made.database),
      clearReader,
      clock,
    });
    store = storeOf(vault);
  });
  const storeOf = (binding: typeof vault): Store =>
    createStore({
      database: made.database,
      clock,
      auditEventId: null,
      bindSeal: (key, name) => binding.bindSeal(key, name),
    });
  afterEach(async () => {
    await vault.close();
    await made.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const storeKey = async (fileName: string, algorithm: Parameters<typeof vault.generate>[0] = "p-256") => {
    const { key, signer } = await vault.generate(algorithm);
    await store.create([{ fileName, kind: "key", bytes: none, sealed: key }]);
    return { key, signer };
  };
  const keyFileOf = (pem: Uint8Array) => {
    writeFileSync(join(folder, "clear.pem"), pem);
    return join(folder, "clear.pem");
  };
  const openssl = (args: string[], input: Uint8Array | string) =>
    execFileSync("openssl", args, { input, stdio: ["pipe", "pipe", "pipe"] }).toString();

  test("a key is generated in a worker, and the stored key signs as the fresh one does", async () => {
    for (const algorithm of ["rsa-2048", "p-256", "p-384", "p-521", "ed25519"] as const) {
      const { key, signer } = await storeKey(`${algorithm}.key`, algorithm);
      const stored = await vault.signer(`${algorithm}.key`);
      expect(stored.spki).toEqual(signer.spki);
      expect(key.spki).toEqual(signer.spki);
      const publicKey = createPublicKey({ key: Buffer.from(signer.spki), format: "der", type: "spki" });
      const digest = { "rsa-2048": "sha256", "p-256": "sha256", "p-384": "sha384", "p-521": "sha512", ed25519: null }[
        algorithm
      ];
      for (const one of [signer, stored])
        expect(verify(digest, Buffer.from("tbs"), publicKey, one.sign(Buffer.from("tbs")).value)).toBe(true);
    }
    expect(await vault.describe("rsa-2048.key")).toMatchObject({ keyLabel: "RSA 2048", isLocked: false });
  });

  test("OpenSSL reads an exported key, and it is the same key", async () => {
    const { signer } = await storeKey("dbca.key");
    const clear = await vault.exportClear("dbca.key");
    expect(Buffer.from(clear).toString()).toMatch(/^-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\n$/);
    const spkiOf = (pem: string, passphrase: string) =>
      Buffer.from(openssl(["pkey", "-pubout", "-passin", `pass:${passphrase}`], pem));
    const wanted = spkiOf(Buffer.from(clear).toString(), "");
    const locked = Buffer.from(await vault.exportEncrypted("dbca.key", "correct horse")).toString();
    expect(locked).toContain("BEGIN ENCRYPTED PRIVATE KEY");
    expect(spkiOf(locked, "correct horse")).toEqual(wanted);
    const own = openssl(["req", "-new", "-x509", "-key", keyFileOf(clear), "-subj", "/CN=dbca"], "");
    const certificate = Buffer.from(own.replace(/-----[^-]+-----|\s/g, ""), "base64");
    const { bytes: p12, proof } = await vault.exportPkcs12("dbca.key", "correct horse", "dbca", [certificate]);
    expect(proof).toMatchObject({ friendlyName: "dbca", certificates: [{}] });
    expect(spkiOf(openssl(["pkcs12", "-nocerts", "-nodes", "-passin", "pass:correct horse"], p12), "")).toEqual(wanted);
    // a certificate of another key does not leave with this one
    await expect(
      vault.exportPkcs12("dbca.key", "correct horse", "dbca", [makeAuthority("Another").der]),
    ).rejects.toMatchObject({ code: "export.unproven", facts: { problem: "key" } });
    expect(
      createPublicKey(createPrivateKey(locked === "" ? "" : { key: locked, passphrase: "correct horse" })).export({
        type: "spki",
        format: "der",
      }),
    ).toEqual(Buffer.from(signer.spki));
  });

  test("a locked key is opened by its passphrase, and by no other", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = openssl(
      ["rsa", "-traditional", "-des3", "-passout", "pass:mattermost"],
      privateKey.export({ type: "pkcs1", format: "pem" }),
    );
    expect(pem).toContain("DEK-Info: DES-EDE3-CBC");
    const sealed = vault.sealFile(Buffer.from(pem), "locked-key");
    await store.add([{ fileName: "old.key", kind: "locked-key", bytes: none, sealed }], { replace: false });
    expect((await vault.describe("old.key")).isLocked).toBe(true);
    await expect(vault.signer("old.key")).rejects.toMatchObject({ code: "key.passphrase-needed" });
    await expect(vault.unlock("old.key", "wrong")).rejects.toMatchObject({ code: "key.wrong-passphrase" });
    await store.unlockKey("old.key", await vault.unlock("old.key", "mattermost"));
    expect((await vault.signer("old.key")).spki).toEqual(
      new Uint8Array(publicKey.export({ type: "spki", format: "der" })),
    );
  });

  test("a stored PKCS#12 gives its keys sealed and its certificates", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const authority = makeAuthority("Someone");
    writeFileSync(join(folder, "k.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(
      join(folder, "c.pem"),
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(authority.der).toString("base64")}\n-----END CERTIFICATE-----\n`,
    );
    writeFileSync(
      join(folder, "p12"),
      execFileSync("openssl", [
        "pkcs12",
        "-export",
        "-inkey",
        join(folder, "k.pem"),
        "-nocerts",
        "-passout",
        "pass:jan",
      ]),
    );
    const sealed = vault.sealFile(readFileSync(join(folder, "p12")), "pkcs12");
    await store.add([{ fileName: "jan.p12", kind: "pkcs12", bytes: none, sealed }], { replace: false });
    await expect(vault.openPkcs12("jan.p12", "no")).rejects.toMatchObject({ code: "pkcs12.wrong-passphrase" });
    const { keys } = await vault.openPkcs12("jan.p12", "jan");
    expect(keys).toMatchObject([{ keyLabel: "RSA 2048", isLocked: false }]);
  });

  test("a seal opens for its own record alone", async () => {
    await storeKey("one.key");
    await storeKey("two.key");
    const { client } = made.database;
    const [one, two] = await client.sealedSecret.findMany({ orderBy: { id: "asc" } });
    await client.sealedSecret.update({
      where: { id: one!.id },
      data: { sealed: two!.sealed, wrappedDataKey: two!.wrappedDataKey },
    });
    const [broken] = await client.key.findMany({ where: { sealedId: one!.id }, include: { files: true } });
    await expect(vault.signer(broken!.files[0]!.fileName)).rejects.toMatchObject({ code: "key.damaged-seal" });
    await client.sealedSecret.update({
      where: { id: one!.id },
      data: {
        wrappedDataKey: one!.wrappedDataKey,
        sealed: Uint8Array.from(one!.sealed, (octet, index) => (index === 20 ? octet ^ 1 : octet)),
      },
    });
    await expect(vault.signer(broken!.files[0]!.fileName)).rejects.toMatchObject({ code: "key.damaged-seal" });
    await expect(vault.signer("none.key")).rejects.toMatchObject({ code: "key.absent" });
  });

  test("the master key is made once, for its owner alone, outside of the database", async () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toMatch(/^chainsmith-master-key [0-9a-f]{8} [A-Za-z0-9_-]{43}\n$/);
    const first = await openMasterKey(path, made.database);
    expect(await openMasterKey(path, made.database)).toEqual(first);
    expect(deriveSecret(first, "a")).toHaveLength(32);
    expect(deriveSecret(first, "a").equals(deriveSecret(first, "b"))).toBe(false);
  });

  test("a wrong, missing, exposed or broken master key is refused", async () => {
    await storeKey("dbca.key");
    const text = readFileSync(path, "utf8");
    const open = () => openMasterKey(path, made.database);
    chmodSync(path, 0o644);
    await expect(open()).rejects.toMatchObject({ code: "master-key.exposed", facts: { mode: "0644" } });
    chmodSync(path, 0o600);
    writeFileSync(path, text.replace(/ [A-Za-z0-9_-]{43}/, ` ${randomBytes(32).toString("base64url")}`));
    await expect(open()).rejects.toMatchObject({ code: "master-key.wrong" });
    writeFileSync(path, text.slice(0, 40));
    await expect(open()).rejects.toMatchObject({ code: "master-key.malformed" });
    rmSync(path);
    await expect(open()).rejects.toMatchObject({ code: "master-key.missing", facts: { path, keys: 1 } });
    // Nothing sealed, and still the database knows which key it was begun with.
    const empty = await createTestDatabase(provider);
    const [own, other] = [join(folder, "own.key"), join(folder, "other.key")];
    await openMasterKey(own, empty.database);
    await expect(openMasterKey(other, empty.database)).rejects.toMatchObject({
      code: "master-key.missing",
      facts: { path: other, keys: 0 },
    });
    expect(existsSync(other)).toBe(false);
    await expect(openMasterKey(own, empty.database)).resolves.toMatchObject({ older: [] });
    await empty.remove();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, text, { mode: 0o600 });
    await expect(open()).resolves.toMatchObject({ older: [] });
  });

  test("rewrap changes the master key; cut short anywhere, it goes on", async () => {
    for (let index = 0; index < 5; index += 1) await storeKey(`k${index}.key`);
    const before = readFileSync(path, "utf8");
    // Cut short after the first step: the database knows both keys, nothing is wrapped anew yet.
    await prepareNextKey(path, made.database);
    const between = createVault({
      database: made.database,
      masterKey: await openMasterKey(path, made.database),
      clearReader,
      clock,
    });
    await expect(between.signer("k0.key")).resolves.toBeDefined();
    // Cut short in the middle: one row is of the new key.
    const { key } = await between.generate("p-256");
    await storeOf(between).create([{ fileName: "fresh.key", kind: "key", bytes: none, sealed: key }]);
    await between.close();
    const { count, former } = await rewrap(path, made.database, clock);
    expect(count).toBe(5);
    expect(readFileSync(former!, "utf8")).toBe(before);
    expect(readFileSync(path, "utf8")).not.toBe(before);
    expect(existsSync(`${path}.next`)).toBe(false);
    const masterKey = await openMasterKey(path, made.database);
    expect(masterKey.older).toEqual([]);
    const after = createVault({ database: made.database, masterKey, clearReader, clock });
    for (const name of ["k0.key", "k4.key", "fresh.key"])
      expect(publicKeyId((await after.signer(name)).spki)).toBe((await store.file(name))?.spkiSha256);
    await after.close();
    await expect(vault.signer("k0.key")).rejects.toMatchObject({ code: "key.damaged-seal" });
    // The old file opens nothing any more.
    writeFileSync(path, before);
    await expect(openMasterKey(path, made.database)).rejects.toMatchObject({ code: "master-key.wrong" });
  });

  test("an exported key in clear is told under the name of its record", async () => {
    const authority = makeAuthority("Other");
    const pem = authority.privateKey.export({ type: "pkcs8", format: "pem" });
    const sealAgain = () => vault.sealKey(readPrivateKey(Buffer.from(pem as string)));
    await store.create([{ fileName: "a.key", kind: "key", bytes: none, sealed: sealAgain() }]);
    const sealed = sealAgain();
    expect(
      (await store.add([{ fileName: "b.key", kind: "key", bytes: none, sealed }], { replace: false })).stored[0],
    ).toMatchObject({ outcome: "identical", storedAs: "a.key" });
  });
});
