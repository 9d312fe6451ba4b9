import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { readExtendedKeyUsage, readSubjectAltName } from "../../../pki/x509/extension-values.ts";
import { isFailure } from "../../error-codes.ts";
import type { GeneralName } from "../../../pki/x509/general-name.ts";
import { commonNameOf } from "../../../pki/x509/name.ts";
import { Oid } from "../../../pki/asn1/oid.ts";
import { isDnsName } from "../../../pki/path/names/dns-name.ts";
import type { PathFix } from "../../../pki/path/fixes.ts";
import type { Store } from "../../ports/store.ts";

/** The values with which the form starts that issues a certificate again. */
export interface Reissue {
  /** The stored request of this certificate, which can be signed again; null when there is none. */
  readonly request: string | null;
  /** The stored authority that issued it. */
  readonly issuer: string | null;
  readonly profile: "server" | "client" | "server-client";
  /** Of the stored certificate; "" when it has no name here. */
  readonly name: string;
  readonly commonName: string;
  /** Alternative names as a person would type them, the missing one included. */
  readonly names: readonly string[];
}

/** The same certificate with what was missing: another use beside its own, or another name. */
export async function reissueOf(store: Store, certificate: Certificate, fix: PathFix): Promise<Reissue> {
  const record = await store.certificateBySha256(sha256Hex(certificate.der));
  const name = record?.basename ?? "";
  const files = name === "" ? [] : await store.filesOf(name);
  const [authority] = await store.certificatesBySubject(certificate.issuer.der);
  const commonName = commonNameOf(certificate.subject) ?? "";
  const carried = valueOf(certificate, Oid.subjectAltName, readSubjectAltName, []).flatMap(textOf);
  // A certificate without alternative names was reached by its common name, if by any.
  const own =
    carried.length === 0 && commonName.includes(".") && isDnsName(commonName, "wildcard") ? [commonName] : carried;
  const missing = fix.code === "reissue-with-name" ? [fix.params.name] : [];
  return {
    request: needsNewKey(fix) ? null : (files.find(({ kind }) => kind === "csr")?.fileName ?? null),
    issuer: authority?.fileName ?? null,
    profile: profileOf(certificate, fix),
    name,
    commonName,
    names: [...new Set([...own, ...missing])],
  };
}

const needsNewKey = (fix: PathFix): boolean =>
  fix.code === "reissue" && (fix.params.reason === "revoked" || fix.params.reason === "key");

function profileOf(certificate: Certificate, fix: PathFix): Reissue["profile"] {
  const purposes = valueOf(certificate, Oid.extendedKeyUsage, readExtendedKeyUsage, [Oid.serverAuth, Oid.clientAuth]);
  const wanted = fix.code === "reissue-for-purpose" ? fix.params.purpose : "";
  const isServer = purposes.includes(Oid.serverAuth) || wanted === "server";
  const isClient = purposes.includes(Oid.clientAuth) || wanted === "client";
  return isServer === isClient ? "server-client" : isServer ? "server" : "client";
}

function valueOf<T>({ extensions }: Certificate, oid: string, read: (value: Uint8Array) => T, otherwise: T): T {
  const extension = extensions.find((each) => each.oid === oid);
  try {
    return extension === undefined ? otherwise : read(extension.value);
  } catch (error) {
    if (isFailure(error)) return otherwise;
    throw error;
  }
}

const prefixes: Readonly<Record<string, string>> = {
  dns: "",
  ip: "",
  email: "email:",
  uri: "URI:",
  upn: "UPN:",
  rid: "RID:",
};

/** Names that a request can ask for; the other kinds are left to a person. */
const textOf = (name: GeneralName): string[] => {
  const prefix = prefixes[name.kind];
  return prefix === undefined || !("value" in name) ? [] : [`${prefix}${name.value}`];
};
