import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK, type JWK } from "jose";
import { afterAll, describe, expect, it } from "vitest";
import { octets, openssl, run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { Failure } from "../failure.ts";
import { writeJwk, writePrivateJwk } from "./jwk.ts";
import { readPem } from "../asn1/pem.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const kinds = [
  ["RSA -pkeyopt rsa_keygen_bits:2048", "RS256"],
  ["EC -pkeyopt ec_paramgen_curve:P-256", "ES256"],
  ["EC -pkeyopt ec_paramgen_curve:P-384", "ES384"],
  ["ED25519", "EdDSA"],
] as const;

describe.each(kinds)("%s", (words, alg) => {
  it("a JWK is the key of OpenSSL as jose reads it", async () => {
    openssl(`genpkey -algorithm ${words} -out ${folder.path("key")}`);
    openssl(`req -x509 -new -key ${folder.path("key")} -subj /CN=jwk -days 3 -out ${folder.path("crt")}`);
    const pkcs8 = octets("openssl", ["pkcs8", "-topk8", "-nocrypt", "-in", folder.path("key"), "-outform", "DER"]);
    const spki = octets("openssl", ["pkey", "-in", folder.path("key"), "-pubout", "-outform", "DER"]);
    const certificate = readPem(Buffer.from(folder.read("crt")).toString()).blocks[0]!.bytes;
    const shown = JSON.parse(writeJwk(spki, [certificate])) as JWK;
    const hidden = JSON.parse(writePrivateJwk(pkcs8, [certificate])) as JWK;
    expect(shown).not.toHaveProperty("d");
    expect(hidden).toMatchObject({ ...shown, d: expect.any(String) as unknown });
    expect(shown.kid).toBe(await calculateJwkThumbprint(shown));
    const token = await new CompactSign(Buffer.from("words"))
      .setProtectedHeader({ alg })
      .sign(await importJWK(hidden, alg));
    expect(Buffer.from((await compactVerify(token, await importJWK(shown, alg))).payload).toString()).toBe("words");
    // x5c is plain base64 of DER, and its key is this one
    const [own] = shown.x5c!;
    const file = folder.write(
      "x5c",
      `-----BEGIN CERTIFICATE-----\n${own!.match(/.{1,64}/g)!.join("\n")}\n-----END CERTIFICATE-----\n`,
    );
    const fromCertificate = createPublicKey(run("openssl", ["x509", "-in", file, "-noout", "-pubkey"])).export({
      format: "der",
      type: "spki",
    });
    expect(
      createPublicKey({ key: shown as object, format: "jwk" } as never).export({ format: "der", type: "spki" }),
    ).toEqual(fromCertificate);
  });
});

it("the thumbprint is that of RFC 7638 §3.1", () => {
  const n =
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
  const spki = createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" }).export({
    format: "der",
    type: "spki",
  });
  expect(JSON.parse(writeJwk(spki, []))).toMatchObject({ kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" });
});

it("an RSA-PSS key has no JWK", () => {
  const { publicKey } = generateKeyPairSync("rsa-pss", { modulusLength: 2048 });
  expect(() => writeJwk(publicKey.export({ format: "der", type: "spki" }), [])).toThrow(Failure);
});
