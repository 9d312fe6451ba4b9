import type { HandshakeTitle } from "./titles.ts";

export type TlsVersion = "TLSv1.2" | "TLSv1.3";

/**
 * A connection that the service will make, with exactly the certificates of the pack. `server.identity` and
 * `client.identity` are stored names: the rehearsal takes their keys from the vault; null as a client's identity means
 * a client without a certificate (who must be refused when one is required).
 */
export interface Handshake {
  readonly id: string;
  /** Which end connects to which: lib/i18n/{en,ko}/sentences/handshakes.ts. */
  readonly title: HandshakeTitle;
  /** Facts of the title: node names, hosts. */
  readonly facts: Readonly<Record<string, string>>;
  readonly server: {
    readonly identity: string;
    /** DER, leaf first, as the server sends it. */
    readonly chain: readonly Uint8Array[];
    /** DER of what the server trusts for client certificates; empty without any. */
    readonly trust: readonly Uint8Array[];
    readonly clientCertificate: "none" | "optional" | "required";
    /**
     * `trust` names the clients' own certificates (X509_V_FLAG_PARTIAL_CHAIN): one that stands in it is accepted, and its
     * issuer is not looked at.
     */
    readonly trustsCertificates: boolean;
    /** DER of revocation lists that the server knows. */
    readonly crls: readonly Uint8Array[];
  };
  readonly client: {
    readonly identity: string | null;
    readonly chain: readonly Uint8Array[];
    /** DER of what the client trusts for the server. */
    readonly trust: readonly Uint8Array[];
    /** The name that the client looks for; null: only the chain counts (libpq `verify-ca`). */
    readonly expectedName: string | null;
    /** The vendor takes that name in the common name alone, where there are no alternative names. */
    readonly commonNameCounts: boolean;
  };
  readonly versions: readonly TlsVersion[];
  /** `refused`: the rehearsal passes when the server turns this client away (a client without a certificate). */
  readonly expected: "accepted" | "refused";
  readonly rules: HandshakeRules;
  /** Ids of the roles whose certificates meet here: what fails is shown beside their checks. */
  readonly roles: readonly string[];
}

/** A program that is stricter than TLS, by the name that its maker gave it. */
export type StrictCaller = "CUCM";

/** The requirements of a service beyond TLS itself. */
export interface HandshakeRules {
  readonly minimumRsaBits?: number;
  readonly minimumEcBits?: number;
  /** Lower case without hyphen: `sha1`. */
  readonly refusedDigests?: readonly string[];
  /** The client's common name has to be this (`postgres`), or one of them. */
  readonly requiredClientCommonNames?: readonly string[];
  /** The client takes neither a wildcard nor a certificate of the server that signed itself. */
  readonly strictCaller?: StrictCaller;
  /** A key usage of the server's certificate that is there has to hold it. */
  readonly serverKeyUsage?: "digitalSignature";
  /** No text says who checks the server's certificate, and against what: its issuers are taken as known. */
  readonly isServerCheckUnknown?: boolean;
  /** How many issuers the server looks at (`ssl_verify_depth`). */
  readonly depth?: number;
  /** How the service reads the client's identity from its certificate: `nginx-dn` is `$ssl_client_s_dn`. */
  readonly identity?: "nginx-dn" | "cn" | "upn" | "email" | "postgres-cn";
}
