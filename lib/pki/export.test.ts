import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../testdata/strangers.ts";
import { writeEncryptedPkcs8 } from "./export.ts";
import { isLockedKey, unlockPrivateKey } from "./locked-key.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const random = (length: number): Uint8Array => randomBytes(length);

describe("an exported key", () => {
  it.each(["RSA -pkeyopt rsa_keygen_bits:2048", "EC -pkeyopt ec_paramgen_curve:P-384", "ED25519"])("%s: openssl, certtool and we open it", async (words) => {
    openssl(`genpkey -algorithm ${words} -out ${folder.path("key")}`);
    const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", folder.path("key"), "-outform", "DER"]);
    const pem = await writeEncryptedPkcs8(pkcs8, "길고 좋은 암호", random);
    expect(pem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n") && pem.endsWith("-----END ENCRYPTED PRIVATE KEY-----\n")).toBe(true);
    const opened = octets("openssl", ["pkcs8", "-in", folder.write("locked", pem), "-passin", "pass:길고 좋은 암호", "-outform", "DER", "-nocrypt", "-topk8"]);
    expect(Buffer.from(opened)).toEqual(Buffer.from(pkcs8));
    // GnuTLS 3.7 shows nothing of a locked Ed25519 key
    if (words !== "ED25519") expect(run("certtool", ["--key-info", "--infile", folder.path("locked"), "--password", "길고 좋은 암호"])).toContain("Public Key Info");
    expect(Buffer.from((await unlockPrivateKey(Buffer.from(pem), "길고 좋은 암호")).pkcs8)).toEqual(Buffer.from(pkcs8));
    expect(isLockedKey(Buffer.from(pem)).encryption).toBe("PBES2, AES-256-CBC, PBKDF2-HMAC-SHA256, 600000 rounds");
  });
  it("is never locked by nothing", async () => {
    await expect(writeEncryptedPkcs8(new Uint8Array(8), "", random)).rejects.toMatchObject({ code: "passphrase.required" });
  });
});
