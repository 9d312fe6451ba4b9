import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import type { Crl } from "../../pki/x509/crl.ts";
import { crlFactsOf } from "../../pki/path/crl-facts.ts";
import { compareKeyOf } from "../../pki/x509/name.ts";
import { verifySignature } from "../../pki/keys/signature.ts";
import { type CheckResult, type Fix, result } from "../preflight.ts";
import type { AuthorityList, Identity, Material, StoredCrl } from "../material.ts";
import type { ServiceLists } from "../service-lists.ts";
import { askLists } from "./revocation.ts";

const rfc = (section: string) => ({ citation: `RFC 5280 §${section}`, confirmation: "vendor" }) as const;

interface Judged {
  /** The field of the service: the name of a stored list. */
  readonly chosen: string | undefined;
  readonly trusted: readonly Certificate[];
  readonly clients: readonly (Identity | null)[];
}

/**
 * The revocation lists of a service: is the chosen one here, did an authority of the service sign it, has each level a
 * list, do they still hold, and do they revoke one of the clients or an authority of theirs.
 */
export function checkLists(
  lists: ServiceLists,
  { chosen, trusted, clients }: Judged,
  material: Material,
): CheckResult[] {
  if (chosen !== undefined && !material.crls.has(chosen)) {
    const fix = { code: "fix.upload", params: { what: chosen } } as const;
    return [result("crl.stored", "fail", { name: chosen }, { ...rfc("5"), about: null, fix }), ...levelResults(lists)];
  }
  return [
    ...(lists.uploaded === null ? [] : uploadedResults(lists.uploaded, trusted, material)),
    ...levelResults(lists),
    ...lists.own.flatMap((each) => ownResults(each, material.now)),
    ...(lists.crls.length === 0 ? [] : clients.flatMap((client) => clientOutcome(client, lists.crls, material.now))),
  ];
}

function uploadedResults(stored: StoredCrl, trusted: readonly Certificate[], material: Material): CheckResult[] {
  const { crl, fileName } = stored;
  const issuer = formatName(crl.issuer);
  const isSigned = trusted.some(
    (each) =>
      compareKeyOf(each.subject) === compareKeyOf(crl.issuer) &&
      verifySignature(crl.signatureAlgorithm, crl.tbs, crl.signature, each.spki) === "valid",
  );
  return [
    result("crl.stored", "pass", { file: fileName }, { ...rfc("5"), about: null }),
    result("crl.signed", isSigned ? "pass" : "fail", { issuer }, { ...rfc("6.3.3"), about: null }),
    currency(crl.nextUpdate, material.now),
    ...newest(stored, material.revocationLists),
  ];
}

const nginx = { citation: "nginx, ssl_crl", confirmation: "vendor", about: null } as const;

/** With a list of one level, OpenSSL asks for one of each; without the others it refuses every client. */
function levelResults({ own, without, crls }: ServiceLists): CheckResult[] {
  if (crls.length === 0 && !own.some(({ crl }) => crl !== null)) return [];
  const missing = without.map((each) => {
    const authority = titleOf(each);
    const fix = { code: "fix.upload", params: { what: authority } } as const;
    return result("crl.levels", crls.length === 0 ? "warn" : "fail", { authority }, { ...nginx, fix });
  });
  if (missing.length > 0 || own.some(({ crl }) => crl === null)) return missing;
  return [result("crl.levels", "pass", { lists: crls.length }, nginx)];
}

/** A list that is signed here: is there one, and does it still hold? */
function ownResults({ certificate, fileName, crl }: AuthorityList, now: Date): CheckResult[] {
  const authority = titleOf(certificate);
  const fix: Fix | null = fileName === null ? null : { code: "fix.sign-list", params: { authority: nameOf(fileName) } };
  if (crl === null) return [result("crl.published", "warn", { authority }, { ...rfc("5"), about: null, fix })];
  const number = Number(crlFactsOf(crl).number ?? 0n);
  const current = currency(crl.nextUpdate, now);
  return [
    result("crl.published", "pass", { authority, number }, { ...rfc("5"), about: null }),
    { ...current, fix: current.status === "pass" ? null : fix },
  ];
}

/** `people-ca.crt` → `people-ca`: its page signs the next list. */
const nameOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, "");

const titleOf = ({ subject }: Certificate): string => commonNameOf(subject) ?? formatName(subject);

function clientOutcome(client: Identity | null, crls: readonly Crl[], now: Date): CheckResult[] {
  if (!client?.leaf) return [];
  const { leaf, issuers } = client;
  const { revoked } = askLists({ leaf, issuers }, crls, now);
  const where = { ...rfc("5.3"), about: null };
  return revoked === null
    ? [result("crl.not-revoked", "pass", { subject: formatName(leaf.subject) }, where)]
    : [result("crl.not-revoked", "fail", { subject: revoked.subject, serial: revoked.serial }, where)];
}

/** The service knows the file that it was given and no other: a newer list of the same scope is stored in vain. */
function newest({ crl, fileName }: StoredCrl, stored: readonly Crl[]): CheckResult[] {
  const mine = crlFactsOf(crl);
  const newer = stored.find((each) => {
    const facts = crlFactsOf(each);
    const isSameScope =
      facts.issuerKey === mine.issuerKey &&
      facts.pointOctets === mine.pointOctets &&
      facts.signerKeyId === mine.signerKeyId &&
      facts.deltaBase === mine.deltaBase;
    return isSameScope && each.thisUpdate > crl.thisUpdate && (facts.number ?? 0n) >= (mine.number ?? 0n);
  });
  if (newer === undefined) return [];
  const params = { file: fileName, thisUpdate: crl.thisUpdate.toISOString(), newer: newer.thisUpdate.toISOString() };
  return [result("crl.newest", "warn", params, { ...rfc("5.2.3"), about: null })];
}

const soon = 3 * 86_400_000;

/** OpenSSL, and with it nginx and Tableau, refuses every client once the list has ended. */
function currency(nextUpdate: Date | null, now: Date): CheckResult {
  const where = { ...rfc("5.1.2.5"), about: null };
  if (nextUpdate === null) return result("crl.current", "warn", { nextUpdate: "" }, where);
  const left = nextUpdate.getTime() - now.getTime();
  const status = left < 0 ? "fail" : left < soon ? "warn" : "pass";
  return result("crl.current", status, { nextUpdate: nextUpdate.toISOString() }, where);
}
