import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { writeEncryptedPkcs8, writeEncryptedPkcs8Der, writeTraditionalPem } from "./write-key.ts";
import { isLockedKey, unlockPrivateKey } from "../files/locked-key.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const random = (length: number): Uint8Array => randomBytes(length);

describe("writeEncryptedPkcs8", () => {
  it.each(["RSA -pkeyopt rsa_keygen_bits:2048", "EC -pkeyopt ec_paramgen_curve:P-384", "ED25519"])(
    "openssl, certtool and the reader open %s",
    async (words) => {
      openssl(`genpkey -algorithm ${words} -out ${folder.path("key")}`);
      const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", folder.path("key"), "-outform", "DER"]);
      const pem = await writeEncryptedPkcs8(pkcs8, "길고 좋은 암호", random);
      expect(
        pem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") &&
          pem.endsWith("-----END ENCRYPTED PRIVATE KEY-----\n"),
      ).toBe(true);
      const opened = octets("openssl", [
        "pkcs8",
        "-in",
        folder.write("locked", pem),
        "-passin",
        "pass:길고 좋은 암호",
        "-outform",
        "DER",
        "-nocrypt",
        "-topk8",
      ]);
      expect(Buffer.from(opened)).toEqual(Buffer.from(pkcs8));
      // GnuTLS 3.7 shows nothing of a locked Ed25519 key
      if (words !== "ED25519")
        expect(
          run("certtool", ["--key-info", "--infile", folder.path("locked"), "--password", "길고 좋은 암호"]),
        ).toContain("Public Key Info");
      expect(Buffer.from((await unlockPrivateKey(Buffer.from(pem), "길고 좋은 암호")).pkcs8)).toEqual(
        Buffer.from(pkcs8),
      );
      expect(isLockedKey(Buffer.from(pem)).encryption).toBe("PBES2, AES-256-CBC, PBKDF2-HMAC-SHA256 × 600000");
    },
  );
  it("an empty passphrase is refused", async () => {
    await expect(writeEncryptedPkcs8(new Uint8Array(8), "", random)).rejects.toMatchObject({
      code: "passphrase.required",
    });
  });
});

describe("writeEncryptedPkcs8Der", () => {
  it("openssl and the reader open it", async () => {
    openssl(`genpkey -algorithm ED25519 -out ${folder.path("key")}`);
    const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", folder.path("key"), "-outform", "DER"]);
    const der = await writeEncryptedPkcs8Der(pkcs8, '암호 "x"', random, 2048);
    expect(
      Buffer.from(
        octets("openssl", [
          "pkcs8",
          "-inform",
          "DER",
          "-in",
          folder.write("locked.der", der),
          "-passin",
          'pass:암호 "x"',
          "-outform",
          "DER",
          "-nocrypt",
          "-topk8",
        ]),
      ),
    ).toEqual(Buffer.from(pkcs8));
    expect(Buffer.from((await unlockPrivateKey(der, '암호 "x"')).pkcs8)).toEqual(Buffer.from(pkcs8));
  });
});

describe("writeTraditionalPem", () => {
  const cases = [
    ["RSA -pkeyopt rsa_keygen_bits:2048", "RSA PRIVATE KEY"],
    ["EC -pkeyopt ec_paramgen_curve:P-256", "EC PRIVATE KEY"],
  ] as const;
  it.each(cases)("openssl, ssh-keygen and the reader open %s", async (words, label) => {
    openssl(`genpkey -algorithm ${words} -out ${folder.path("key")}`);
    const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", folder.path("key"), "-outform", "DER"]);
    const line = openssl(`pkey -in ${folder.path("key")} -pubout`);
    for (const [cipher, header] of [
      ["aes-256-cbc", "AES-256-CBC"],
      ["des-ede3-cbc", "DES-EDE3-CBC"],
    ] as const) {
      const pem = writeTraditionalPem(pkcs8, { passphrase: "길고 좋은 암호", cipher });
      expect(pem).toMatch(
        new RegExp(`^-----BEGIN ${label}-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: ${header},[0-9A-F]+\n\n`),
      );
      const file = folder.write("traditional", pem);
      run("chmod", ["600", file]);
      expect(run("openssl", ["pkey", "-in", file, "-passin", "pass:길고 좋은 암호", "-pubout"])).toBe(line);
      expect(run("ssh-keygen", ["-y", "-P", "길고 좋은 암호", "-f", file])).toMatch(
        /^(ssh-rsa|ecdsa-sha2-nistp256) AAAA/,
      );
      expect(Buffer.from((await unlockPrivateKey(Buffer.from(pem), "길고 좋은 암호")).pkcs8)).toEqual(
        Buffer.from(pkcs8),
      );
    }
    const clear = folder.write("clear", writeTraditionalPem(pkcs8, null));
    expect(openssl(`pkey -in ${clear} -pubout`)).toBe(line);
  });
  it("Ed25519 has no traditional form, and an empty passphrase is refused", () => {
    openssl(`genpkey -algorithm ED25519 -out ${folder.path("key")}`);
    const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", folder.path("key"), "-outform", "DER"]);
    expect(() => writeTraditionalPem(pkcs8, null)).toThrow(
      expect.objectContaining({ code: "export.no-traditional-form", facts: { algorithm: "ed25519" } }),
    );
    expect(() => writeTraditionalPem(pkcs8, { passphrase: "", cipher: "aes-256-cbc" })).toThrow(
      expect.objectContaining({ code: "passphrase.required" }),
    );
  });
});
