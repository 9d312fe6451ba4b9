import type { ElementKind } from "../../../pki/asn1/element.ts";
import { listed } from "../sentences/listed.ts";
import type { TerminalTexts } from "../../terminal/texts.ts";
import { reasonWords } from "../sentences/revocation-reasons.ts";

export const terminalTexts: TerminalTexts = {
  noService: "No service is configured here yet, so no key or certificate is in use.",
  notReady: "the service would not work with these files",
  readyToDeploy: "the service can take these files",
  passed: (passed, all) => `${passed} of ${all} checks passed.`,
  targets: "Services that files can be prepared for:",
  rehearsed: "every handshake went as expected",
  rehearsalFailed: "a handshake did not go as expected",
  nothingRehearsed: "there is no handshake to rehearse with these inputs",
  packed: (fileName, files) => `${fileName} would hold ${files} files`,
  keysLeftOut: (files) => `Private keys are not in it: ${files}.`,
  fetchPack: "The archive itself comes from the page of the service, or from POST /api/v1/pki/pack.",
  noFile: "none. pki csr makes the first key and request; an upload brings what there is.",
  noKey: "No key is like that.",
  keyState: (state) =>
    ({
      usable: "ready",
      locked: "locked, never opened",
      "own-passphrase": "asks for its passphrase",
      "kept-open": "kept open by you",
    })[state],
  keyBeside: (name) => `a key that waits for the renewal of ${name}`,
  keyUsedBy: (services) => `used by ${services}`,
  keySignsFor: (batches) => `signs for the batch ${batches}`,
  keyIssued: (certificates) => `issued ${certificates} ${certificates === 1 ? "certificate" : "certificates"}`,
  keyWaits: (since) => `waits for its certificate since ${since}`,
  keyUnused: "nothing here uses it",
  moreKeys: (shown) => `The first ${shown} keys. Narrow the list with pki key-list <text>.`,
  labelled: (name, labels) => (labels.length === 0 ? `${name} has no label` : `${name}: ${labels.join(", ")}`),
  noSuchName: (name) => `There is no name ${name}.`,
  tooManyLabels: (name) => `${name} would have more than 20 labels; it was left as it is.`,
  noted: (name, isEmpty) => (isEmpty ? `${name} has no note any more` : `Note of ${name} stored`),
  archived: (name) => `Archived ${name}`,
  archivedBefore: (name) => `${name} is not there, or is archived already.`,
  unarchived: (name) => `${name} is back in the lists`,
  revoked: (fileName, reason, invalidityDate) =>
    `${fileName} revoked (${reasonWords[reason]}${invalidityDate === null ? "" : `, not trusted since ${invalidityDate}`})`,
  notRevoked: (name) => `${name} was not revoked.`,
  staple: (fileName, status, nextUpdate) =>
    `${fileName} would say ${status}${nextUpdate === null ? "" : ` until ${nextUpdate}`}`,
  stapleElsewhere: "The file itself comes from the page of the certificate, or from POST /api/v1/pki/staple.",
  revokedMore: (count) => `${count} more are revoked.`,
  reissued: (fileName, generation) => `${fileName} issued anew with a new key, generation ${generation}`,
  reissueWaits: (requestFile) => `${requestFile} waits for its authority, whose key is elsewhere.`,
  notReissued: (name) => `${name} was not issued anew.`,
  released: (fileName) => `${fileName} is on hold no more`,
  listSigned: (issuer, number, entries, nextUpdate) =>
    number === null
      ? `The next list of ${issuer} is being signed and says it within a second.`
      : `List ${number} of ${issuer} says it: ${entries === 1 ? "1 entry" : `${entries} entries`}, next update ${nextUpdate}.`,
  authorityKind: (kind) => ({ root: "root", intermediate: "intermediate", cross: "cross-certificate" })[kind],
  authorityKey: (key) =>
    ({
      here: "key here",
      "own-passphrase": "key asks for its passphrase",
      locked: "key locked, never opened",
      elsewhere: "key elsewhere",
    })[key],
  authorityState: (state, at) =>
    ({
      valid: `until ${at}`,
      "ends-soon": `ends soon, ${at}`,
      expired: `expired ${at}`,
      "not-yet-valid": "not valid yet",
      revoked: "revoked",
    })[state],
  authorityIssued: (issued, isAtLeast) => `issued ${issued}${isAtLeast ? " or more" : ""}`,
  authorityRoom: (room) =>
    room === null ? "any number of authorities below" : room === 0 ? "no authority below" : `path length ${room}`,
  authorityList: (nextUpdate) => (nextUpdate === null ? "no list" : `next list by ${nextUpdate}`),
  trustMark: (mark) =>
    ({ trusted: "trusted here", stored: "only stored", distrusted: "distrusted", unasked: "trusted, asked never" })[
      mark
    ],
  noAuthority: "There is no authority yet. pki authority-create makes the first one.",
  onlyNames: (permitted) => `Certifies these names alone: ${permitted}.`,
  noNames: (excluded) => `Does not certify: ${excluded}.`,
  onlyFor: (purposes) => `Certifies for these purposes alone: ${purposes}.`,
  chainFormer: (names) => `These go on with the former chain until they are issued again: ${names}.`,
  chainEither: (names) => `Both certificates vouch for these: ${names}. Send the new one with them from now on.`,
  bundlesToRebuild: (bundles) => `Bundles that hold the former certificate: ${bundles}.`,
  listIsElsewhere: (issuer) =>
    `The key of ${issuer} is elsewhere: its next list goes out by pki offline-request ${issuer} list:yes, and says it once it is back`,
  offlineMade: (subject, authority, fileName) =>
    `The package ${fileName} asks ${authority} for ${subject}. Fetch it on the page Offline authorities, and compare the sixteen groups by voice.`,
  offlineId: (id) => `Request ${id}`,
  offlineNone: "Nothing is out.",
  offlineRow: (subject, authority, state, at, by) =>
    `${subject}, asked of ${authority} at ${at} by ${by}: ${offlineStates[state]}`,
  offlineWithdrawn: (subject, authority) => `The request for ${subject} to ${authority} was taken back`,
  listKept: (publishedName) => `The console keeps it current from now on: /crl/${publishedName}.crl`,
  ocspKept: (publishedName) => `It answers by OCSP too: /ocsp/${publishedName}`,
  unarchivedBefore: (name) => `${name} is not there, or is not archived.`,
  noFileFor: (search) => `No name holds ${search}.`,
  moreFiles: (shown) => `The first ${shown} files. Narrow the list with pki list <text>.`,
  locked: "locked",
  ready: (fileName) => `CSR file ${fileName} ready for download`,
  addedCommonName: (commonName) => `${commonName} was added to the alternative names.`,
  commonNameIsNoHost: (commonName) => `${commonName} is not a host name, so it was not added to the alternative names.`,
  canSign: (fileName) => `${fileName} is an authority: pki sign can use it.`,
  until: (instant) => `valid until ${instant}`,
  serial: (serial) => `serial ${serial}`,
  validityCut: (instant) => `The validity was cut to the end of the issuer, ${instant}.`,
  hostNotListed: (host) =>
    `${host} stands in the common name alone, and current TLS clients look at the alternative names only. To sign again with it:`,
  hostNotAsked: (host) =>
    `${host} stands in the common name alone, and current TLS clients look at the alternative names only. Ask for it with subjectAltName:${host}, or add it when signing.`,
  forStoredKey: (keyFile) => `The request is for the stored key ${keyFile}.`,
  generationKept: (name, generation) =>
    `Generation ${generation} of ${name} is kept: pki list and the page of ${name} have it.`,
  servicesToLoad: (services) => `To be loaded by ${listed(services)}: until then they present the old certificate.`,
  answerTakesPlace: (name) =>
    `Send it to the authority. Its answer takes the place of ${name} when it is uploaded; until then nothing changes.`,
  servicesFollow: (services) => `Now under the new name in ${listed(services)}.`,
  keyFingerprint: (sha256) => `Public key of the key:         ${sha256}`,
  certificateFingerprint: (sha256) => `Public key of the certificate: ${sha256}`,
  fits: (fileName) => `The key is ${fileName}`,
  noKeyFits: "No stored key fits",
  keptOpen: (fileName, until) => `${fileName} stays open until ${until}, for this session`,
  lockedAgain: (count) => (count === 1 ? "1 key was locked" : `${count} keys were locked`),
  unlocked: (fileName) => `${fileName} is unlocked`,
  wasNotLocked: (fileName) => `${fileName} is not locked`,
  belongsTo: (fileNames) => `It belongs to ${fileNames}.`,
  foundNothing: "Nothing is found",
  found: (kind) =>
    ({
      names: "Names",
      authorities: "Authorities",
      services: "Services",
      batches: "Client certificates",
      messages: "What this line of a log means",
    })[kind],
  stepsIn: (services) => `The steps that mend it are in the plan of ${listed(services)}.`,
  receivers: "Receivers",
  receiverTakes: "takes it",
  receiverRefuses: "refuses it",
  receiverUnknown: "not known",
  receiverDocumented: "as documented, not tried",
  revocationChecked: (lists, responses) => {
    const parts = [
      ...(lists === 0 ? [] : [`${lists} ${lists === 1 ? "list" : "lists"}`]),
      ...(responses === 0 ? [] : [`${responses} OCSP ${responses === 1 ? "response" : "responses"}`]),
    ];
    return `Revocation: checked with ${parts.join(" and ")}.`;
  },
  revocationNotChecked: (isAsked) =>
    isAsked
      ? "Revocation: not checked, no revocation list of its issuers is here."
      : "Revocation: not checked, no revocation list was given.",
  unrelatedList: (issuer) => `Revocation: the list of ${issuer} is about none of these certificates.`,
  unrelatedResponses: (count) =>
    count === 1
      ? "Revocation: one OCSP response is about none of these certificates."
      : `Revocation: ${count} OCSP responses are about none of these certificates.`,
  note: "Note",
  why: "why",
  where: "where",
  next: "next",
  former: ({ name, generation, year }) =>
    `It is generation ${generation} of ${name}, of ${year}, and no longer the current one.`,
  path: (number, isTrusted) => `path ${number}: ${isTrusted ? "trusted" : "not trusted"}`,
  nothingChanged: "Nothing was changed.",
  findings: "Findings:",
  fileContains: (encoding, kind) => `File contains a ${encoded(encoding)}${elementKinds[kind]}`,
  fileContainsSeveral: (encoding, count) => `File contains ${count} ${encoded(encoding)}elements`,
  elementKind: (kind) => elementKinds[kind],
  bundle: (kind, count) => `${kind}: ${count === 1 ? "1 certificate" : `${count} certificates`}`,
  ends: (instant) => `ends ${instant}`,
  role: (role) => ({ leaf: "leaf", intermediate: "intermediate", root: "root" })[role],
  storedAs: (fileName, isNew) => (isNew ? `Stored as ${fileName}` : `The same bundle is stored already: ${fileName}`),
  rebuilt: (fileName, generation) => `${fileName} rebuilt as generation ${generation}; the one before is kept.`,
  order: "Order:",
  inOrder: "The certificates are in the order that services want.",
  repaired: "The repaired bundle:",
  bundleOf: (kind, isMade) => (isMade ? `Made here as ${kind}.` : `Looks like ${kind}.`),
  replacedBy: (fileName, instant) => `replaced by ${fileName}, which ends ${instant}`,
  expired: "expired",
  notYetValid: "not valid yet",
  dropped: "needed no more",
  outdated: "A rebuild would change it.",
  batchBegun: (title, people) => `${title}: ${people} people, worked on in the background.`,
  batchProgress: (issued, failed, waiting) => `${issued} issued, ${failed} failed, ${waiting} waiting`,
  batchState: (state) => ({ running: "running", cancelled: "cancelled", stopped: "stopped", done: "done" })[state],
  batchWaiting: "waiting",
  batchMore: "More rows are on the page of the batch.",
};

function encoded(encoding: string | null): string {
  return encoding === null ? "" : `${encoding} encoded `;
}

const offlineStates = { out: "out", answered: "answered", withdrawn: "taken back" } as const;

/** The appliance's words for what a file contains, and ours for what it does not read. */
const elementKinds: Readonly<Record<ElementKind, string>> = {
  certificate: "certificate",
  csr: "certificate signing request",
  key: "private key",
  "locked-key": "private key under a passphrase",
  "public-key": "public key",
  crl: "certificate revocation list",
  pkcs7: "PKCS#7 container",
  pkcs12: "PKCS#12 container",
  "ssh-public-key": "SSH public key",
  "ssh-certificate": "SSH certificate",
  parameters: "set of key parameters",
  cms: "CMS message",
  "ocsp-request": "OCSP request",
  "ocsp-response": "OCSP response",
  "trust-anchor": "trust anchor",
  keystore: "Java keystore",
  pgp: "OpenPGP message",
  zip: "zip archive",
  tar: "tar archive",
  gzip: "gzip file",
  unknown: "structure that is not known here",
};
