import type { TlsAlert } from "./attempt.ts";

/** Alerts that concern certificates (RFC 8446 §6.2, RFC 5246 §7.2.2); the words are in lib/i18n. */
const names: Readonly<Record<number, string>> = {
  40: "handshake_failure",
  42: "bad_certificate",
  43: "unsupported_certificate",
  44: "certificate_revoked",
  45: "certificate_expired",
  46: "certificate_unknown",
  48: "unknown_ca",
  49: "access_denied",
  51: "decrypt_error",
  70: "protocol_version",
  71: "insufficient_security",
  80: "internal_error",
  112: "unrecognized_name",
  116: "certificate_required",
};

export function alertOf(number: number): TlsAlert {
  return { number, name: names[number] ?? `alert_${number}` };
}

/**
 * OpenSSL's name of a verification error, without its X509_V_ERR_ → the alert that OpenSSL answers with: the table of
 * `ssl_x509err2alert` (ssl/statem/statem_lib.c). Services that answer otherwise (nginx, with a page) say so elsewhere.
 */
const alertNumbers: Readonly<Record<string, number>> = {
  CERT_HAS_EXPIRED: 45,
  CERT_REVOKED: 44,
  CERT_SIGNATURE_FAILURE: 51,
  CERT_NOT_YET_VALID: 42,
  CERT_REJECTED: 42,
  CERT_UNTRUSTED: 42,
  EE_KEY_TOO_SMALL: 42,
  CA_KEY_TOO_SMALL: 42,
  CA_MD_TOO_WEAK: 42,
  HOSTNAME_MISMATCH: 42,
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: 42,
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 42,
  INVALID_PURPOSE: 43,
  CERT_CHAIN_TOO_LONG: 48,
  DEPTH_ZERO_SELF_SIGNED_CERT: 48,
  INVALID_CA: 48,
  PATH_LENGTH_EXCEEDED: 48,
  SELF_SIGNED_CERT_IN_CHAIN: 48,
  UNABLE_TO_GET_ISSUER_CERT: 48,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 48,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 48,
};

/** @param verdict Name of the error; one that is not in the table gives 46, as in OpenSSL. */
export function alertForVerdict(verdict: string): TlsAlert {
  return alertOf(alertNumbers[verdict] ?? 46);
}
