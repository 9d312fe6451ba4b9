import { createHash, createPublicKey } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { octets, openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { requireStrongKey } from "./key-strength.ts";
import { readCertificate, subjectKeyId } from "../x509/certificate.ts";
import { writeBitString, writeInteger, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";
import { canonicalSpki } from "./canonical-spki.ts";
import { keyIdentifier, publicKeyId, publicKeyObject, readPublicKeyFacts } from "./public-key.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

function publicKeyOf(words: string): Uint8Array {
  openssl(`genpkey ${words} -out ${folder.path("k")}`);
  return octets("openssl", ["pkey", "-in", folder.path("k"), "-pubout", "-outform", "DER"]);
}
function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
  return "accepted";
}
const rsaSpki = (modulus: bigint, exponent: bigint): Uint8Array =>
  writeSequence(
    writeSequence(writeOid(Oid.rsaEncryption), writeNull()),
    writeBitString(writeSequence(writeInteger(modulus), writeInteger(exponent))),
  );

describe("facts of the keys that openssl makes", () => {
  it.each([
    ["-algorithm RSA -pkeyopt rsa_keygen_bits:1024", "rsa", 1024, null, "RSA 1024", "key.too-weak"],
    ["-algorithm RSA -pkeyopt rsa_keygen_bits:2047", "rsa", 2047, null, "RSA 2047", "key.too-weak"],
    ["-algorithm RSA -pkeyopt rsa_keygen_bits:2048", "rsa", 2048, null, "RSA 2048", "accepted"],
    ["-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048", "rsa-pss", 2048, null, "RSA-PSS 2048", "accepted"],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-192", "ec", 192, "P-192", "P-192", "key.too-weak"],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-224", "ec", 224, "P-224", "P-224", "key.too-weak"],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ec", 256, "P-256", "P-256", "accepted"],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "ec", 384, "P-384", "P-384", "accepted"],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:P-521", "ec", 521, "P-521", "P-521", "accepted"],
    ["-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", "ec", 256, "secp256k1", "secp256k1", "accepted"],
    [
      "-algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP320r1",
      "ec",
      320,
      "brainpoolP320r1",
      "brainpoolP320r1",
      "accepted",
    ],
    [
      "-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
      "ec",
      null,
      "explicit",
      "EC, specifiedCurve",
      "key.unsupported",
    ],
    ["-algorithm ED25519", "ed25519", null, null, "Ed25519", "accepted"],
    ["-algorithm ED448", "ed448", null, null, "Ed448", "accepted"],
    ["-algorithm X25519", "x25519", null, null, "X25519", "key.unsupported"],
  ])("%s", (words, family, bits, curve, label, verdict) => {
    const spki = publicKeyOf(words);
    expect(readPublicKeyFacts(spki)).toMatchObject({ family, bits, curve, label });
    expect(codeOf(() => requireStrongKey(spki))).toBe(verdict);
  });
  it("a DSA key has its size", () => {
    openssl(
      `genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -pkeyopt dsa_paramgen_q_bits:160 -out ${folder.path("p")}`,
    );
    openssl(`genpkey -paramfile ${folder.path("p")} -out ${folder.path("k")}`);
    const spki = octets("openssl", ["pkey", "-in", folder.path("k"), "-pubout", "-outform", "DER"]);
    expect(readPublicKeyFacts(spki)).toMatchObject({ family: "dsa", bits: 1024, label: "DSA 1024" });
    expect(codeOf(() => requireStrongKey(spki))).toBe("key.too-weak");
  });
  it("an RSA key has its exponent", () => {
    expect(
      readPublicKeyFacts(publicKeyOf("-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3"))
        .exponent,
    ).toBe("3");
  });
});

describe("readPublicKeyFacts of damaged and unknown keys", () => {
  const modulus = (1n << 2047n) + 0x1234567n;
  it.each([
    [1n, "key.unsupported"],
    [2n, "key.unsupported"],
    [65536n, "key.unsupported"],
    [65537n, "accepted"],
  ])("RSA with exponent %s: %s", (exponent, verdict) => {
    expect(codeOf(() => requireStrongKey(rsaSpki(modulus, exponent)))).toBe(verdict);
  });
  it("a point off its curve is refused", () => {
    const spki = publicKeyOf("-algorithm EC -pkeyopt ec_paramgen_curve:P-256").slice();
    spki[spki.length - 1]! ^= 1;
    expect(readPublicKeyFacts(spki).label).toBe("P-256");
    expect(codeOf(() => requireStrongKey(spki))).toBe("key.unsupported");
  });
  it("an algorithm of the future is unknown and not an error", () => {
    const spki = writeSequence(writeSequence(writeOid("1.2.3.4")), writeBitString(Uint8Array.of(1)));
    expect(readPublicKeyFacts(spki)).toMatchObject({ family: "unknown", label: "1.2.3.4" });
    expect(codeOf(() => publicKeyObject(spki))).toBe("key.unsupported");
  });
  it("an RSA key with a broken inside has no size", () => {
    const spki = writeSequence(
      writeSequence(writeOid(Oid.rsaEncryption), writeNull()),
      writeBitString(Uint8Array.of(0x30, 0x80)),
    );
    expect(readPublicKeyFacts(spki)).toMatchObject({ family: "rsa", bits: null, label: "RSA" });
  });
  it.each([writeSequence(), Uint8Array.of(), writeSequence(writeSequence(writeOid("1.2.3"))), writeNull()])(
    "what is no SubjectPublicKeyInfo is refused",
    (spki) => {
      expect(codeOf(() => readPublicKeyFacts(spki))).toBe("der.malformed");
    },
  );
});

it("the key identifier is that of openssl", () => {
  const spki = publicKeyOf("-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
  const certificate = readCertificate(
    octets("openssl", ["req", "-x509", "-key", folder.path("k"), "-subj", "/CN=x", "-outform", "DER"]),
  );
  expect(Buffer.from(keyIdentifier(spki)).equals(subjectKeyId(certificate)!)).toBe(true);
  expect(publicKeyId(spki)).toBe(createHash("sha256").update(spki).digest("hex"));
  expect(publicKeyObject(spki).equals(createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }))).toBe(
    true,
  );
  expect(publicKeyObject(spki.slice())).toBe(publicKeyObject(spki));
});

describe("one key in two spellings is one key", () => {
  const spelling = (words: string): Uint8Array =>
    octets("openssl", ["ec", "-in", folder.path("k"), "-pubout", "-outform", "DER", ...words.split(" ")]);
  it.each(["prime256v1", "secp384r1", "secp521r1", "secp256k1", "brainpoolP256r1"])(
    "%s is one key, written out by openssl and compressed",
    (curve) => {
      openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:${curve} -out ${folder.path("k")}`);
      const plain = spelling("-param_enc named_curve -conv_form uncompressed");
      for (const words of [
        "-param_enc explicit",
        "-conv_form compressed",
        "-conv_form hybrid",
        "-param_enc explicit -conv_form compressed",
      ]) {
        const other = spelling(words);
        expect(Buffer.from(other).equals(plain)).toBe(false);
        expect(Buffer.from(canonicalSpki(other)).equals(plain), words).toBe(true);
        expect(publicKeyId(other)).toBe(publicKeyId(plain));
      }
      expect(canonicalSpki(plain)).toBe(plain);
    },
  );

  it("RSA without the NULL of its parameters is one key", () => {
    const plain = publicKeyOf("-algorithm RSA -pkeyopt rsa_keygen_bits:2048");
    const key = plain.subarray(plain.indexOf(0x03, 15));
    const bare = writeSequence(writeSequence(writeOid(Oid.rsaEncryption)), key);
    expect(bare.length).toBe(plain.length - 2);
    expect(publicKeyId(bare)).toBe(createHash("sha256").update(plain).digest("hex"));
  });

  it("a curve with another generator is another curve", () => {
    openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out ${folder.path("k")}`);
    const explicit = Uint8Array.from(spelling("-param_enc explicit"));
    const generator = Buffer.from("6b17d1f2e12c4247", "hex");
    explicit[Buffer.from(explicit).indexOf(generator) + 4]! ^= 1;
    expect(canonicalSpki(explicit)).toBe(explicit);
  });

  it("a point that is on no curve, and what is no key, stay as they are", () => {
    openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out ${folder.path("k")}`);
    const compressed = Uint8Array.from(spelling("-conv_form compressed"));
    compressed.fill(0xff, -32);
    expect(canonicalSpki(compressed)).toBe(compressed);
    const noise = new Uint8Array([1, 2, 3]);
    expect(canonicalSpki(noise)).toBe(noise);
  });
});
