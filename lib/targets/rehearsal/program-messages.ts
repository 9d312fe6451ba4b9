import type { Handshake } from "../handshake.ts";
import type { LoadProblem } from "./attempt.ts";

/**
 * Programs whose messages of a failed handshake are known, word for word, so that a person who has the message finds
 * it. Tried with nginx 1.22, PostgreSQL 15, curl 7.88 and OpenSSL 3.0, or read in the guide of the vendor.
 */
export type Program = "nginx" | "postgres" | "tableau" | "tls";

export function programOf({ rules }: Pick<Handshake, "rules">): Program {
  if (rules.identity === "nginx-dn") return "nginx";
  if (rules.identity === "postgres-cn") return "postgres";
  return rules.refusedDigests === undefined ? "tls" : "tableau";
}

/** The server asked for a certificate and none came. */
export function messagesWithoutCertificate(program: Program, alertNumber: number | null): readonly string[] {
  if (program === "nginx") return ["400 No required SSL certificate was sent"];
  if (program === "postgres") return ["FATAL:  connection requires a valid client certificate"];
  return alertNumber === 116 ? ["tlsv13 alert certificate required"] : ["sslv3 alert handshake failure"];
}

/** OpenSSL's name of the error → what the server's side and its client print. */
export function messagesWhenClientRefused(program: Program, verdict: string): readonly string[] {
  if (program === "nginx") return ["400 The SSL certificate error", ...opensslWords(verdict)];
  const unknown = isUnknownAuthority(verdict) ? ["x509: certificate signed by unknown authority"] : [];
  return [...unknown, ...opensslWords(verdict)];
}

export function messagesWhenServerRefused(verdict: string): readonly string[] {
  const unknown = isUnknownAuthority(verdict) ? ["x509: certificate signed by unknown authority"] : [];
  return [...unknown, ...opensslWords(verdict)];
}

export function messagesWhenNotLoaded(problem: LoadProblem): readonly string[] {
  return [loadWords[problem]].filter((words) => words !== "");
}

const loadWords: Readonly<Record<LoadProblem, string>> = {
  "key-locked": "",
  "key-absent": "",
  "key-too-small": "ee key too small",
  "issuer-key-too-small": "ca key too small",
  "digest-too-weak": "ca md too weak",
  "key-mismatch": "key values mismatch",
  unreadable: "",
};

function isUnknownAuthority(verdict: string): boolean {
  return /^(UNABLE_TO_(GET_ISSUER|VERIFY)|SELF_SIGNED|DEPTH_ZERO)/.test(verdict);
}

/** X509_verify_cert_error_string, for the errors that are met. */
const words: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "certificate has expired",
  CERT_NOT_YET_VALID: "certificate is not yet valid",
  CERT_REVOKED: "certificate revoked",
  CERT_SIGNATURE_FAILURE: "certificate signature failure",
  INVALID_PURPOSE: "unsupported certificate purpose",
  INVALID_CA: "invalid CA certificate",
  HOSTNAME_MISMATCH: "hostname mismatch",
  PATH_LENGTH_EXCEEDED: "path length constraint exceeded",
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "self-signed certificate in certificate chain",
  UNABLE_TO_GET_ISSUER_CERT: "unable to get issuer certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unable to get local issuer certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unable to verify the first certificate",
  UNABLE_TO_GET_CRL: "unable to get certificate CRL",
  CERT_CHAIN_TOO_LONG: "certificate chain too long",
};

function opensslWords(verdict: string): readonly string[] {
  return words[verdict] === undefined ? [] : [words[verdict]];
}
