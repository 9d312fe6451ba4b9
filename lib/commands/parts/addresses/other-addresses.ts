import { Oid } from "../../../pki/asn1/oid.ts";
import { listAddressesIn } from "../../../pki/issue/addresses.ts";
import { type Certificate, readCertificate, valueOf } from "../../../pki/x509/certificate.ts";
import { readAuthorityInfoAccess } from "../../../pki/x509/extension-access.ts";
import type { IssuedCertificate } from "../../ports/revocations.ts";

/** Certificates that say the same address, which is not the one that is set. */
export interface OtherAddress {
  /** Scheme, host and port; null for those that say none. */
  readonly origin: string | null;
  readonly count: number;
  /** The first of their names. */
  readonly names: readonly string[];
}

export interface OtherAddresses {
  /** Certificates that were looked at, and whether there are more of them. */
  readonly looked: number;
  readonly isCut: boolean;
  readonly others: readonly OtherAddress[];
}

const mostNames = 10;

/** Groups the certificates that do not say this address, those that say another one before those that say none. */
export function otherAddresses(
  { rows, isCut }: { readonly rows: readonly IssuedCertificate[]; readonly isCut: boolean },
  base: string | null,
): OtherAddresses {
  const groups = new Map<string | null, { count: number; names: string[] }>();
  for (const { basename, der } of rows) {
    const said = addressesIn(readCertificate(der));
    if (base === null ? said.length === 0 : said.length > 0 && said.every((uri) => uri.startsWith(`${base}/`)))
      continue;
    const uri = said.find((each) => base === null || !each.startsWith(`${base}/`));
    const origin = uri === undefined ? null : originOf(uri);
    const group = groups.get(origin) ?? { count: 0, names: [] };
    group.count += 1;
    if (group.names.length < mostNames) group.names.push(basename);
    groups.set(origin, group);
  }
  const others = [...groups].map(([origin, group]) => ({ origin, ...group }));
  return {
    looked: rows.length,
    isCut,
    others: others.sort(
      (one, other) => Number(one.origin === null) - Number(other.origin === null) || other.count - one.count,
    ),
  };
}

/** The addresses of lists and of OCSP; not that of the issuer's certificate, which clients can do without. */
function addressesIn(certificate: Certificate): readonly string[] {
  const places = valueOf(certificate, Oid.authorityInfoAccess, readAuthorityInfoAccess) ?? [];
  const ocsp = places.flatMap(({ method, location }) =>
    method === Oid.ocsp && location.kind === "uri" ? [location.value] : [],
  );
  return [...listAddressesIn(certificate), ...ocsp];
}

function originOf(uri: string): string {
  const origin = URL.parse(uri)?.origin;
  return origin === undefined || origin === "null" ? uri.slice(0, 100) : origin;
}
