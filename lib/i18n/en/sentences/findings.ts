import type { FindingMessages } from "../../../pki/checks/finding.ts";
import { timeFields, timeProblems } from "./dates.ts";
import { derProblems } from "./der-problems.ts";

/** Findings of the checks: the fact, and what follows from it. */
export const findings: FindingMessages = {
  // the key
  "key.rsa-small": ({ bits, minimum }) =>
    `The RSA key has ${bits} bits; ${minimum} are the least that current software accepts.`,
  "key.rsa-exponent-small": ({ exponent }) =>
    `The public exponent of the RSA key is ${exponent}; 65537 or more is expected.`,
  "key.curve-small": ({ curve, bits, minimum }) => `The curve ${curve} has ${bits} bits; ${minimum} are the least.`,
  "key.curve-explicit": () => "The curve is written out instead of named; most software refuses that.",
  "key.dsa": ({ label }) => `The key is ${label}; DSA is no longer accepted in TLS.`,
  "key.unknown": ({ oid }) => `The algorithm of the key, ${oid}, is not known here.`,
  "key.malformed": ({ label }) => `The ${label} key is not well-formed.`,
  "key.rsa-close-primes": ({ label }) =>
    `The primes of the ${label} key lie so close together that anybody can compute the private key. Replace it.`,
  "key.rsa-roca": ({ label }) =>
    `The ${label} key was made by a chip whose keys can be computed (ROCA, CVE-2017-15361). Replace it.`,
  "key.rsa-small-factor": ({ label }) =>
    `The modulus of the ${label} key has a factor below 752, so anybody can compute the private key. Replace it.`,

  // the signature
  "signature.sha1": ({ algorithm }) =>
    `It is signed with ${algorithm}; SHA-1 signatures are refused by current software.`,
  "signature.broken-digest": ({ algorithm }) =>
    `It is signed with ${algorithm}, whose digest is broken; anyone could forge it.`,
  "signature.unknown": ({ oid }) =>
    `The signature algorithm ${oid} is not known here, so the signature was not checked.`,
  "signature.algorithms-differ": ({ inside, outside }) =>
    `The signature algorithm is ${inside} inside and ${outside} outside; they have to be the same.`,
  "signature.self-invalid": ({ algorithm }) =>
    `It names itself as issuer, but its own key did not make the signature (${algorithm}).`,
  "signature.block": ({ parts }) =>
    parts === 0
      ? "The block of its signature algorithm cannot be read."
      : `The block of its signature algorithm has ${count(parts, "part")}; an identifier and at most one parameter are allowed.`,
  "signature.parameters": ({ algorithm }) =>
    `The parameters of ${algorithm} are not written as its standard wants; some software refuses that.`,

  // validity
  "validity.expired": ({ notAfter, days }) => `It ended on ${day(notAfter)}, ${count(days, "day")} ago.`,
  "validity.ends-soon": ({ notAfter, days }) => `It ends on ${day(notAfter)}, in ${count(days, "day")}.`,
  "validity.not-yet": ({ notBefore, days }) => `It is valid from ${day(notBefore)}, in ${count(days, "day")}.`,
  "validity.reversed": ({ notBefore, notAfter }) =>
    `Its end, ${day(notAfter)}, is before its beginning, ${day(notBefore)}; it is never valid.`,
  "validity.long": ({ days, limit }) =>
    `It is valid for ${count(days, "day")}; public authorities and browsers allow ${limit}.`,
  "validity.date-form": ({ field, problem, text }) =>
    `Its ${timeFields[field]} is a date ${timeProblems[problem]}, ${text}; strict software refuses it.`,
  "validity.generalized-early": ({ field, year }) =>
    `Its ${timeFields[field]} is a GeneralizedTime in ${year}; through 2049 it has to be UTCTime.`,
  "validity.utc-wrapped": ({ year, meant }) =>
    `Its end is a UTCTime, whose two digits mean ${year}; if ${meant} was meant, it has to be GeneralizedTime.`,

  // version, serial number, structure
  "version.old": ({ version }) =>
    `It is an X.509 v${version} certificate: it cannot say what it may be used for, and it cannot carry alternative names.`,
  "version.unknown": ({ version }) => `It says that it is of version ${version}; there are 1, 2 and 3.`,
  "version.extensions-not-allowed": ({ version }) => `It has extensions, which version ${version} does not allow.`,
  "serial.zero": () => "The serial number is 0; it has to be positive.",
  "serial.negative": ({ serial }) => `The serial number ${serial} is negative; it has to be positive.`,
  "serial.short": ({ serial, bits }) =>
    `The serial number ${serial} has ${count(bits, "bit")}; numbers that can be guessed or repeat are unsafe, 64 random bits are expected.`,
  "serial.long": ({ octets }) => `The serial number has ${octets} octets; 20 are the most.`,
  "extension.repeated": ({ name }) => `The extension ${name} is there more than once.`,
  "extension.unknown-critical": ({ oid }) =>
    `The extension ${oid} is critical and not known here; software that does not know it has to refuse.`,
  "extension.malformed": ({ name, offset }) => `The extension ${name} breaks at byte ${offset}.`,
  "extension.empty": ({ name }) => `The extension ${name} is empty.`,
  "structure.unusual": ({ offset, problem }) =>
    `At byte ${offset} ${derProblems[problem]}. It is shown as far as it was understood; strict software refuses it.`,

  // the encoding
  "encoding.length": (breach) => `A length is written in more bytes than it needs (${places(breach)}); DER forbids it.`,
  "encoding.indefinite-length": (breach) =>
    `An element does not say its length in front (${places(breach)}); that is BER, and DER forbids it.`,
  "encoding.string-in-pieces": (breach) =>
    `A string is written in pieces (${places(breach)}); that is BER, and DER forbids it.`,
  "encoding.boolean": (breach) => `TRUE is written as another byte than FF (${places(breach)}); DER forbids it.`,
  "encoding.integer": (breach) => `A number has a byte that it does not need (${places(breach)}); DER forbids it.`,
  "encoding.default": (breach) =>
    `A value is written that its absence would say as well, such as FALSE (${places(breach)}); DER leaves it out.`,
  "encoding.set-order": (breach) => `The elements of a set are not in ascending order (${places(breach)}).`,
  "encoding.bit-string": (breach) =>
    `A string of bits has bits at its end that DER wants to be left out or zero (${places(breach)}).`,

  // names
  "name.no-subject-alt-name": () =>
    "It has no alternative names (SAN); browsers and current TLS clients look nowhere else.",
  "name.common-name-not-listed": ({ commonName }) =>
    `The common name ${commonName} is not among the alternative names, so clients do not see it.`,
  "name.wildcard": ({ name }) => `${name} is a wildcard: it covers one level of names, and some services refuse it.`,
  "name.underscore": ({ name }) => `${name} holds an underscore, which host names may not.`,
  "name.malformed": ({ name }) => `The alternative name ${name} is not well-formed.`,
  "name.attribute-malformed": ({ attribute }) => `The attribute ${attribute} of the subject is not well-formed.`,
  "name.empty-part": () => "The subject has an empty part (an RDN without attributes), which X.501 forbids.",
  "name.empty-subject": () => "The subject is empty and there are no alternative names: it names nobody.",
  "name.empty-subject-not-critical": () =>
    "The subject is empty, so the alternative names have to be critical; they are not.",
  "name.country-unknown": ({ value }) => `The country ${value} is not a code of ISO 3166.`,
  "name.too-long": ({ attribute, length, limit }) =>
    `The attribute ${attribute} has ${count(length, "character")}; ${limit} are the most.`,
  "name.string-type": ({ attribute, found }) =>
    `The attribute ${attribute} is a ${found}, another type of string than the standard gives it.`,
  "name.control-character": ({ name }) =>
    `${name} holds a control character, written here as \\ and its bytes; programs cut the name there or show another one.`,
  "name.unicode": ({ name, ascii }) =>
    `The DNS name ${name} has characters beyond ASCII, so clients do not find it; it has to be written ${ascii}.`,
  "name.second-list": ({ names }) =>
    `There is another list of alternative names (${names === "" ? "which cannot be read" : names}); programs read only one of them.`,

  // authorities and uses
  "authority.no-key-usage": () => "It is an authority without key usage; strict software wants keyCertSign to be said.",
  "authority.may-not-sign": () => "It is an authority, but its key usage does not allow it to sign certificates.",
  "authority.constraints-not-critical": () =>
    "The basic constraints of an authority have to be critical; they are not.",
  "authority.no-key-id": () =>
    "It is an authority without a subject key identifier, so chains are found by name alone.",
  "authority.old-root": () => "It signs itself and says nothing about what it may do: a root of the old kind.",
  "authority.path-length-negative": ({ pathLength }) => `The path length is ${pathLength}; it cannot be negative.`,
  "use.signs-without-authority": () => "Its key usage says that it signs certificates, but it is no authority.",
  "use.path-length-without-authority": () => "It has a path length, but it is no authority.",
  "use.precertificate": () =>
    "It is a precertificate, made for the logs of Certificate Transparency: it cannot be used by a server. Ask the authority for the certificate that belongs to it.",
  "use.no-purpose": () =>
    "It does not say what it may be used for (no extended key usage); some services want it said.",
  "use.self-signed-leaf": () => "It signed itself: nobody trusts it who was not told to.",
  "issuer.no-key-id": () =>
    "It does not name the key of its issuer (authority key identifier), so chains are found by name alone.",

  // requests
  "request.signature-invalid": ({ algorithm }) =>
    `The signature of the request (${algorithm}) is wrong: it was changed, or its key is another one.`,
  "request.signature-unsupported": ({ algorithm }) =>
    `The signature algorithm of the request, ${algorithm}, is not known here.`,
  "request.challenge-password": () =>
    "The request carries a challenge password, which everybody who sees the request can read.",
  "request.no-names": () =>
    "The request asks for no alternative names; add them when it is signed, because clients look nowhere else.",
  "request.version": ({ version }) =>
    `The request says version ${version}; there is only version 1. Most software reads it all the same.`,

  // revocation lists
  "crl.expired": ({ nextUpdate, days }) =>
    `The next list was due on ${day(nextUpdate)}, ${count(days, "day")} ago; this one says nothing about today.`,
  "crl.not-yet": ({ thisUpdate, days }) => `It is from ${day(thisUpdate)}, ${count(days, "day")} from now.`,
  "crl.no-end": () => "It does not say when the next list is due (nextUpdate); whether it is current cannot be told.",
  "crl.date-form": ({ field, problem, text }) =>
    `Its ${timeFields[field]} is a date ${timeProblems[problem]}, ${text}; strict software refuses it.`,
  "crl.signature-sha1": ({ algorithm }) =>
    `It is signed with ${algorithm}; SHA-1 signatures are refused by current software.`,
  "crl.broken-digest": ({ algorithm }) =>
    `It is signed with ${algorithm}, whose digest is broken; anyone could forge it.`,
  "crl.no-number": () => "It has no number (cRLNumber), so nothing tells which of two lists is the newer one.",
  "crl.no-key-id": () => "It does not name the key of its issuer (authority key identifier).",
  "crl.old-version": ({ extensions }) =>
    extensions === 0
      ? "It is a list of version 1, which has no number and gives no reasons."
      : `It is a list of version 1 with ${count(extensions, "extension")}, which that version does not allow.`,
};

function places({ offset, count: number }: { readonly offset: number; readonly count: number }): string {
  return number === 1 ? `at byte ${offset}` : `${number} times, first at byte ${offset}`;
}

function day(instant: string): string {
  return instant.slice(0, 10);
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
