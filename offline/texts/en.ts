import type { FactName } from "../read-signed.ts";
import type { TroubleCode } from "../trouble.ts";

/** What the page says. */
export interface Texts {
  readonly offline: string;
  readonly other: string;
  readonly theme: string;
  readonly title: (authority: string | null) => string;
  readonly lede: string;
  readonly fromDisk: string;
  readonly notFromDisk: string;
  readonly notFromDiskHelp: string;
  readonly reachesNothing: string;
  readonly reachesNothingHelp: string;
  readonly rightPage: string;
  readonly rightPageHelp: (command: string) => readonly [string, string, string];
  readonly request: string;
  readonly choosePackage: string;
  readonly anotherFile: string;
  readonly whole: string;
  readonly asked: string;
  readonly by: string;
  readonly made: string;
  readonly template: string;
  readonly console: string;
  readonly readAloud: string;
  readonly groupsLabel: string;
  readonly sameGroups: string;
  readonly whatYouSign: string;
  readonly depth: string;
  readonly views: Readonly<Record<"facts" | "text" | "der", string>>;
  readonly sentence: (of: {
    readonly kind: "certificate" | "revocation-list";
    readonly subject: string;
    readonly isAuthority: boolean;
    readonly pathLength: number | null;
    readonly from: string;
    readonly until: string;
    readonly entries: number;
  }) => string;
  readonly facts: Readonly<Record<FactName, string>>;
  readonly critical: string;
  readonly agrees: (bytes: number, fields: number) => string;
  readonly disagrees: (fields: string) => string;
  readonly fields: Readonly<Record<string, string>>;
  readonly key: string;
  readonly chooseKey: string;
  readonly changeKey: string;
  readonly keyForms: Readonly<Record<"pkcs8" | "encrypted" | "ec" | "rsa", string>>;
  readonly passphrase: string;
  readonly passphraseHelp: string;
  readonly sign: (authority: string) => string;
  readonly signing: string;
  readonly waits: Readonly<Record<"package" | "disagrees" | "groups" | "key", string>>;
  readonly answer: string;
  readonly answerHole: string;
  readonly signedAt: (at: string, algorithm: string) => string;
  readonly holds: string;
  readonly forgotten: string;
  readonly save: (fileName: string) => string;
  readonly fingerprint: Readonly<Record<"certificate" | "revocation-list", string>>;
  readonly paper: string;
  readonly forget: string;
  readonly bytes: (count: number) => string;
  readonly troubles: Readonly<Record<TroubleCode, (detail: string) => string>>;
}

export const en: Texts = {
  offline: "Offline",
  other: "한국어",
  theme: "Switch between light and dark",
  title: (authority) => (authority === null ? "Sign for an authority whose key is here" : `Sign for ${authority}`),
  lede: "One request in, one answer out. The page keeps nothing once it is closed.",
  fromDisk: "Opened from disk",
  notFromDisk: "Not opened from disk",
  notFromDiskHelp: "Save the page on the stick and open it there, on a machine without a network.",
  reachesNothing: "It can reach nothing",
  reachesNothingHelp: "Connections are forbidden in the page itself.",
  rightPage: "Is it the right page?",
  rightPageHelp: (command) => [
    "Ask the machine, not the page: ",
    command,
    ", and compare with the page of the console or the card in the safe.",
  ],
  request: "The request",
  choosePackage: "Choose the package (.request)",
  anotherFile: "Another file",
  whole: "Whole: as one console made it",
  asked: "Asked",
  by: "By",
  made: "Made",
  template: "Template",
  console: "Key of the console",
  readAloud: "Read aloud and compare",
  groupsLabel: "SHA-256 of the package in sixteen groups of four",
  sameGroups: "The person at the console reads the same sixteen groups",
  whatYouSign: "What you sign",
  depth: "Depth",
  views: { facts: "Facts", text: "Full text", der: "DER" },
  sentence: ({ kind, subject, isAuthority, pathLength, from, until, entries }) =>
    kind === "revocation-list"
      ? `A revocation list of ${subject} that ${entries === 0 ? "revokes nothing" : entries === 1 ? "revokes one certificate" : `revokes ${entries} certificates`}, from ${from} until ${until}.`
      : isAuthority
        ? `A certificate that makes ${subject} an authority, from ${from} until ${until}, ${pathLength === null ? "with any number of authorities below it" : pathLength === 0 ? "with no authority below it" : `with ${pathLength} levels of authorities below it`}.`
        : `A certificate for ${subject}, which is no authority, from ${from} until ${until}.`,
  facts: {
    subject: "Subject",
    issuer: "Issuer",
    notBefore: "Valid from",
    notAfter: "Valid until",
    key: "Key",
    authority: "Is an authority",
    usage: "May be used for",
    purposes: "Purposes",
    names: "Names",
    permitted: "Only names in (− not in)",
    excluded: "No names in",
    policies: "Policies",
    serial: "Serial number",
    number: "Number",
    thisUpdate: "Holds from",
    nextUpdate: "Holds until",
    entries: "Revokes",
    extension: "Extension",
    algorithm: "Algorithm",
  },
  critical: "critical",
  agrees: (bytes, fields) =>
    `Read from the ${bytes} bytes to be signed, by another reader than the console's. All ${fields} fields agree with what was asked; nothing else is in it.`,
  disagrees: (fields) =>
    `This page reads something else than the console says that it asked for: ${fields}. It does not sign. Ask the person at the console, and keep the file.`,
  fields: {
    issuer: "issuer",
    subject: "subject",
    serial: "serial number",
    notBefore: "beginning",
    notAfter: "end",
    key: "key",
    request: "the request in the package",
    authority: "whether it is an authority",
    pathLength: "path length",
    names: "names",
    extensions: "extensions",
    number: "number",
    thisUpdate: "beginning",
    nextUpdate: "end",
    entries: "what it revokes",
  },
  key: "The key",
  chooseKey: "Choose the key file (PEM)",
  changeKey: "Another key file",
  keyForms: {
    pkcs8: "PKCS#8, in clear",
    encrypted: "PKCS#8, under a passphrase",
    ec: "EC key, in clear",
    rsa: "RSA key, in clear",
  },
  passphrase: "Passphrase",
  passphraseHelp: "Used once, here. Two people may type one half each.",
  sign: (authority) => `Sign as ${authority}`,
  signing: "Signing …",
  waits: {
    package: "Choose a package first.",
    disagrees: "What the page reads is not what was asked for.",
    groups: "Compare the sixteen groups first, and tick that they are the same.",
    key: "Choose the key file.",
  },
  answer: "The answer",
  answerHole: "A file for the console. Nothing in it is secret.",
  signedAt: (at, algorithm) => `Signed at ${at} with ${algorithm}`,
  holds: "The signature holds under the authority's certificate",
  forgotten: "Key and passphrase are forgotten",
  save: (fileName) => `Save ${fileName}`,
  fingerprint: { certificate: "SHA-256 of the certificate", "revocation-list": "SHA-256 of the list" },
  paper: "For the paper log",
  forget: "Forget everything",
  bytes: (count) => `${count} bytes`,
  troubles: {
    "not-a-package": () =>
      "This file is no package of a console. It is called something.request and begins with a brace.",
    "an-answer": () => "This is an answer. It goes back to the console; here the package (.request) is opened.",
    "package-changed": () =>
      "The signature of this package does not hold: it was changed after the console made it. Nothing is shown of it. Keep the file and find out who had the stick.",
    unreadable: () => "What is to be signed in this package cannot be read, so it is not signed.",
    algorithm: (oid) => `The package asks for a signature algorithm that this page does not know (${oid}).`,
    browser: (name) => `This browser cannot sign with ${name}. Open the page in a current Chromium or Firefox.`,
    "key-unreadable": () =>
      "This file holds no private key that can be read: PEM with BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY.",
    "key-traditional": () =>
      "This key is in the old encrypted form of OpenSSL. Write it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.key -out new.key",
    "key-scheme": (scheme) =>
      `The key is encrypted by ${scheme}, which browsers do not open. Write it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in old.key -out new.key`,
    "key-passphrase": () => "The passphrase does not open this key.",
    "key-foreign": () => "This key is not the one of the authority's certificate in the package. Nothing was signed.",
    "signature-wrong": () => "The signature that was made does not hold, so it was thrown away. Try another machine.",
  },
};
