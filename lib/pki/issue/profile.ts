import type { KeyUsageBit } from "../x509/extension-values.ts";
import { Oid } from "../asn1/oid.ts";
import type { KeyFamily } from "../keys/public-key.ts";

/** The purpose of an issued certificate. Its extensions come from here, never from the request. */
export type ProfileName = "server" | "client" | "server-client" | "sub-ca" | "root-ca";

export interface Profile {
  readonly name: ProfileName;
  readonly isAuthority: boolean;
  /** Dotted purposes of extendedKeyUsage; none: the extension is left out (an authority's would bind all below it). */
  readonly purposes: readonly string[];
  /** `pathLength` when the caller gives none: null is "no limit". */
  readonly defaultPathLength: number | null;
}

/**
 * `server-client` is the default of the typed line: the template that Cisco documents for its own CA carries both
 * purposes, and database cluster members present the same certificate as server and as client.
 */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  server: { name: "server", isAuthority: false, purposes: [Oid.serverAuth], defaultPathLength: null },
  client: { name: "client", isAuthority: false, purposes: [Oid.clientAuth], defaultPathLength: null },
  "server-client": {
    name: "server-client",
    isAuthority: false,
    purposes: [Oid.serverAuth, Oid.clientAuth],
    defaultPathLength: null,
  },
  "sub-ca": { name: "sub-ca", isAuthority: true, purposes: [], defaultPathLength: 0 },
  "root-ca": { name: "root-ca", isAuthority: true, purposes: [], defaultPathLength: null },
};

/**
 * keyUsage (RFC 5280 §4.2.1.3) by profile and key: authorities sign certificates and CRLs; a server with an RSA key may
 * also be asked for RSA key transport by TLS 1.2 clients, which keyEncipherment allows; no other key can do that.
 */
export function keyUsageOf(profile: Pick<Profile, "isAuthority" | "purposes">, family: KeyFamily): KeyUsageBit[] {
  if (profile.isAuthority) return ["keyCertSign", "cRLSign"];
  const isRsaServer = family === "rsa" && profile.purposes.includes(Oid.serverAuth);
  return isRsaServer ? ["digitalSignature", "keyEncipherment"] : ["digitalSignature"];
}
