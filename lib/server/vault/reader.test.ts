import { generateKeyPairSync, randomBytes } from "node:crypto";
import { serialize } from "node:v8";
import { afterAll, expect, it } from "vitest";
import type { OpenedFile } from "../../commands/ports/reader.ts";
import { writePkcs12 } from "../../pki/pkcs12/write.ts";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { findNeedles, needlesOfKey, type Needle } from "../../../test/support/secrets.ts";
import { createClearReader } from "./clear-reader.ts";
import { createReader } from "./reader.ts";
import { readingJobs, wipeResult } from "./reading-jobs.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { openSealed, sealOf } from "./seal-content.ts";

const folder = temporaryFolder();
const masterKey = { id: "11111111", key: randomBytes(32), older: [] };
const clearReader = createClearReader();
const reader = createReader({ clearReader, masterKey });
afterAll(async () => {
  folder.remove();
  await clearReader.close();
});

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
const der = privateKey.export({ type: "pkcs8", format: "der" });
folder.write("clear.key", pem);
openssl(`req -x509 -key ${folder.path("clear.key")} -out ${folder.path("crt")} -subj /CN=Sealed -days 30`);
const pkcs12 = (...words: string[]) =>
  octets("openssl", [
    "pkcs12",
    "-export",
    "-inkey",
    folder.path("clear.key"),
    "-in",
    folder.path("crt"),
    "-passout",
    "pass:word",
    ...words,
  ]);
const locked = octets("openssl", [
  "rsa",
  "-traditional",
  "-aes256",
  "-in",
  folder.path("clear.key"),
  "-passout",
  "pass:word",
]);

const files: Readonly<Record<string, Uint8Array>> = {
  "PKCS#8 as PEM": Buffer.from(pem),
  "PKCS#8 as DER": der,
  "PKCS#1 as PEM": Buffer.from(String(privateKey.export({ type: "pkcs1", format: "pem" }))),
  "a key under a passphrase": locked,
  "PKCS#12": pkcs12(),
  "PKCS#12 that encrypts nothing": pkcs12("-keypbe", "NONE", "-certpbe", "NONE"),
};
const needles: Needle[] = needlesOfKey("the key", pem);
const open = (bytes: Uint8Array, passphrases: readonly { passphrase: string }[]): Promise<OpenedFile[]> =>
  reader.unpack([{ name: "file", bytes }], { passphrases, triesEmpty: false });

/** The keys of an answer, wherever they stand in it. */
const keysIn = (answer: readonly OpenedFile[]) =>
  answer
    .flatMap(({ elements }) => elements)
    .flatMap(({ sealed, contents }) => [sealed, ...(contents?.keys ?? []).map((key) => key.sealed)])
    .filter((sealed) => sealed !== null && !sealed.isLocked);

it.each(Object.entries(files))(
  "%s is opened, and its key is in the answer sealed and not in clear",
  async (_, bytes) => {
    const answer = await open(bytes, [{ passphrase: "word" }]);
    expect(findNeedles("the answer", serialize(answer), needles)).toEqual([]);
    const [key, ...others] = keysIn(answer);
    expect(others).toEqual([]);
    expect(key).toMatchObject({ keyLabel: "RSA 2048", isLocked: false, contentSha256: null });
    const { recordId: id, ...cells } = sealOf(key!);
    const use = { of: "held", identity: publicKeyId(cells.spki!) } as const;
    expect(openSealed(masterKey, { id, ...cells, use })).toEqual(der);
    expect(openSealed(masterKey, { id, ...cells, use: { ...use, identity: "another key" } })).toBeNull();
  },
);

it("the search for the key would find it in what the vault itself reads", async () => {
  const answer = await clearReader.unpack([{ name: "file", bytes: files["PKCS#12"]! }], {
    passphrases: [{ passphrase: "word" }],
    triesEmpty: false,
  });
  expect(findNeedles("the answer", serialize(answer), needles)).not.toEqual([]);
});

it.each(["a key under a passphrase", "PKCS#12"])(
  "%s that stays locked is in the answer sealed, and opens later with its passphrase",
  async (name) => {
    const [file] = await open(files[name]!, [{ passphrase: "another" }]);
    const [element] = file!.elements;
    expect(element).toMatchObject({ sealed: { isLocked: true, spki: null }, element: { headers: null } });
    expect(element!.element.bytes).toHaveLength(0);
    expect(serialize(file).includes(Buffer.from(files[name]!).subarray(200, 232))).toBe(false);
    const again = await reader.unpackSealed(
      { name: "file", sealed: element!.sealed! },
      { passphrases: [{ passphrase: "word" }], triesEmpty: false },
    );
    expect(keysIn([again])).toHaveLength(1);
    await expect(
      reader.unpackSealed(
        { name: "file", sealed: { ...element!.sealed!, kind: "key" } as never },
        { passphrases: [], triesEmpty: false },
      ),
    ).rejects.toMatchObject({ code: "key.damaged-seal", facts: { fileName: "file" } });
  },
);

it("a key of a container that cannot be used is said with its reason, and is not sealed", async () => {
  const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" });
  key[key.indexOf(Buffer.from([0x2b, 0x65, 0x70])) + 2] = 0x7e; // an algorithm that does not exist
  const bytes = await writePkcs12({
    key,
    certificates: [],
    friendlyName: "unknown",
    passphrase: "word",
    profile: "modern",
    random: randomBytes,
  });
  const [file] = await open(bytes, [{ passphrase: "word" }]);
  expect(file!.elements[0]!.contents!.keys).toMatchObject([
    { sealed: null, spki: null, failure: { code: "key.unsupported" } },
  ]);
});

it("a thread wipes every key of a result that it posted", async () => {
  const passphrases = [{ passphrase: "word" }];
  const all = Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
  const unpacked = await readingJobs.unpack(all, { passphrases, triesEmpty: false });
  const keys = unpacked.flatMap(({ elements }) =>
    elements.flatMap(({ pkcs8, contents }) => pkcs8 ?? contents!.keys[0]!.pkcs8),
  );
  const unlocked = await readingJobs.unlock(locked, "word");
  const opened = await readingJobs.pkcs12(files["PKCS#12"]!, "word");
  keys.push(unlocked.pkcs8, opened.keys[0]!.pkcs8);
  expect(keys.map(({ length }) => length)).toEqual(Array.from({ length: all.length + 2 }, () => der.length));
  wipeResult("unpack", unpacked);
  wipeResult("unlock", unlocked);
  wipeResult("pkcs12", opened);
  for (const key of keys) expect(key.every((octet) => octet === 0)).toBe(true);
});
