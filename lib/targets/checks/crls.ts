import { formatName } from "../../pki/x509/name.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { serialHex } from "../../pki/x509/certificate.ts";
import { compareKeyOf } from "../../pki/x509/name.ts";
import { verifySignature } from "../../pki/keys/signature.ts";
import { type CheckResult, result } from "../preflight.ts";
import type { Material } from "../material.ts";

const rfc = (section: string) => ({ citation: `RFC 5280 §${section}`, confirmation: "vendor" }) as const;

/**
 * An uploaded revocation list: is it here, did an authority of the list sign it, does it still hold, and is one of the
 * clients on it.
 */
export function checkCrl(
  name: string | undefined,
  trusted: readonly Certificate[],
  clients: readonly Certificate[],
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
    ...clients.map((client) => {
      const isRevoked =
        compareKeyOf(client.issuer) === compareKeyOf(crl.issuer) && crl.find(client.serialNumber) !== undefined;
      const subject = formatName(client.subject);
      return isRevoked
        ? result("crl.not-revoked", "fail", { subject, serial: serialHex(client) }, { ...rfc("5.3"), about })
        : result("crl.not-revoked", "pass", { subject }, { ...rfc("5.3"), about });
    }),
  ];
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
