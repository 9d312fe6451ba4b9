import { dirname, join } from "node:path";
import { z } from "zod";
import { type Certificate, isSelfIssued, readCertificate } from "../lib/pki/x509/certificate.ts";
import { readElement } from "../lib/pki/asn1/der.ts";
import { readBitString } from "../lib/pki/asn1/der-value.ts";
import { publicKeyProblemOf } from "../lib/pki/keys/public-key-form.ts";
import { isFailure } from "../lib/pki/failure.ts";
import type { PathInput, PathPurpose } from "../lib/pki/path/options.ts";
import { verifySignature } from "../lib/pki/keys/signature.ts";
import { type Case, crlsOf, judge, type Outcome, poolOf } from "./case.ts";
import { pemBlocks, pemBlocksIfAny, textOf } from "./files.ts";
import { indexedCases, verdictSchema } from "./selection.ts";

const fileSchema = z.object({ id: z.string(), file: z.string() });
const chainSchema = fileSchema.extend({
  expected: verdictSchema,
  chain: z.string().nullish(),
  last_cert_trust: z.string().nullish(),
  utc_time: z.union([z.literal("DEFAULT"), z.string().regex(/^\d{12}Z$/)]).nullish(),
  key_purpose: z.string(),
  digest_policy: z.string().nullish(),
});
const crlSchema = fileSchema.extend({ expected: z.enum(["GOOD", "REVOKED", "UNKNOWN"]) });
const signatureSchema = fileSchema.extend({ expected: z.enum(["SIGNATURE_OK", "SIGNATURE_FAIL"]) });

/** BoringSSL's purposes; the strict ones are Chromium's, the others have no counterpart here. */
const purposes: Readonly<Record<string, PathPurpose>> = {
  SERVER_AUTH: "server",
  CLIENT_AUTH: "client",
  ANY_EKU: "any",
};

/** The chains of verify_certificate_chain_unittest. */
export const boringChainCases = (folder: string): Case[] =>
  indexedCases(folder, {
    schema: chainSchema,
    isOfKind: (kind) => kind === "path-validation",
    caseOf: (entry) => ({ id: entry.id, expected: entry.expected, run: () => runChain(folder, entry) }),
  });

function runChain(folder: string, entry: z.infer<typeof chainSchema>): Outcome {
  const purpose = purposes[entry.key_purpose];
  if (purpose === undefined) return { got: "UNSUPPORTED", code: `conformance.purpose ${entry.key_purpose}` };
  return judge(() => {
    const file = entry.chain ?? join(dirname(entry.file), "chain.pem");
    const ders = pemBlocks(textOf(folder, file), file);
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

function trustOf(
  trust: string,
  ders: readonly Uint8Array[],
): Pick<PathInput, "anchors" | "anchorConstraints" | "anchorValidity" | "directTrust"> {
  const isAnchor = trust.startsWith("TRUSTED_ANCHOR") || (trust.startsWith("TRUSTED_LEAF") && ders.length === 1);
  return {
    anchors: isAnchor ? poolOf(ders.slice(-1)) : [],
    anchorConstraints: /(?:WITH|AND)_CONSTRAINTS/.test(trust),
    anchorValidity: trust.includes("EXPIRATION"),
    directTrust:
      trust.includes("LEAF") && (!trust.includes("REQUIRE_SELF_SIGNED") || isSelfSigned(readCertificate(ders[0]!))),
  };
}

/** BoringSSL's own condition on a trusted leaf. */
function isSelfSigned(each: Certificate): boolean {
  return (
    isSelfIssued(each) && verifySignature(each.signatureAlgorithm, each.tbs, each.signature, each.spki) === "valid"
  );
}

function readUtcTime(text: string): Date {
  if (text === "DEFAULT") return new Date("2021-10-05T12:00:00Z");
  const [year, month, day, hour, minute, second] = text.match(/\d\d/g)! as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return new Date(`20${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** crl_unittest: the status of one certificate by one CRL; "unknown" is a rejection too. */
export const boringCrlCases = (folder: string): Case[] =>
  indexedCases(folder, {
    schema: crlSchema,
    isOfKind: (kind) => kind.startsWith("crl "),
    tellsStrays: false,
    caseOf: ({ id, file, expected }) => ({
      id,
      expected: expected === "GOOD" ? "ACCEPT" : "REJECT",
      run: () => judge(() => crlInput(textOf(folder, file), file)),
    }),
  });

function crlInput(text: string, file: string): PathInput {
  return {
    untrusted: poolOf(pemBlocksIfAny(text, file, "CA CERTIFICATE 2")),
    anchors: poolOf(pemBlocks(text, file, "CA CERTIFICATE")),
    crls: crlsOf(pemBlocks(text, file, "CRL")),
    target: readCertificate(pemBlocks(text, file)[0]!),
    at: new Date("2017-03-09T00:00:00Z"),
    purpose: "any",
    securityBits: 63,
    // kAgeOneWeek of crl_unittest.
    crlMaxAge: 7,
    // The CAs of this suite have no basicConstraints: its subject is the CRL, not the path.
    anchorConstraints: false,
  };
}

/** verify_signed_data_unittest: single signatures, where a wrong parameter must not pass. */
export const boringSignatureCases = (folder: string): Case[] =>
  indexedCases(folder, {
    schema: signatureSchema,
    isOfKind: (kind) => kind.startsWith("verify_signed_data"),
    tellsStrays: false,
    caseOf: ({ id, file, expected }) => ({
      id,
      expected: expected === "SIGNATURE_OK" ? "ACCEPT" : "REJECT",
      run: () => runSignature(textOf(folder, file), file),
    }),
  });

function runSignature(text: string, file: string): Outcome {
  const block = (label: string) => pemBlocks(text, file, label)[0]!;
  try {
    // The SIGNATURE block is a BIT STRING, which certificates and lists read as whole bytes alone; a key is judged as by
    // the profile "strict".
    const { bytes, unusedBits } = readBitString(readElement(block("SIGNATURE")));
    if (unusedBits !== 0) return { got: "REJECT", code: "der.malformed" };
    if (publicKeyProblemOf(block("PUBLIC KEY")) !== null) return { got: "REJECT", code: "path.key-form" };
    const verdict = verifySignature(block("ALGORITHM"), block("DATA"), bytes, block("PUBLIC KEY"));
    if (verdict === "valid") return { got: "ACCEPT", code: "" };
    return verdict === "invalid"
      ? { got: "REJECT", code: "path.signature-invalid" }
      : { got: "UNSUPPORTED", code: "path.signature-unsupported" };
  } catch (error) {
    if (isFailure(error)) return { got: "REJECT", code: error.code };
    throw error;
  }
}
