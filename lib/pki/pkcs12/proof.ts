import { createPrivateKey, createPublicKey } from "node:crypto";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { contextPrimitive, type Element, readElement, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { Failure } from "../failure.ts";
import { compareKeyOf } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { pbes2Oid } from "../encryption/pbes.ts";
import { type Pkcs12Content, readPkcs12Der } from "./pkcs12.ts";
import { bag, dataOid, readContentInfo, readSafeBag } from "./parts.ts";
import { verifySignature } from "../keys/signature.ts";
import { aes256CbcOid } from "../encryption/pbes-write.ts";

/** A PKCS#12 file that we wrote, opened again: what is in the very bytes that leave. */
export interface Pkcs12Proof {
  /** Lines as `openssl pkcs12 -info -noout` prints them. */
  readonly structure: readonly string[];
  readonly friendlyName: string | null;
  /** In the order of the file: the key's own first, then each one's issuer. */
  readonly certificates: readonly Certificate[];
}

/** The expected contents of a PKCS#12: the key of this public key (DER), and exactly these certificates (DER). */
export interface Pkcs12Promise {
  readonly spki: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

/**
 * Opens what was just written with its passphrase: the MAC holds, the one key is the first certificate's, the
 * certificates are those that were meant, each is issued by the next (RFC 5280 §6.1: name and signature).
 * @throws Failure `export.unproven`: the file is not handed out.
 */
export async function provePkcs12(der: Uint8Array, passphrase: string, promise: Pkcs12Promise): Promise<Pkcs12Proof> {
  const { keys, certificates } = await reopen(der, passphrase);
  const unproven = (problem: "key" | "certificates" | "order"): never => {
    throw new Failure("export.unproven", { problem });
  };
  const [key] = keys;
  if (key === undefined || keys.length !== 1 || !isSame(publicHalf(key.pkcs8), promise.spki)) return unproven("key");
  if (
    certificates.length !== promise.certificates.length ||
    !certificates.every(({ der: one }, at) => isSame(one, promise.certificates[at]!))
  )
    return unproven("certificates");
  const chain = certificates.map(({ der: one }) => readCertificate(one));
  if (chain[0] !== undefined && !isSame(chain[0].spki, promise.spki)) return unproven("key");
  if (!chain.every((certificate, at) => at === 0 || hasIssued(certificate, chain[at - 1]!))) return unproven("order");
  return { structure: structureOf(der, chain.length), friendlyName: key.friendlyName, certificates: chain };
}

async function reopen(der: Uint8Array, passphrase: string): Promise<Pkcs12Content> {
  try {
    return await readPkcs12Der(der, passphrase);
  } catch (error) {
    throw new Failure("export.unproven", { problem: "mac" }, error);
  }
}

function publicHalf(pkcs8: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  return createPublicKey(key).export({ format: "der", type: "spki" });
}

function hasIssued(issuer: Certificate, certificate: Certificate): boolean {
  return (
    compareKeyOf(issuer.subject) === compareKeyOf(certificate.issuer) &&
    verifySignature(certificate.signatureAlgorithm, certificate.tbs, certificate.signature, issuer.spki) === "valid"
  );
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

// ---- the structure in OpenSSL's words

function structureOf(der: Uint8Array, certificateCount: number): string[] {
  const [, authenticatedSafe, macData] = readElement(der, Tag.sequence).children();
  const contents = readElement(readContentInfo(authenticatedSafe!).value.content, Tag.sequence).children();
  const lines = macLines(macData!);
  for (const info of contents) {
    const { oid, value } = readContentInfo(info);
    if (oid === dataOid) lines.push("PKCS7 Data", ...readElement(value.content, Tag.sequence).children().map(keyLine));
    else {
      const encrypted = value.children()[1]!.children();
      lines.push(`PKCS7 Encrypted data: ${algorithmWords(encrypted[1]!)}`);
      if (encrypted[2]?.tag === contextPrimitive(0))
        lines.push(...Array<string>(certificateCount).fill("Certificate bag"));
    }
  }
  return lines;
}

function macLines(macData: Element): string[] {
  const [info, salt, iterations] = macData.children();
  const [algorithm, digest] = info!.children();
  return [
    `MAC: ${readOid(algorithm!.children()[0]!) === Oid.sha256 ? "sha256" : "sha1"}, Iteration ${readInteger(iterations!)}`,
    `MAC length: ${digest!.length}, salt length: ${salt!.length}`,
  ];
}

function keyLine(element: Element): string {
  const { oid, value } = readSafeBag(element);
  return oid === bag(2) ? `Shrouded Keybag: ${algorithmWords(value.children()[0]!)}` : "Key bag";
}

/** Of the two schemes that we write. */
function algorithmWords(algorithm: Element): string {
  const [oid, parameters] = algorithm.children();
  const scheme = readOid(oid!);
  if (scheme !== pbes2Oid)
    return `pbeWithSHA1And3-KeyTripleDES-CBC, Iteration ${readInteger(parameters!.children()[1]!)}`;
  const [kdf, cipher] = parameters!.children();
  const iterations = readInteger(kdf!.children()[1]!.children()[1]!);
  return `PBES2, PBKDF2, ${readOid(cipher!.children()[0]!) === aes256CbcOid ? "AES-256-CBC" : "another cipher"}, Iteration ${iterations}, PRF hmacWithSHA256`;
}
