import type { LendKey } from "../../lib/server/rehearsal/rehearsal.ts";
import type { Handshake } from "../../lib/targets/handshake.ts";
import { writePem } from "../../lib/pki/asn1/pem.ts";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { make, type Made } from "./authority.ts";

/** A root, an intermediate, and one server and one client below it: a mutual handshake that succeeds. */
export const root = make({ subject: { CN: "Rehearsal root" }, isCa: true });
export const intermediate = make({ subject: { CN: "Rehearsal intermediate" }, issuer: root, isCa: true });
export const stranger = make({ subject: { CN: "Somebody else" }, isCa: true });
export const hostName = "service.example.com";
export const server = make({
  subject: { CN: hostName },
  issuer: intermediate,
  purposes: [Oid.serverAuth],
  names: [{ kind: "dns", value: hostName }],
});
export const client = make({
  subject: { CN: "minji", emailAddress: "minji@example.com" },
  issuer: intermediate,
  purposes: [Oid.clientAuth],
});

const kept = new Map<string, Made>();

/** The key of a certificate under a file name, as the vault would have it. */
export function keyOf(made: Made): string {
  const fileName = `${Buffer.from(made.spki).toString("hex")}.key`;
  kept.set(fileName, made);
  return fileName;
}

/** Keys that never were in a vault. */
export const lentKeys: LendKey = (fileName, use) =>
  use(Buffer.from(kept.get(fileName)!.privateKey.export({ format: "pem", type: "pkcs8" })));

export interface HandshakeChange {
  readonly server?: Partial<Handshake["server"]>;
  readonly client?: Partial<Handshake["client"]>;
  readonly rules?: Handshake["rules"];
}

export function handshakeOf(change: HandshakeChange = {}): Handshake {
  return {
    id: "client-to-server",
    title: "client-to-server",
    facts: {},
    server: {
      identity: "server",
      chain: [server.der, intermediate.der],
      trust: [root.der],
      clientCertificate: "required",
      trustsCertificates: false,
      crls: [],
      ...change.server,
    },
    client: {
      identity: "client",
      chain: [client.der, intermediate.der],
      trust: [root.der],
      expectedName: hostName,
      commonNameCounts: false,
      ...change.client,
    },
    expected: "accepted",
    versions: ["TLSv1.2", "TLSv1.3"],
    rules: change.rules ?? {},
    roles: [],
  };
}

export const pemOf = (...several: readonly Made[]): string =>
  several.map(({ der }) => writePem("CERTIFICATE", der)).join("");
