import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Certificate, isSelfIssued, readCertificate } from "../lib/pki/certificate.ts";
import { isFailure } from "../lib/pki/error.ts";
import type { PathInput, PathPurpose } from "../lib/pki/path/options.ts";
import { verifySignature } from "../lib/pki/signature.ts";
import { readPem } from "../lib/pki/pem.ts";
import { type Case, crlsOf, judge, type Outcome, pemBytes, poolOf } from "./case.ts";
import { readIndex } from "./selection.ts";

interface BoringEntry {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly expected: string | null;
  readonly chain?: string;
  readonly last_cert_trust?: string;
  readonly utc_time?: string;
  readonly key_purpose?: string;
  readonly digest_policy?: string | null;
}

/** BoringSSL's purposes; the strict ones are Chromium's, the others have no counterpart here. */
const purposes: Readonly<Record<string, PathPurpose>> = { SERVER_AUTH: "server", CLIENT_AUTH: "client", ANY_EKU: "any" };

/** Where upstream states no result there is nothing to agree with. */
const isString = (expected: unknown): boolean => typeof expected === "string";

/** The chains of verify_certificate_chain_unittest. */
export function boringChainCases(folder: string): Case[] {
  return readIndex<BoringEntry>(folder)
    .filter(({ kind, expected }) => kind === "path-validation" && isString(expected))
    .map((entry) => ({
      id: entry.id,
      expected: entry.expected === "ACCEPT" ? ("ACCEPT" as const) : ("REJECT" as const),
      run: () => runChain(folder, entry),
    }));
}

function runChain(folder: string, entry: BoringEntry): Outcome {
  const purpose = purposes[entry.key_purpose ?? ""];
  if (purpose === undefined) return { got: "UNSUPPORTED", code: `conformance.purpose ${entry.key_purpose}` };
  return judge(() => {
    const ders = pemBytes(readFileSync(join(folder, entry.chain ?? join(dirname(entry.file), "chain.pem")), "latin1"));
    return {
      target: readCertificate(ders[0]!),
      untrusted: poolOf(ders.slice(1, -1)),
      at: readUtcTime(entry.utc_time ?? "DEFAULT"),
      purpose,
      // SimpleDigestPolicy: RSA from 1,024 bits and SHA-1; STRONG does without SHA-1.
      securityBits: entry.digest_policy === "STRONG" ? 80 : 63,
      ...trustOf(entry.last_cert_trust ?? "TRUSTED_ANCHOR", ders),
    };
  });
}

function trustOf(trust: string, ders: readonly Uint8Array[]): Pick<PathInput, "anchors" | "anchorConstraints" | "anchorValidity" | "directTrust"> {
  const isAnchor = trust.startsWith("TRUSTED_ANCHOR") || (trust.startsWith("TRUSTED_LEAF") && ders.length === 1);
  return {
    anchors: isAnchor ? poolOf(ders.slice(-1)) : [],
    anchorConstraints: /(?:WITH|AND)_CONSTRAINTS/.test(trust),
    anchorValidity: trust.includes("EXPIRATION"),
    directTrust: trust.includes("LEAF") && (!trust.includes("REQUIRE_SELF_SIGNED") || isSelfSigned(readCertificate(ders[0]!))),
  };
}

/** BoringSSL's own condition on a trusted leaf. */
function isSelfSigned(each: Certificate): boolean {
  return isSelfIssued(each) && verifySignature(each.signatureAlgorithm, each.tbs, each.signature, each.spki) === "valid";
}

function readUtcTime(text: string): Date {
  if (text === "DEFAULT") return new Date("2021-10-05T12:00:00Z");
  const [year, month, day, hour, minute, second] = text.match(/\d\d/g)! as [string, string, string, string, string, string];
  return new Date(`20${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** crl_unittest: the status of one certificate by one CRL; "unknown" is a rejection too. */
export function boringCrlCases(folder: string): Case[] {
  return readIndex<BoringEntry>(folder)
    .filter(({ kind, expected }) => kind?.startsWith("crl ") && isString(expected))
    .map((entry) => ({
      id: entry.id,
      expected: entry.expected === "GOOD" ? ("ACCEPT" as const) : ("REJECT" as const),
      run: () => judge(() => {
        const text = readFileSync(join(folder, entry.file), "latin1");
        return {
          target: readCertificate(pemBytes(text)[0]!),
          untrusted: poolOf(pemBytes(text, "CA CERTIFICATE 2")),
          anchors: poolOf(pemBytes(text, "CA CERTIFICATE")),
          crls: crlsOf(pemBytes(text, "CRL")),
          at: new Date("2017-03-09T00:00:00Z"),
          purpose: "any" as const,
          securityBits: 63,
          // The CAs of this suite have no basicConstraints: its subject is the CRL, not the path.
          anchorConstraints: false,
        };
      }),
    }));
}

/** verify_signed_data_unittest: single signatures, where a wrong parameter must not pass. */
export function boringSignatureCases(folder: string): Case[] {
  return readIndex<BoringEntry>(folder)
    .filter(({ kind, expected }) => kind?.startsWith("verify_signed_data") && isString(expected))
    .map((entry) => ({
      id: entry.id,
      expected: entry.expected === "SIGNATURE_OK" ? ("ACCEPT" as const) : ("REJECT" as const),
      run: () => runSignature(readFileSync(join(folder, entry.file), "latin1")),
    }));
}

function runSignature(text: string): Outcome {
  const block = (label: string) => readPem(text).blocks.find((each) => each.label === label)?.bytes ?? new Uint8Array();
  try {
    // The SIGNATURE block is a BIT STRING: tag, length and unused bits come before the octets.
    const wrapped = block("SIGNATURE");
    const signature = wrapped.subarray(wrapped[1]! < 0x80 ? 3 : 3 + (wrapped[1]! & 0x7f));
    const verdict = verifySignature(block("ALGORITHM"), block("DATA"), signature, block("PUBLIC KEY"));
    if (verdict === "valid") return { got: "ACCEPT", code: "" };
    return verdict === "invalid" ? { got: "REJECT", code: "path.signature-invalid" } : { got: "UNSUPPORTED", code: "path.signature-unsupported" };
  } catch (error) {
    if (isFailure(error)) return { got: "REJECT", code: error.code };
    throw error;
  }
}
