import { basicConstraintsOf, type Certificate, extensionOf, readCertificate, valueOf } from "../x509/certificate.ts";
import { Failure } from "../failure.ts";
import { readKeyUsage } from "../x509/extension-values.ts";
import { weaknessOf } from "../keys/computable-key.ts";
import { isWeakKey, minimumFor, smallestExponent } from "../keys/key-strength.ts";
import { formatName } from "../x509/name.ts";
import { Oid } from "../asn1/oid.ts";
import { Budget, defaultLimits } from "../path/budget.ts";
import { Collector } from "../path/collector.ts";
import { type PathFacts, pathFactsOf } from "../path/facts.ts";
import { checkNameConstraints } from "../path/names/name-constraints.ts";
import { publicKeyObject, readPublicKeyFacts } from "../keys/public-key.ts";
import { layOutDraft } from "./draft.ts";

/** The requirements on an issuer before its key may sign. */

/**
 * RFC 5280 §6.1.4 (k), (n) and §6.1.3 (a)(2), asked before the signature instead of after it: CA:TRUE, keyCertSign
 * where keyUsage stands, valid now, and a key that is strong enough and that cannot be computed.
 * @throws Failure `sign.issuer-*`, `key.unsupported` for a key that the runtime cannot use, `sign.path-length-used-up` for a negative path length.
 */
export function requireIssuer(issuer: Certificate, now: Date): void {
  const name = formatName(issuer.subject);
  const constraints = basicConstraintsOf(issuer);
  if (issuer.version !== 3 || constraints?.isCa !== true)
    throw new Failure("sign.issuer-not-authority", { issuer: name });
  const hasKeyUsage = extensionOf(issuer, Oid.keyUsage) !== undefined;
  const maySign = !hasKeyUsage || (valueOf(issuer, Oid.keyUsage, readKeyUsage)?.has("keyCertSign") ?? false);
  if (!maySign) throw new Failure("sign.issuer-may-not-sign", { issuer: name });
  const key = readPublicKeyFacts(issuer.spki);
  if (isWeakKey(key))
    throw new Failure("sign.issuer-key-too-weak", { issuer: name, label: key.label, minimum: minimumFor(key) });
  if (key.exponent !== null && BigInt(key.exponent) < smallestExponent) {
    const label = `${key.label}, e = ${key.exponent}`;
    throw new Failure("sign.issuer-key-too-weak", { issuer: name, label, minimum: `e = ${smallestExponent}` });
  }
  publicKeyObject(issuer.spki);
  const weakness = weaknessOf(issuer.spki);
  if (weakness !== null) throw new Failure("sign.issuer-key-computable", { issuer: name, label: key.label, weakness });
  if (now > issuer.notAfter)
    throw new Failure("sign.issuer-expired", { issuer: name, notAfter: issuer.notAfter.toISOString() });
  if (now < issuer.notBefore) {
    throw new Failure("sign.issuer-not-yet-valid", { issuer: name, notBefore: issuer.notBefore.toISOString() });
  }
  const { pathLength } = constraints;
  if (pathLength !== null && pathLength < 0)
    throw new Failure("sign.path-length-used-up", { issuer: name, pathLength });
}

/**
 * The name constraints of the issuer and of all above it against the subject and alternative names of what is about to
 * be signed (RFC 5280 §4.2.1.10), by the code that will judge it later: the certificate is laid out with an empty
 * signature and read back.
 * @throws Failure `sign.name-not-permitted`, `sign.issuer-constraints-unreadable`.
 */
export function requireNamesPermitted(
  issuers: readonly Certificate[],
  content: { readonly serial: Uint8Array; readonly rest: Uint8Array },
  isAuthority: boolean,
): void {
  const constraining = issuers.filter((issuer) => extensionOf(issuer, Oid.nameConstraints) !== undefined);
  if (constraining.length === 0) return;
  const draft = pathFactsOf(readCertificate(layOutDraft(content)));
  for (const issuer of constraining) requireNamesWithin(issuer, draft, isAuthority);
}

function requireNamesWithin(issuer: Certificate, draft: PathFacts, isAuthority: boolean): void {
  const name = formatName(issuer.subject);
  const facts = pathFactsOf(issuer);
  const isReadable = facts.subtrees !== null && !facts.duplicates.includes(Oid.nameConstraints);
  if (!isReadable) throw new Failure("sign.issuer-constraints-unreadable", { issuer: name });
  const collector = new Collector();
  const budget = new Budget(defaultLimits);
  checkNameConstraints(
    draft,
    draft.constrainedNames(isAuthority ? "authority" : "peer"),
    [{ facts, subtrees: facts.subtrees! }],
    budget,
    collector,
  );
  if (budget.exhausted !== null) throw new Failure("sign.issuer-constraints-unreadable", { issuer: name });
  const finding = collector.findings.find((found) => found.severity === "reject");
  if (finding === undefined) return;
  const named = "name" in finding.params ? finding.params.name : "";
  const constraint = finding.code === "path.name-excluded" ? "excluded" : "not-permitted";
  throw new Failure("sign.name-not-permitted", { issuer: name, name: named, constraint });
}
