import { equalOctets } from "../../../pki/asn1/octets.ts";
import {
  authorityKeyId,
  type Certificate,
  isAuthority,
  readCertificate,
  subjectKeyId,
} from "../../../pki/x509/certificate.ts";
import type { Crl } from "../../../pki/x509/crl.ts";
import { compareKeyOf } from "../../../pki/x509/name.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { AuthorityList } from "../../../targets/material.ts";
import type { ListedAuthority } from "../../ports/revocations.ts";
import type { InventoryReads } from "../memoised.ts";
import { listsInInventory } from "../trust/inventory.ts";

/** What the inventory says of revocation about some certificates. */
export interface StoredRevocation {
  /** Lists of their issuers, uploaded or signed here. */
  readonly revocationLists: readonly Crl[];
  /** The authorities among them, and below them, whose lists are signed here. */
  readonly authorityLists: readonly AuthorityList[];
}

/** Two statements: the authorities that sign lists here, and the lists of all that concern these certificates. */
export async function revocationFor(
  reads: InventoryReads,
  certificates: readonly Certificate[],
): Promise<StoredRevocation> {
  const authorities = certificates.filter((each) => isAuthority(each));
  const keys = [...new Set(authorities.map(({ spki }) => publicKeyId(spki)))];
  const own = (await reads.listedAuthorities(keys)).map((each) => ({
    ...each,
    certificate: readCertificate(each.der),
  }));
  const concerned = concernedBy(own, authorities);
  const lists = await listsInInventory(reads, [...certificates, ...concerned.map(({ certificate }) => certificate)]);
  return {
    revocationLists: lists.map(({ crl }) => crl),
    authorityLists: concerned.map(({ authority, certificate, fileName, publishedName }) => ({
      certificate,
      fileName,
      publishedName,
      crl: lists.find((list) => list.authority === authority)?.crl ?? null,
    })),
  };
}

type Listed = ListedAuthority & { readonly certificate: Certificate };

/** Those that are asked about, and all that they have issued: a client of one below comes with it, and is let in. */
function concernedBy(own: readonly Listed[], authorities: readonly Certificate[]): readonly Listed[] {
  const asked = new Set(authorities.map(({ spki }) => publicKeyId(spki)));
  const found = own.filter(({ authority }) => asked.has(authority));
  const known: Certificate[] = [...authorities];
  for (let next = known.shift(); next !== undefined; next = known.shift()) {
    const issuer = next;
    const below = own.filter((each) => !found.includes(each) && isNamedBy(each.certificate, issuer));
    found.push(...below);
    known.push(...below.map(({ certificate }) => certificate));
  }
  return found;
}

/** By names and key identifiers, as the inventory orders authorities. */
function isNamedBy(certificate: Certificate, issuer: Certificate): boolean {
  const [wanted, id] = [authorityKeyId(certificate), subjectKeyId(issuer)];
  const isKey = wanted === null || id === null || equalOctets(wanted, id);
  return isKey && compareKeyOf(certificate.issuer) === compareKeyOf(issuer.subject);
}
