import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { octets, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { writeInteger, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";
import { inspect } from "../inspect/inspect.ts";
import { readKeystore } from "./java-keystore.ts";
import { readPrivateKeyDer } from "../keys/private-key.ts";
import { unpackFiles } from "./unpack.ts";

/** Key stores that Java's own keytool wrote. */

vi.setConfig({ testTimeout: 120_000 });
const folder = temporaryFolder();
const keytool = (store: string, type: string, ...words: string[]): string =>
  run("keytool", [...words, "-storetype", type, "-keystore", folder.path(store), "-storepass", "changeit"]);
const now = new Date("2026-11-22T00:00:00Z");

beforeAll(() => {
  for (const type of ["JKS", "JCEKS"]) {
    const store = `${type.toLowerCase()}.store`;
    keytool(
      store,
      type,
      "-genkeypair",
      "-alias",
      "server",
      "-keyalg",
      "RSA",
      "-dname",
      "CN=Java Server",
      "-keypass",
      "changeit",
    );
    keytool(
      store,
      type,
      "-genkeypair",
      "-alias",
      "서버",
      "-keyalg",
      "EC",
      "-dname",
      "CN=Second",
      // The other key has the 200,000 rounds of the default: to derive those once for each passphrase is enough.
      "-J-Djdk.jceks.iterationCount=10000",
      "-keypass",
      "other-word",
    );
    folder.write(
      "server.der",
      octets("keytool", [
        "-exportcert",
        "-alias",
        "server",
        "-storetype",
        type,
        "-keystore",
        folder.path(store),
        "-storepass",
        "changeit",
      ]),
    );
    keytool(store, type, "-importcert", "-noprompt", "-alias", "anchor", "-file", folder.path("server.der"));
  }
}, 120_000);
afterAll(() => folder.remove());

describe.each(["JKS", "JCEKS"] as const)("%s", (type) => {
  const bytes = (): Uint8Array => folder.read(`${type.toLowerCase()}.store`);

  it("each key opens with its own passphrase, and is the one in the PKCS#12 that keytool makes of it", async () => {
    const store = readKeystore(bytes());
    expect(store).toMatchObject({ type, version: 2 });
    expect(store.entries.map(({ alias, kind }) => [alias, kind]).toSorted()).toEqual([
      ["anchor", "certificate"],
      ["server", "key"],
      ["서버", "key"],
    ]);
    expect([store.accepts("changeit"), store.accepts("changeiT"), store.accepts("")]).toEqual([true, false, false]);
    const keyOf = (alias: string, word: string) => store.entries.find((entry) => entry.alias === alias)!.open(word);
    expect(readPrivateKeyDer(keyOf("server", "changeit")!).facts.label).toMatch(/^RSA/);
    expect(readPrivateKeyDer(keyOf("서버", "other-word")!).facts.label).toBe("P-256");
    expect(keyOf("서버", "changeit")).toBeNull();
    run("keytool", [
      "-importkeystore",
      "-noprompt",
      "-srckeystore",
      folder.path(`${type.toLowerCase()}.store`),
      "-srcstoretype",
      type,
      "-srcstorepass",
      "changeit",
      "-srcalias",
      "server",
      "-destkeystore",
      folder.path(`${type}.p12`),
      "-deststoretype",
      "PKCS12",
      "-deststorepass",
      "changeit",
    ]);
    const text = run("openssl", [
      "pkcs12",
      "-in",
      folder.path(`${type}.p12`),
      "-passin",
      "pass:changeit",
      "-nodes",
      "-nocerts",
    ]);
    const theirs = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], text);
    expect(Buffer.from(readPrivateKeyDer(keyOf("server", "changeit")!).pkcs8)).toEqual(Buffer.from(theirs));
  });

  it("the store shows its certificates without a passphrase, and its keys with one", async () => {
    const shut = (await inspect(bytes(), { now })).elements[0]!;
    expect(shut).toMatchObject({ kind: "keystore", card: { type, isLocked: true } });
    if (shut.kind !== "keystore" || shut.card === null) throw new Error("no key store");
    expect(shut.card.certificates.map(({ alias }) => alias).toSorted()).toEqual(["anchor", "server", "서버"]);
    expect(shut.card.keys.every(({ element }) => element === null)).toBe(true);
    const open = (await inspect(bytes(), { now, passphrase: "changeit" })).elements[0]!;
    if (open.kind !== "keystore" || open.card === null) throw new Error("no key store");
    expect(open.card.keys.map(({ alias, element }) => [alias, element?.kind ?? null]).toSorted()).toEqual([
      ["server", "key"],
      ["서버", null],
    ]);
    await expect(inspect(bytes(), { now, passphrase: "nothing" })).rejects.toMatchObject({
      code: "keystore.wrong-passphrase",
    });
  });

  it("a wrong passphrase is told to be that of the store or that of a key in it", async () => {
    const failure = async (passphrase: string) =>
      (await unpackFiles([{ name: "x.jks", bytes: bytes() }], { passphrases: [{ passphrase }], triesEmpty: true }))[0]!
        .elements[0]!.failure;
    expect(await failure("changeit")).toEqual({ code: "keystore.key-own-passphrase", facts: { name: "서버" } });
    expect(await failure("nothing")).toEqual({ code: "keystore.wrong-passphrase", facts: {} });
  });

  it("a store that is cut anywhere is damage and never a raw exception", async () => {
    const whole = bytes();
    for (let length = 5; length < whole.length; length += 7) {
      expect(() => readKeystore(whole.subarray(0, length))).toThrow(/^keystore\.(damaged|unsupported)$/);
    }
    // JCEKS derives each key by 200,000 rounds: fewer places, or the test takes minutes
    for (let at = 4; at < whole.length; at += type === "JKS" ? 11 : 997) {
      const broken = Uint8Array.from(whole);
      broken[at] = broken[at]! ^ 0x41;
      const [file] = await unpackFiles([{ name: "x.jks", bytes: broken }], {
        passphrases: [{ passphrase: "changeit" }],
        triesEmpty: true,
      });
      expect(file!.elements.length + (file!.failure === null ? 0 : 1)).toBeGreaterThan(0);
    }
  });
});

it("a secret key of JCEKS and the store of BouncyCastle are named", async () => {
  keytool(
    "secret.store",
    "JCEKS",
    "-genseckey",
    "-alias",
    "s",
    "-keyalg",
    "AES",
    "-keysize",
    "256",
    "-keypass",
    "changeit",
  );
  expect(() => readKeystore(folder.read("secret.store"))).toThrow(
    expect.objectContaining({ code: "keystore.unsupported", facts: { scheme: "JCEKS, SecretKeyEntry" } }),
  );
  const bks = Buffer.from("0000000200000014".padEnd(120, "a1"), "hex");
  await expect(inspect(bks, { now })).rejects.toMatchObject({
    code: "file.unsupported",
    facts: { format: "bks", label: "" },
  });
});

describe("JCEKS with one round", () => {
  it("no wrong passphrase opens a key, also where the padding happens to be right", () => {
    const sealed = createHash("sha512").update("a fixed ciphertext").digest();
    const parameters = writeSequence(writeOctetString(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])), writeInteger(1));
    const algorithm = writeSequence(writeOid("1.3.6.1.4.1.42.2.19.1"), parameters);
    const keyInfo = Buffer.from(writeSequence(algorithm, writeOctetString(sealed)));
    const int = (value: number): Buffer => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
    const head = [int(0xcececece), int(2), int(1), int(1), Buffer.from([0, 1]), Buffer.from("a"), Buffer.alloc(8)];
    const store = readKeystore(Buffer.concat([...head, int(keyInfo.length), keyInfo, int(0), Buffer.alloc(20)]));
    // Without a look at what comes out, one in 256 would open.
    const opened = Array.from({ length: 3000 }, (_, guess) => store.entries[0]!.open(`guess ${guess}`));
    expect(opened.filter((clear) => clear !== null)).toEqual([]);
  });
});
