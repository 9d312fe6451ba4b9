import type { ResponseStatus } from "../../../pki/ocsp/response.ts";
import { timeFields, timeProblems } from "./dates.ts";
import { derProblems } from "./der-problems.ts";
import { oidNames, oidText } from "../../sentences/oid-names.ts";
import type { PublicKeyProblem } from "../../../pki/keys/public-key-form.ts";
import type {
  CrlProblem,
  OcspProblem,
  OcspSignerProblem,
  PathFindingFacts,
  RootKeyIdProblem,
} from "../../../pki/path/finding.ts";
import type { PathFixMessages, PathMessages } from "../../sentences/error-messages.ts";

/** Why a certificate is not trusted, or what is worth knowing although it is. */
const scopeTexts: Readonly<Record<PathFindingFacts["path.crl-other-scope"]["scope"], (point: string) => string>> = {
  authorities: () => "for authorities only",
  "end-entities": () => "for end entities only",
  attributes: () => "for attribute certificates only",
  "distribution-point": (point) =>
    point === "" ? "for another distribution point" : `for another distribution point (${point})`,
};

export const pathFindings: PathMessages = {
  // building
  "path.no-anchors": () => "No trusted certificate was given, so nothing can be trusted.",
  "path.no-issuer": ({ issuer, keyId }) => `The issuer, ${issuer}, is in none of the files${ofKey(keyId)}.`,
  "path.issuer-key-differs": ({ issuer, keyId, candidates, candidateKeyIds }) =>
    `${candidates === 1 ? "A certificate" : `${candidates} certificates`} named ${issuer} ${candidates === 1 ? "is" : "are"} here, but with another key (${candidateKeyIds || "no key id"} instead of ${keyId || "the one that signed"}).`,
  "path.untrusted-root": ({ subject, keyId }) =>
    `The chain ends at ${subject}${ofKey(keyId)}, which signs itself and is not among the trusted certificates.`,
  "path.anchor-key-differs": ({ subject, keyId, anchorKeyIds }) =>
    `A trusted certificate is named ${subject} too, but its key is another one (${anchorKeyIds || "no key id"} instead of ${keyId || "this one"}).`,
  "path.target-is-anchor": ({ subject }) => `${subject} is itself among the trusted certificates.`,
  "path.loop": ({ issuer }) => `The issuers go round in a circle at ${issuer} and reach no trusted certificate.`,
  "path.budget-exhausted": ({ limit, allowed }) =>
    `There are too many possible paths to look at them all (limit of ${allowed} ${limit}).`,
  "path.depth-exceeded": ({ allowed }) => `The chain is longer than ${allowed} certificates.`,

  // signatures
  "path.signature-invalid": ({ algorithm, issuer }) =>
    `The signature (${algorithm}) was not made by the key of ${issuer}.`,
  "path.signature-unsupported": ({ algorithm }) =>
    `The signature algorithm ${algorithm} is not known here, so the signature could not be checked.`,
  "path.algorithm-mismatch": ({ outer, inner }) =>
    `The signature algorithm is ${outer} outside and ${inner} inside; they have to be the same.`,
  "path.digest-weak": ({ algorithm, bits, required }) =>
    `${algorithm} is too weak: ${bits} bits of security, ${required} are required.`,
  "path.key-weak": ({ key, bits, required }) =>
    `The key (${key}) is too weak: ${bits} bits of security, ${required} are required.`,
  "path.key-unsupported": ({ key }) => `The kind of key, ${key}, is not known here.`,
  "path.key-form": ({ key, problem }) => `Its public key${key === "" ? "" : ` (${key})`} ${keyForms[problem]}.`,

  // validity
  "path.expired": ({ notAfter, days }) =>
    `It ended on ${day(notAfter)}, ${count(days)} before the instant of the check.`,
  "path.not-yet-valid": ({ notBefore, days }) =>
    `It is valid from ${day(notBefore)}, ${count(days)} after the instant of the check.`,
  "path.date-form": ({ field, problem, text }) =>
    `Its ${timeFields[field]} is a date ${timeProblems[problem]}, ${text}; strict software refuses it.`,

  // the issuer's right to issue
  "path.version-not-ca": ({ version }) =>
    `It is an X.509 v${version} certificate, which cannot say that it is an authority.`,
  "path.no-basic-constraints": () =>
    "It does not say that it is an authority (no basic constraints), so it may not issue certificates.",
  "path.not-ca": () => "It says that it is no authority (CA:FALSE), so it may not issue certificates.",
  "path.length-exceeded": ({ allowed, present, setBy }) =>
    `${setBy} allows ${allowed} authorities below itself; there are ${present}.`,
  "path.key-usage-not-sign": ({ usages }) =>
    `Its key usage does not hold keyCertSign (${usages || "empty"}), so it may not sign certificates.`,

  // extensions
  "path.unknown-critical-extension": ({ oid }) =>
    `The critical extension ${oidText(oid)} is not known here; it has to be refused.`,
  "path.duplicate-extension": ({ oid }) => `The extension ${oidText(oid)} is there more than once.`,
  "path.extension-malformed": ({ oid, problem }) =>
    `The extension ${oidText(oid)} is not well-formed (${derProblems[problem]}).`,
  "path.policy-qualifier-unknown": ({ qualifier }) =>
    `One of its policies has a qualifier (${oidText(qualifier)}) that is not known here, so what the policy means is not known either.`,
  "path.extensions-in-old-version": ({ version }) => `It has extensions, which version ${version} does not allow.`,
  "path.issuer-name-empty": () => "The name of its issuer is empty.",

  // purpose and name
  "path.purpose-not-allowed": ({ purpose, allowed }) =>
    `It may not be used as ${purpose}; its extended key usage allows ${oidNames(allowed)} only.`,
  "path.purpose-not-allowed-by-issuer": ({ purpose, allowed }) =>
    `This authority may not issue for use as ${purpose}; its extended key usage allows ${oidNames(allowed)} only.`,
  "path.key-usage-not-purpose": ({ purpose, usages }) =>
    `Its key usage (${usages}) does not fit the use as ${purpose}.`,
  "path.peer-name-mismatch": ({ name, names, count: number }) =>
    number === 0 ? `It carries no name that could be ${name}.` : `It is not for ${name}; it carries ${names}.`,
  "path.peer-name-malformed": ({ name }) => `${name} is no host name and no address.`,

  // name constraints
  "path.name-not-permitted": ({ name, constrainedBy, permitted }) =>
    `${constrainedBy} permits ${permitted} only; ${name} is outside of it.`,
  "path.name-excluded": ({ name, constrainedBy, excluded }) =>
    `${constrainedBy} excludes ${excluded}; ${name} is inside of it.`,
  "path.name-constraint-unsupported": ({ kind, constrainedBy }) =>
    `${constrainedBy} constrains names of the kind ${kind}, which cannot be compared here.`,
  "path.name-malformed": ({ name }) => `The name ${name} is not well-formed, so the constraints cannot be checked.`,

  // policies
  "path.no-valid-policy": () => "No certificate policy holds for the whole path, and one is required.",
  "path.policy-not-accepted": ({ accepted }) => `None of the accepted policies (${accepted}) holds for the path.`,
  "path.policy-maps-any": () => "It maps anyPolicy, which is not allowed.",

  // revocation
  "path.revoked": ({ reason, at, serial }) =>
    reason === "certificateHold"
      ? `Its issuer put it on hold on ${day(at)} (serial ${serial}); a hold can be lifted.`
      : `Its issuer revoked it on ${day(at)} (${reason}, serial ${serial}).`,
  "path.revocation-unknown": ({ serial, crls, responses }) =>
    responses === 0
      ? `None of the ${crls} revocation lists says anything about it (serial ${serial}).`
      : `Neither the OCSP responses (${responses}) nor the revocation lists (${crls}) say whether it is revoked (serial ${serial}).`,
  "path.crl-out-of-date": ({ issuer, nextUpdate }) => `The revocation list of ${issuer} ended on ${day(nextUpdate)}.`,
  "path.crl-too-old": ({ issuer, days, allowed }) =>
    `The revocation list of ${issuer} is ${days} days old; ${allowed} are allowed.`,
  "path.crl-not-yet-valid": ({ issuer, thisUpdate }) =>
    `The revocation list of ${issuer} is valid from ${day(thisUpdate)}.`,
  "path.crl-signature-invalid": ({ issuer }) => `The signature of the revocation list of ${issuer} is wrong.`,
  "path.crl-by-other-key": ({ issuer, keyId }) =>
    `The revocation list of ${issuer} is signed by another of its keys (key id ${keyId}), whose certificate is not here.`,
  "path.crl-signer-not-allowed": ({ issuer }) => `${issuer} may not sign revocation lists (no cRLSign).`,
  "path.crl-signer-unknown": ({ issuer }) => `The signer of the revocation list of ${issuer} is not here.`,
  "path.crl-unsupported": ({ issuer, feature }) =>
    feature === "circular"
      ? `Whether the signer of the revocation list of ${issuer} is revoked hangs on the list itself.`
      : `The revocation list of ${issuer} uses ${oidText(feature)}, which is not known here.`,
  "path.crl-malformed": ({ issuer, problem }) =>
    `The revocation list of ${issuer} is not well-formed (${crlProblems[problem]}).`,
  "path.crl-delta-without-base": ({ issuer, base }) =>
    `A delta list of ${issuer} builds on its list number ${base} or a later one, which is not here.`,
  "path.crl-other-scope": ({ issuer, scope, point }) =>
    `A revocation list of ${issuer} is ${scopeTexts[scope](point)} and says nothing about this certificate.`,
  "path.ocsp-out-of-date": ({ responder, nextUpdate }) =>
    `The OCSP answer of ${responder} ended on ${moment(nextUpdate)}.`,
  "path.ocsp-too-old": ({ responder, days, allowed }) =>
    `The OCSP answer of ${responder} is ${days} days old; ${allowed} are allowed.`,
  "path.ocsp-not-yet-valid": ({ responder, thisUpdate }) =>
    `The OCSP answer of ${responder} is valid from ${moment(thisUpdate)}.`,
  "path.ocsp-signature-invalid": ({ responder }) => `The signature of the OCSP response of ${responder} is wrong.`,
  "path.ocsp-digest-weak": ({ responder, algorithm }) =>
    `The OCSP response of ${responder} is signed with ${algorithm}, which is too weak.`,
  "path.ocsp-signer": ({ responder, problem }) => ocspSigners[problem](responder),
  "path.ocsp-unsupported": ({ responder, feature }) =>
    `The OCSP response of ${responder} uses ${oidText(feature)}, which is not known here.`,
  "path.ocsp-malformed": ({ responder, problem }) =>
    `The OCSP answer of ${responder} proves nothing: ${ocspProblems[problem]}.`,
  "path.ocsp-unknown": ({ serial }) => `The OCSP responder does not know this certificate (serial ${serial}).`,
  "path.ocsp-no-answer": ({ status, type }) =>
    status === "successful"
      ? `The OCSP response is of the type ${oidText(type)}, which is not known here.`
      : ocspErrors[status],

  // RFC 5280 §4
  "path.key-id-missing": ({ extension }) => `The extension ${oidText(extension)} is missing.`,
  "path.criticality": ({ extension, mustBeCritical }) =>
    `The extension ${oidText(extension)} has to be ${mustBeCritical === "true" || mustBeCritical === "yes" ? "critical" : "not critical"}.`,
  "path.serial-not-positive": ({ serial }) => `The serial number ${serial} is not positive.`,
  "path.serial-too-long": ({ octets }) => `The serial number has ${octets} octets; 20 are the most.`,
  "path.ca-subject-empty": () => "It is an authority with an empty subject.",
  "path.path-length-without-ca": () => "It has a path length, but it is no authority.",
  "path.sign-usage-without-ca": () => "Its key usage says that it signs certificates, but it is no authority.",
  "path.name-constraints-in-end-entity": () => "It constrains names, but it is no authority.",
  "path.authority-extension-in-end-entity": ({ extension }) =>
    `The extension ${oidNames(extension)} is for authorities, and it is none.`,
  "path.name-form": ({ kind, problem }) =>
    problem === "empty"
      ? `One of its alternative names, ${nameForms[kind]}, is empty.`
      : "One of its addresses is neither 4 nor 16 bytes long.",
  "path.name-constraint-form": ({ constraint }) =>
    constraint === ""
      ? "Its permitted DNS name is empty: it permits every host, or none, as each program reads it."
      : `Its DNS name constraint ${constraint} starts with a dot, which is for addresses and URIs only.`,
  "path.name-attribute-too-long": ({ attribute, length, allowed }) =>
    `The attribute ${oidNames(attribute)} of its subject has ${length} characters; ${allowed} are the most.`,
  "path.address-in-dns-name": ({ name }) => `The address ${name} stands as a DNS name.`,

  // Baseline Requirements
  "path.web.name-missing": () => "It has no alternative names, which public server certificates need.",
  "path.web.purpose-missing": () => "It has no extended key usage, which public server certificates need.",
  "path.web.purpose-any": () => "It allows any purpose, which public server certificates may not.",
  "path.web.purpose-critical": () => "Its extended key usage is critical, which it may not be.",
  "path.web.root-purpose": () => "It is a root with an extended key usage, which public roots may not have.",
  "path.web.names-critical": () => "Its alternative names are critical although it has a subject.",
  "path.web.end-entity-is-ca": () => "It is an authority; a server certificate may not be one.",
  "path.web.common-name-not-in-names": ({ commonName }) =>
    `The common name ${commonName} is not among the alternative names.`,
  "path.web.wildcard-too-wide": ({ name }) => `The wildcard ${name} covers a whole registry.`,
  "path.web.key-not-allowed": ({ key }) => `Public server certificates may not have a ${key} key.`,
  "path.web.version": ({ version }) => `It is an X.509 v${version} certificate; version 3 is needed.`,
  "path.web.root-key-id": ({ problem }) =>
    `The key identifiers of the root are not as they have to be (${rootKeyIdProblems[problem]}).`,
};

/** Fixes of a path, as instructions. */
export const pathFixes: PathFixMessages = {
  "add-intermediate": ({ subject, keyId }) => `${subject}${ofKey(keyId)} is in your inventory: add it.`,
  reorder: ({ found, wanted, wantedRoles }) =>
    `The file has ${roles(found)}: put them in the order ${roles(wantedRoles)} (${wanted}).`,
  "fetch-aia": ({ address, issuer }) =>
    `The certificate names ${address} as the place of its issuer, ${issuer}: fetch it there and add it. Nothing is fetched from here.`,
  "trust-root": ({ subject, keyId }) =>
    `The chain ends at ${subject}${ofKey(keyId)}. If you trust it, give it as a trusted certificate.`,
  "find-generation": ({ subject, keyId, years, candidateKeyIds }) =>
    `Same subject, other key: ${subject} at hand is the one${years === "" ? "" : ` of ${years}`}${ofKey(candidateKeyIds)}. Look for the one${keyId === "" ? " that signed" : ` with key id ${keyId}`}.`,
  renew: ({ subject, notAfter, days }) =>
    `${subject} expired ${days === 0 ? "today" : `${count(days)} ago`}, on ${day(notAfter)}. Renew it.`,
  "verify-at": ({ subject, at }) =>
    `On ${day(at)} ${subject} was inside its validity: verify at that time to see what else there is.`,
  "verify-as": ({ subject, purpose, asked }) =>
    `${subject} is for use as ${purpose} only, and it acts as a ${asked} here: verify it as ${purpose}.`,
  "reissue-for-purpose": ({ subject, purpose }) => `Have ${subject} issued again for use as ${purpose}.`,
  "reissue-with-name": ({ subject, name }) =>
    `Have ${subject} issued again with the alternative name ${name}, or reach it by a name that it carries.`,
  reissue: ({ subject, reason }) => `Have ${subject} issued again${reissued[reason]}`,
  "give-anchors": () => "Give at least one certificate that you trust.",
  "give-issuer": ({ issuer, keyId }) =>
    `No certificate here issued it, and it does not say where its issuer is to be had: ask its sender for the certificate of ${issuer}${ofKey(keyId)}, and give it.`,
  "give-crl": ({ subject, address }) =>
    `Give the current revocation list of ${subject}${address === "" ? "" : `; it is published at ${address}`}. Nothing is fetched from here.`,
  "narrow-search": ({ limit, allowed }) => narrower(limit, allowed),
};

const reissued = {
  revoked: " with a new key: a revocation is not taken back.",
  key: " with a stronger key.",
  signature: ": its issuer has to use a current algorithm.",
  names: " with names that its authority may certify, or by another authority.",
  usage: " with the key usage that this purpose needs.",
} as const;

/** How to make the search smaller, by the limit that it reached. */
function narrower(limit: string, allowed: number): string {
  if (limit === "depth")
    return `No chain in use is longer than ${allowed} certificates: trust one that is nearer to it.`;
  if (limit === "comparisons")
    return "Its certificates hold more names and name constraints than can be compared: give one chain alone, its bundle and one root. If that does not help, ask the authority for certificates with fewer names.";
  return "Too many of these certificates could have issued one another: give the bundle of this chain alone and one root, instead of everything.";
}

/** `leaf, root, intermediate`. */
function roles(list: string): string {
  return list
    .split(", ")
    .map((role) => (role === "other" ? "an unrelated one" : role))
    .join(", ");
}

function ofKey(keyId: string): string {
  return keyId === "" ? "" : ` (key id ${keyId})`;
}

function day(instant: string): string {
  return instant.slice(0, 10);
}

/** `2026-11-22 20:31 UTC`: an answer of OCSP lives for hours. */
function moment(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}

function count(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

const crlProblems: Readonly<Record<CrlProblem, string>> = {
  ...derProblems,
  "duplicate-extension": "an extension stands in it twice",
  "version-1-written": "it writes version 1, which is never written",
  "extensions-in-version-1": "it has extensions without being of version 2",
  "no-crl-number": "it has no CRL number",
  "critical-crl-number": "its CRL number is critical",
  "no-authority-key-id": "it has no authority key identifier",
  "critical-authority-key-id": "its authority key identifier is critical",
  "empty-issuing-point": "its issuing distribution point says nothing, so it clears no certificate",
  "empty-revoked-list": "it writes a list without entries, so it clears no certificate",
  "uncritical-issuing-point": "its issuing distribution point is not critical",
  "uncritical-delta": "it is a delta list and its indicator is not critical",
  "critical-freshest": "its freshest CRL extension is critical",
  "entry-criticality": "an extension of an entry is critical or is not, the other way round than it should be",
};

const ocspProblems: Readonly<Record<OcspProblem, string>> = {
  "bad-time": "a date is not in the form that RFC 6960 allows",
  "duplicate-extension": "an extension stands in it twice",
  "times-reversed": "it ends before it begins",
  "produced-outside-validity": "it was made before or after the certificate was valid",
};

const ocspErrors: Readonly<Record<Exclude<ResponseStatus, "successful">, string>> = {
  malformedRequest: "The OCSP response holds no answer: the responder could not read the request.",
  internalError: "The OCSP response holds no answer: the responder has a fault of its own.",
  tryLater: "The OCSP response holds no answer: the responder asks to try again later.",
  sigRequired: "The OCSP response holds no answer: the responder wants signed requests.",
  unauthorized: "The OCSP response holds no answer: the responder does not answer for this authority.",
};

const ocspSigners: Readonly<Record<OcspSignerProblem, (responder: string) => string>> = {
  unknown: (responder) => `The certificate of the OCSP responder ${responder} is not in the response and not here.`,
  purpose: (responder) => `${responder} may not sign OCSP responses: its certificate is not for OCSP signing.`,
  "key-usage": (responder) => `${responder} may not sign OCSP responses: its key usage does not allow it.`,
  issuer: (responder) =>
    `${responder} may not answer for this certificate: its own certificate is not by the same authority.`,
  dates: (responder) => `The certificate of the OCSP responder ${responder} is expired or not yet valid.`,
  certificate: (responder) => `The certificate of the OCSP responder ${responder} does not hold.`,
  revoked: (responder) => `The certificate of the OCSP responder ${responder} is revoked.`,
};

const nameForms = { dns: "a DNS name", email: "an e-mail address", uri: "a URI", ip: "an address" } as const;

const keyForms: Readonly<Record<PublicKeyProblem, string>> = {
  "unused-bits": "ends within a byte, so it is no encoding of a key",
  malformed: "is not the encoding of a key",
  "parameters-missing": "lacks the parameters of its kind",
  "parameters-present": "has parameters that its kind does not have",
  "parameters-wrong": "has parameters of another kind of key",
};

const rootKeyIdProblems: Readonly<Record<RootKeyIdProblem, string>> = {
  "issuer-present": "the authority key identifier names an issuer",
  "serial-present": "the authority key identifier names a serial number",
  "key-id-missing": "the authority key identifier has no key",
  "key-id-differs": "the two identifiers differ",
};
