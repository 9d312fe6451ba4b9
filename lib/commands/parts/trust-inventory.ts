import { type Certificate, readCertificate, sha256Hex } from "../../pki/certificate.ts";
import { type Crl, readCrl } from "../../pki/crl.ts";
import { compareKeyOf } from "../../pki/name.ts";
import type { Store } from "../ports/store.ts";

/** What the inventory knows that could help a question of trust. */

/** Enough for any chain that is met; an inventory of cross-signed authorities is not walked to its end. */
const mostFromInventory = 60;
/** Revocation lists that are looked through. */
const mostLists = 100;

/** Every stored certificate that some certificate on the way may have been issued by: name by name, upwards. */
export async function issuersInInventory(store: Store, from: readonly Certificate[]): Promise<Certificate[]> {
  const found = new Map<string, Certificate>();
  const asked = new Set<string>();
  const waiting = [...from];
  for (let next = waiting.shift(); next !== undefined && found.size < mostFromInventory; next = waiting.shift()) {
    const name = compareKeyOf(next.issuer);
    if (asked.has(name)) continue;
    asked.add(name);
    for (const record of await store.certificatesBySubject(next.issuer.der)) {
      const sha256 = sha256Hex(record.der);
      if (found.has(sha256)) continue;
      const certificate = readCertificate(record.der);
      found.set(sha256, certificate);
      waiting.push(certificate);
    }
  }
  return [...found.values()];
}

/** The stored revocation lists of anybody who issued one of these, or who is one of these (an indirect list's signer). */
export async function crlsInInventory(store: Store, certificates: readonly Certificate[]): Promise<Crl[]> {
  const names = new Set(certificates.flatMap(({ issuer, subject }) => [compareKeyOf(issuer), compareKeyOf(subject)]));
  const { rows } = await store.list({ kind: "crl", limit: mostLists });
  const lists: Crl[] = [];
  for (const { fileName, kind } of rows.flatMap(({ files }) => files)) {
    const file = kind === "crl" ? await store.file(fileName) : null;
    if (file === null) continue;
    const list = readCrl(file.bytes);
    if (names.has(compareKeyOf(list.issuer))) lists.push(list);
  }
  return lists;
}
