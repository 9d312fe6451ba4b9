import { type Certificate, readCertificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { type IssuerReads, linksAbove } from "../../../pki/path/issuers.ts";
import { type Crl, readCrl } from "../../../pki/x509/crl.ts";
import { compareKeyOf } from "../../../pki/x509/name.ts";
import type { Store } from "../../ports/store.ts";

/** The certificates of the inventory that could help a question of trust. */

/** Enough for any chain that is met; an inventory of cross-signed authorities is not walked to its end. */
const mostFromInventory = 60;

/** Every stored certificate that some certificate on the way may have been issued by: name by name, upwards. */
export async function issuersInInventory(
  store: IssuerReads,
  from: readonly Certificate[],
  at: Date | null = null,
): Promise<Certificate[]> {
  return (await linksAbove(store, from, at)).map(({ certificate }) => certificate);
}

/** A certificate that some name held before it was replaced. */
export interface Former {
  readonly certificate: Certificate;
  readonly sha256: string;
  readonly name: string;
  readonly generation: number;
}

/** Finds earlier generations of the certificates that may have issued one of these, and of their issuers. */
export async function formerIssuers(store: Store, from: readonly Certificate[]): Promise<Former[]> {
  const found = new Map<string, Former>();
  const asked = new Set<string>();
  const waiting = [...from];
  for (let next = waiting.shift(); next !== undefined && found.size < mostFromInventory; next = waiting.shift()) {
    const issuer = compareKeyOf(next.issuer);
    if (asked.has(issuer)) continue;
    asked.add(issuer);
    for (const { der, basename, generation } of await store.formerCertificates(next.issuer.der)) {
      const former = { certificate: readCertificate(der), sha256: sha256Hex(der), name: basename, generation };
      found.set(former.sha256, former);
      waiting.push(former.certificate);
    }
  }
  return [...found.values()];
}

/**
 * Finds the stored revocation lists by the issuers of these certificates, and by these themselves (an indirect list's
 * signer).
 */
export async function crlsInInventory(
  store: Pick<Store, "revocationLists">,
  certificates: readonly Certificate[],
): Promise<Crl[]> {
  return (await listsInInventory(store, certificates)).map(({ crl }) => crl);
}

/** The same lists, each with the authority that signs it here (SHA-256 of its key); null for one that was uploaded. */
export async function listsInInventory(
  store: Pick<Store, "revocationLists">,
  certificates: readonly Certificate[],
): Promise<readonly { readonly crl: Crl; readonly authority: string | null }[]> {
  const names = new Map(
    certificates.flatMap(({ issuer, subject }) => [issuer, subject].map((name) => [compareKeyOf(name), name.der])),
  );
  return (await store.revocationLists([...names.values()])).map(({ bytes, authority }) => ({
    crl: readCrl(bytes),
    authority,
  }));
}
