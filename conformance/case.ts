import { type Certificate, readCertificate } from "../lib/pki/x509/certificate.ts";
import { type Crl, readCrl } from "../lib/pki/x509/crl.ts";
import { isFailure } from "../lib/pki/failure.ts";
import type { PathInput } from "../lib/pki/path/options.ts";
import { type Verification, verifyPath } from "../lib/pki/path/verify.ts";

/** One judgement of a corpus and ours. */
export type Verdict = "ACCEPT" | "REJECT";

export interface Outcome {
  /** "UNSUPPORTED": not accepted, and only because something cannot be evaluated here. */
  readonly got: Verdict | "UNSUPPORTED";
  /** The code of a rejection; "" for an acceptance. */
  readonly code: string;
}

export interface Case {
  readonly id: string;
  readonly expected: Verdict;
  readonly run: () => Outcome;
}

export interface Corpus {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** Codes that say "cannot be evaluated here", as opposed to "wrong". */
const unsupportedCodes: ReadonlySet<string> = new Set([
  "path.signature-unsupported",
  "path.crl-unsupported",
  "path.key-unsupported",
]);

export function outcomeOf(verification: Verification): Outcome {
  if (verification.trusted) return { got: "ACCEPT", code: "" };
  const rejects = verification.findings.filter((finding) => finding.severity === "reject");
  const telling = rejects.filter((finding) => finding.code !== "path.revocation-unknown");
  const isUnsupported = telling.length > 0 && telling.every((finding) => unsupportedCodes.has(finding.code));
  return { got: isUnsupported ? "UNSUPPORTED" : "REJECT", code: rejects[0]?.code ?? "" };
}

/** Runs `verify` on a target that may itself be unreadable: that is a rejection with the reader's code. */
export function judge(readInput: () => PathInput): Outcome {
  try {
    return outcomeOf(verifyPath(readInput()));
  } catch (error) {
    if (isFailure(error)) return { got: "REJECT", code: error.code };
    throw error;
  }
}

/** A pool: a certificate that cannot be read cannot be used, and spoils nothing else. */
export function poolOf(ders: readonly Uint8Array[]): Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [readCertificate(der)];
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  });
}

/** A CRL that cannot be read covers nothing. */
export function crlsOf(ders: readonly Uint8Array[]): Crl[] {
  return ders.flatMap((der) => {
    try {
      return [readCrl(der)];
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  });
}
