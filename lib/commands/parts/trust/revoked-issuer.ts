import type { Certificate } from "../../../pki/x509/certificate.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { verifyPath } from "../../../pki/path/verify.ts";
import { Failure } from "../../../pki/failure.ts";
import type { Context } from "../../command.ts";
import { isSelfSigned } from "../../../pki/path/issuers.ts";
import { crlsInInventory, issuersInInventory } from "./inventory.ts";

/**
 * Refuses an authority that a stored, current revocation list revokes, or below one that is: what it signs from now on
 * is refused by every receiver that asks. An authority with a second way up (a cross-signed one) is refused only when
 * each way is closed. Without a stored list of its issuers nothing is known, and nothing is refused.
 * @throws Failure `sign.issuer-revoked` (RFC 5280 §6.1.3 (a)(3)).
 */
export async function requireUnrevoked({ store, clock }: Pick<Context, "store" | "clock">, issuer: Certificate) {
  if (isSelfSigned(issuer)) return;
  const above = await issuersInInventory(store, [issuer]);
  const crls = await crlsInInventory(store, [issuer, ...above]);
  if (crls.length === 0) return;
  const { paths } = verifyPath({
    target: issuer,
    untrusted: above,
    anchors: above.filter(isSelfSigned),
    at: clock.now(),
    purpose: "any",
    crls,
    revocation: "when-available",
  });
  const revocations = paths.map(({ findings }) => findings.find(({ code }) => code === "path.revoked"));
  const [first] = revocations;
  if (first === undefined || revocations.includes(undefined)) return;
  const { reason, at, serial } = first.params as { reason: string; at: string; serial: string };
  throw new Failure("sign.issuer-revoked", {
    issuer: formatName(issuer.subject),
    subject: first.certificate?.subject ?? formatName(issuer.subject),
    reason,
    at,
    serial,
  });
}
