import { nameOfOid, Oid } from "../asn1/oid.ts";
import { isFailure } from "../failure.ts";
import { basicConstraintsOf, type Certificate, extensionOf } from "../x509/certificate.ts";
import { readCertificatePolicies, readNameConstraints, type Subtree } from "../x509/extension-policy.ts";
import { readExtendedKeyUsage } from "../x509/extension-values.ts";
import { formatGeneralName } from "../x509/general-name.ts";
import { formatIp } from "../x509/ip-text.ts";
import { formatName } from "../x509/name.ts";
import { type Ancestors, pathLengthRoom } from "./ancestors.ts";

/** What the certificate of an authority lets it do, in the words of a form. */
export interface AuthorityFacts {
  /** Of the certificate itself; null: no limit. */
  readonly pathLength: number | null;
  /** Authorities that may still stand below it, by all that is above too; null: no limit. 0: none. */
  readonly room: number | null;
  /** `DNS:example.com`, `IP:10.0.0.0/8`; null: the names are not limited. */
  readonly nameConstraints: { readonly permitted: readonly string[]; readonly excluded: readonly string[] } | null;
  /** Names of extended key usages, dotted where they have none; none: not limited. */
  readonly purposes: readonly string[];
  readonly policies: readonly { readonly policy: string; readonly cps: string | null }[];
  /** Extensions that say one of these and cannot be read. */
  readonly unreadable: readonly string[];
}

/** Reads them; a part that cannot be read is named, never taken for "no limit". `ancestors`: as of `pathLengthRoom`. */
export function authorityFactsOf(certificate: Certificate, ancestors: Ancestors): AuthorityFacts {
  const unreadable: string[] = [];
  const read = <T>(oid: string, from: (value: Uint8Array) => T): T | null => {
    const extension = extensionOf(certificate, oid);
    if (extension === undefined) return null;
    try {
      return from(extension.value);
    } catch (error) {
      if (!isFailure(error)) throw error;
      unreadable.push(nameOfOid(oid) ?? oid);
      return null;
    }
  };
  const constraints = read(Oid.nameConstraints, readNameConstraints);
  return {
    pathLength: basicConstraintsOf(certificate)?.pathLength ?? null,
    room: roomBelow(certificate, ancestors),
    nameConstraints:
      constraints === null
        ? null
        : { permitted: constraints.permitted.map(subtreeText), excluded: constraints.excluded.map(subtreeText) },
    purposes: (read(Oid.extendedKeyUsage, readExtendedKeyUsage) ?? []).map((purpose) => nameOfOid(purpose) ?? purpose),
    policies: (read(Oid.certificatePolicies, readCertificatePolicies) ?? []).map(({ policy, qualifiers }) => ({
      policy: nameOfOid(policy) ?? policy,
      cps: qualifiers.find(({ type }) => type === Oid.cps)?.text ?? null,
    })),
    unreadable,
  };
}

function roomBelow(certificate: Certificate, ancestors: Ancestors): number | null {
  try {
    return pathLengthRoom(certificate, ancestors)?.room ?? null;
  } catch (error) {
    if (isFailure(error, "sign.path-length-used-up")) return 0;
    throw error;
  }
}

function subtreeText({ base }: Subtree): string {
  if (base.kind === "ip") return `IP:${networkText(base.octets)}`;
  return base.kind === "directory" ? `DN:${formatName(base.name)}` : formatGeneralName(base);
}

/** An address and its mask (RFC 5280 §4.2.1.10) as `10.0.0.0/8`; a mask with holes as address/mask in hexadecimal. */
function networkText(octets: Uint8Array): string {
  const half = octets.length / 2;
  const [address, mask] = [octets.subarray(0, half), octets.subarray(half)];
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, "0")).join("");
  const prefix = bits.indexOf("0") < 0 ? bits.length : bits.indexOf("0");
  const hex = (part: Uint8Array) => Buffer.from(part).toString("hex");
  if (bits.slice(prefix).includes("1") || (half !== 4 && half !== 16)) return `${hex(address)}/${hex(mask)}`;
  return `${formatIp(address)}/${prefix}`;
}
