import { formatName } from "../../pki/x509/name.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import type { Crl } from "../../pki/x509/crl.ts";
import { crlFactsOf } from "../../pki/path/crl-facts.ts";
import { compareKeyOf } from "../../pki/x509/name.ts";
import { verifySignature } from "../../pki/keys/signature.ts";
import { type CheckResult, result } from "../preflight.ts";
import type { Identity, Material, StoredCrl } from "../material.ts";
import { askLists } from "./revocation.ts";

const rfc = (section: string) => ({ citation: `RFC 5280 §${section}`, confirmation: "vendor" }) as const;

/**
 * The revocation list that a service is given: is it here, did an authority of the list sign it, does it still hold, is
 * it the newest that is stored, and does it revoke one of the clients or an authority of theirs.
 */
export function checkCrl(
  name: string | undefined,
  trusted: readonly Certificate[],
  clients: readonly (Identity | null)[],
  material: Material,
): CheckResult[] {
  if (name === undefined) return [];
  const stored = material.crls.get(name);
  const about = null;
  if (stored === undefined)
    return [
      result(
        "crl.stored",
        "fail",
        { name },
        { ...rfc("5"), about, fix: { code: "fix.upload", params: { what: name } } },
      ),
    ];
  const { crl, fileName } = stored;
  const issuer = formatName(crl.issuer);
  const isSigned = trusted.some(
    (each) =>
      compareKeyOf(each.subject) === compareKeyOf(crl.issuer) &&
      verifySignature(crl.signatureAlgorithm, crl.tbs, crl.signature, each.spki) === "valid",
  );
  return [
    result("crl.stored", "pass", { file: fileName }, { ...rfc("5"), about }),
    result("crl.signed", isSigned ? "pass" : "fail", { issuer }, { ...rfc("6.3.3"), about }),
    currency(crl.nextUpdate, material.now),
    ...newest(stored, material.revocationLists),
    ...clients.flatMap((client) => clientOutcome(client, crl, material.now)),
  ];
}

function clientOutcome(client: Identity | null, crl: Crl, now: Date): CheckResult[] {
  if (!client?.leaf) return [];
  const { leaf, issuers } = client;
  const { revoked } = askLists({ leaf, issuers }, [crl], now);
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
