import "server-only";
import { createSecureContext, type SecureContext, type SecureContextOptions, type SecureVersion } from "node:tls";
import type { LoadProblem } from "../../targets/rehearsal/attempt.ts";
import { writePem } from "../../pki/asn1/pem.ts";

/** The files of one end of a connection. Certificates and lists are DER. */
export interface TlsFiles {
  /** Leaf first; empty: this end has no certificate. */
  readonly chain: readonly Uint8Array[];
  readonly trust: readonly Uint8Array[];
  /** A certificate that stands in `trust` is accepted by itself (X509_V_FLAG_PARTIAL_CHAIN). */
  readonly trustsCertificates: boolean;
  readonly crls: readonly Uint8Array[];
  /** The only one that this end speaks. */
  readonly version: SecureVersion;
}

export type LoadedContext = { readonly context: SecureContext } | { readonly problem: LoadProblem };

/** As a service loads its files. `privateKey` is PEM; null for an end without a certificate. */
export function loadContext(files: TlsFiles, privateKey: Uint8Array | null): LoadedContext {
  const [leaf] = files.chain;
  // A chain of one would be filled up from `ca` by OpenSSL (no SSL_MODE_NO_AUTO_CHAIN here): the same leaf twice stops
  // that.
  const sent = files.chain.length === 1 ? [leaf!, leaf!] : files.chain;
  const options: SecureContextOptions = {
    minVersion: files.version,
    maxVersion: files.version,
    ca: files.trust.map((der) => writePem("CERTIFICATE", der)), // an empty list is no trust, not the default one
    ...(files.trustsCertificates ? { allowPartialTrustChain: true } : {}),
    ...(files.crls.length === 0 ? {} : { crl: files.crls.map((der) => writePem("X509 CRL", der)) }),
    ...(privateKey === null || leaf === undefined
      ? {}
      : {
          cert: sent.map((der) => writePem("CERTIFICATE", der)).join(""),
          key: Buffer.from(privateKey.buffer, privateKey.byteOffset, privateKey.byteLength),
        }),
  };
  try {
    return { context: createSecureContext(options) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): LoadProblem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.endsWith("EE_KEY_TOO_SMALL")) return "key-too-small";
  if (code.endsWith("CA_KEY_TOO_SMALL")) return "issuer-key-too-small";
  if (code.endsWith("CA_MD_TOO_WEAK")) return "digest-too-weak";
  return code.endsWith("KEY_VALUES_MISMATCH") ? "key-mismatch" : "unreadable";
}
