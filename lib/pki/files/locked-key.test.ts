import { createCipheriv, scryptSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, octets, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { writeInteger, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";
import { isLockedKey, unlockPrivateKey } from "./locked-key.ts";
import { sshPublicKey } from "../ssh/openssh.ts";
import { readPrivateKey } from "./read-key.ts";

const folder = temporaryFolder();
const clear = new Map<string, Uint8Array>();
const passphrase = "café 열쇠 pass";

beforeAll(() => {
  openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out ${folder.path("rsa.pem")}`);
  openssl(`ecparam -genkey -name prime256v1 -out ${folder.path("ec.pem")}`);
  openssl(`genpkey -algorithm ED25519 -out ${folder.path("ed.pem")}`);
  for (const kind of ["rsa", "ec", "ed"]) clear.set(kind, spkiOf(`${kind}.pem`));
});
afterAll(() => folder.remove());

const spkiOf = (name: string): Uint8Array =>
  octets("openssl", ["pkey", "-in", folder.path(name), "-pubout", "-outform", "DER"]);

function pkcs8(...words: string[]): Uint8Array {
  return octets("openssl", [
    "pkcs8",
    "-topk8",
    "-in",
    folder.path("rsa.pem"),
    "-passout",
    `pass:${passphrase}`,
    ...words,
  ]);
}

async function expectOpens(bytes: Uint8Array, kind: string, word = passphrase): Promise<void> {
  expect(Buffer.from((await unlockPrivateKey(bytes, word)).spki)).toEqual(Buffer.from(clear.get(kind)!));
  await expect(unlockPrivateKey(bytes, `${word}x`)).rejects.toMatchObject({ code: "key.wrong-passphrase" });
  expect(() => readPrivateKey(bytes)).toThrow("key.locked");
}

describe("unlockPrivateKey reads PKCS#8 of OpenSSL", () => {
  const ciphers = ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3", "camellia-256-cbc", "aria-128-cbc"];
  it.each(ciphers)("PBES2 with %s opens", async (cipher) => {
    await expectOpens(pkcs8("-v2", cipher), "rsa");
  });
  it.each(["hmacWithSHA1", "hmacWithSHA224", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512"])(
    "PBES2 with %s in DER opens",
    async (prf) => {
      const der = pkcs8("-v2", "aes-256-cbc", "-v2prf", prf, "-outform", "DER");
      await expectOpens(der, "rsa");
      expect(isLockedKey(der).encryption).toBe(`PBES2, AES-256-CBC, PBKDF2-${prf.replace("hmacWith", "HMAC-")} × 2048`);
    },
  );
  it("scrypt opens, also where OpenSSL itself refuses it for its memory", async () => {
    await expectOpens(pkcs8("-scrypt"), "rsa");
    const der = pkcs8("-scrypt", "-scrypt_N", "16384", "-scrypt_r", "8", "-scrypt_p", "2", "-outform", "DER");
    await expectOpens(der, "rsa");
  });
  it("scrypt opens up to 256 MB, more than OpenSSL allows itself", async () => {
    const pkcs8Der = octets("openssl", [
      "pkcs8",
      "-topk8",
      "-nocrypt",
      "-in",
      folder.path("ec.pem"),
      "-outform",
      "DER",
    ]);
    const locked = (n: number): Uint8Array => {
      const salt = Buffer.alloc(8, 5);
      const iv = Buffer.alloc(16, 6);
      const cipher = createCipheriv(
        "aes-256-cbc",
        scryptSync(passphrase, salt, 32, { N: Math.min(n, 65536), r: 8, p: 1, maxmem: 2 ** 28 }),
        iv,
      );
      const kdf = writeSequence(
        writeOid("1.3.6.1.4.1.11591.4.11"),
        writeSequence(writeOctetString(salt), writeInteger(n), writeInteger(8), writeInteger(1)),
      );
      const scheme = writeSequence(writeOid("2.16.840.1.101.3.4.1.42"), writeOctetString(iv));
      const algorithm = writeSequence(writeOid("1.2.840.113549.1.5.13"), writeSequence(kdf, scheme));
      return writeSequence(algorithm, writeOctetString(Buffer.concat([cipher.update(pkcs8Der), cipher.final()])));
    };
    await expectOpens(locked(65536), "ec");
    await expect(unlockPrivateKey(locked(2 ** 20), passphrase)).rejects.toMatchObject({
      code: "encryption.too-costly",
      facts: { parameter: "memory" },
    });
  });
  const legacy = [
    "PBE-SHA1-3DES",
    "PBE-SHA1-2DES",
    "PBE-SHA1-RC2-40",
    "PBE-SHA1-RC2-128",
    "PBE-SHA1-RC4-128",
    "PBE-SHA1-RC4-40",
    "PBE-MD5-DES",
    "PBE-SHA1-DES",
    "PBE-MD5-RC2-64",
    "PBE-SHA1-RC2-64",
  ];
  it.each(legacy)("PBES1 with %s opens", async (scheme) => {
    await expectOpens(pkcs8("-v1", scheme, "-provider", "legacy", "-provider", "default"), "rsa");
  });
  it("an empty passphrase opens what was locked with it", async () => {
    for (const words of [
      ["-v2", "aes-256-cbc"],
      ["-v1", "PBE-SHA1-3DES"],
    ]) {
      const bytes = octets("openssl", ["pkcs8", "-topk8", "-in", folder.path("ec.pem"), "-passout", "pass:", ...words]);
      await expectOpens(bytes, "ec", "");
    }
  });
});

describe("unlockPrivateKey reads traditional PEM", () => {
  const ciphers = ["-des3", "-aes128", "-aes192", "-aes256", "-camellia128"];
  it.each(ciphers)("RSA with %s opens", async (cipher) => {
    const bytes = octets("openssl", [
      "rsa",
      "-in",
      folder.path("rsa.pem"),
      "-traditional",
      cipher,
      "-passout",
      `pass:${passphrase}`,
    ]);
    await expectOpens(bytes, "rsa");
  });
  it.each(["-des", "-rc2-cbc", "-rc2-40-cbc"])("RSA with %s of the legacy provider opens", async (cipher) => {
    const bytes = octets("openssl", [
      "rsa",
      "-provider",
      "legacy",
      "-provider",
      "default",
      "-in",
      folder.path("rsa.pem"),
      "-traditional",
      cipher,
      "-passout",
      `pass:${passphrase}`,
    ]);
    await expectOpens(bytes, "rsa");
  });
  it("a locked SEC 1 key opens", async () => {
    await expectOpens(
      octets("openssl", ["ec", "-in", folder.path("ec.pem"), "-aes256", "-passout", `pass:${passphrase}`]),
      "ec",
    );
  });
  it("an encryption that is not supported is named", async () => {
    const bytes = Buffer.from(
      openssl(`rsa -in ${folder.path("rsa.pem")} -traditional -des3 -passout pass:x`).replace(
        "DES-EDE3-CBC",
        "IDEA-CBC",
      ),
    );
    await expect(unlockPrivateKey(bytes, "x")).rejects.toMatchObject({
      code: "key.unsupported-encryption",
      facts: { scheme: "IDEA-CBC" },
    });
  });
});

describe("unlockPrivateKey reads OpenSSH", () => {
  it.each([
    ["ed25519", []],
    ["ecdsa", ["-b", "384"]],
    ["rsa", ["-b", "1024"]],
  ] as const)("%s", async (type, more) => {
    const name = folder.path(`ssh-${type}`);
    run("ssh-keygen", ["-q", "-t", type, ...more, "-N", passphrase, "-C", "a comment", "-f", name]);
    const bytes = folder.read(`ssh-${type}`);
    const reading = await unlockPrivateKey(bytes, passphrase);
    expect(`${sshPublicKey(reading.spki, "a comment")}\n`).toBe(Buffer.from(folder.read(`ssh-${type}.pub`)).toString());
    expect(reading.form).toBe("openssh");
    await expect(unlockPrivateKey(bytes, "wrong")).rejects.toMatchObject({ code: "key.wrong-passphrase" });
  });
  it.each(["aes256-cbc", "aes128-gcm@openssh.com", "3des-cbc", "chacha20-poly1305@openssh.com"])(
    "%s",
    async (cipher) => {
      const name = folder.path(`ssh-${cipher}`);
      run("ssh-keygen", ["-q", "-t", "ed25519", "-Z", cipher, "-N", "word", "-f", name]);
      expect((await unlockPrivateKey(folder.read(`ssh-${cipher}`), "word")).facts.label).toBe("Ed25519");
      await expect(unlockPrivateKey(folder.read(`ssh-${cipher}`), "worD")).rejects.toMatchObject({
        code: "key.wrong-passphrase",
      });
    },
  );
  it("a cipher that is not supported is named", async () => {
    run("ssh-keygen", ["-q", "-t", "ed25519", "-Z", "aes256-ctr", "-N", "word", "-f", folder.path("ssh-other")]);
    const der = Buffer.from(
      Buffer.from(folder.read("ssh-other"))
        .toString()
        .replace(/-----[^-]+-----/g, ""),
      "base64",
    );
    const other = Buffer.from(der.toString("latin1").replace("aes256-ctr", "blowfish-1"), "latin1");
    await expect(unlockPrivateKey(other, "word")).rejects.toMatchObject({
      code: "key.unsupported-encryption",
      facts: { scheme: "OpenSSH, blowfish-1, bcrypt" },
    });
  });
});

describe("unlockPrivateKey reads PVK and PRIVATEKEYBLOB of OpenSSL", () => {
  const pvk = (...words: string[]): Uint8Array => {
    run("openssl", [
      "rsa",
      "-in",
      folder.path("rsa.pem"),
      "-outform",
      "PVK",
      "-provider",
      "legacy",
      "-provider",
      "default",
      ...words,
      "-out",
      folder.path("key.pvk"),
    ]);
    return folder.read("key.pvk");
  };
  it.each(["-pvk-strong", "-pvk-weak"])("%s", async (strength) => {
    const bytes = pvk(strength, "-passout", "pass:word");
    expect(isLockedKey(bytes)).toEqual({ isLocked: true, encryption: "PVK, RC4" });
    const reading = await unlockPrivateKey(bytes, "word");
    expect(reading.form).toBe("ms");
    expect(Buffer.from(reading.pkcs8)).toEqual(
      Buffer.from(octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", folder.path("rsa.pem"), "-outform", "DER"])),
    );
    await expect(unlockPrivateKey(bytes, "worD")).rejects.toMatchObject({ code: "key.wrong-passphrase" });
    await expect(unlockPrivateKey(bytes.subarray(0, 300), "word")).rejects.toMatchObject({ code: "key.damaged" });
  });
  it("PVK and PRIVATEKEYBLOB in clear are read", async () => {
    run("openssl", ["rsa", "-in", folder.path("rsa.pem"), "-outform", "MSBLOB", "-out", folder.path("key.snk")]);
    for (const bytes of [pvk("-pvk-none"), folder.read("key.snk")])
      expect((await unlockPrivateKey(bytes, "")).facts.label).toMatch(/^RSA /);
  });
});

describe("unlockPrivateKey tells wrong, unsupported and damaged apart", () => {
  it("a wrong passphrase is never called anything else, whatever the padding says", async () => {
    const der = pkcs8("-v1", "PBE-SHA1-3DES", "-iter", "1", "-outform", "DER");
    for (let i = 0; i < 1500; i++) {
      await expect(unlockPrivateKey(der, `wrong ${i}`)).rejects.toMatchObject({ code: "key.wrong-passphrase" });
    }
  });
  it("a cut ciphertext and a broken structure are damage, with its place", async () => {
    const der = pkcs8("-v2", "aes-256-cbc", "-outform", "DER");
    const broken = Uint8Array.from(der);
    broken[20] = 0x1f;
    await expect(unlockPrivateKey(broken, passphrase)).rejects.toMatchObject({
      code: "key.damaged",
      facts: { offset: expect.any(Number) },
    });
    const traditional = openssl(`rsa -in ${folder.path("rsa.pem")} -traditional -aes128 -passout pass:x`);
    const lines = traditional.split("\n");
    lines.splice(6, 1);
    const missing = Buffer.from(lines.join("\n").replace(/.{8}\n-----END/, "\n-----END"));
    await expect(unlockPrivateKey(missing, "x")).rejects.toMatchObject({ code: "key.damaged" });
  });
  it("a count of rounds or a memory that a hostile file asks for is refused before it is computed", async () => {
    const der = pkcs8("-v2", "aes-256-cbc", "-iter", "9000000", "-outform", "DER");
    await expect(unlockPrivateKey(der, "x")).rejects.toMatchObject({
      code: "encryption.too-costly",
      facts: { parameter: "iterations", value: 9_000_000 },
    });
  }, 60_000);
  it("the event loop stays free while a key is derived", async () => {
    const der = pkcs8("-v1", "PBE-SHA1-3DES", "-iter", "300000", "-outform", "DER");
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await unlockPrivateKey(der, passphrase);
    clearInterval(timer);
    // three derivations of 300 000 rounds give way every 8192; how long a turn takes depends on who else is busy
    expect(turns).toBeGreaterThan(30);
  });
});
