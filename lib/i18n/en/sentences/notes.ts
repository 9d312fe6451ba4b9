import type { NoteMessages } from "../../sentences/error-messages.ts";
import { kindWord, partWord, unsupportedSentence, wayOutOf } from "./kinds.ts";

/** Something about the file worth saying, beside what is wrong with its content. */
export const notes: NoteMessages = {
  "text.other": () => "There is other text around the blocks; it was not looked at.",
  "text.utf16": () => "The file is written in UTF-16; most services want plain ASCII.",
  "text.hidden-start": ({ offset }) => `The blocks begin at byte ${offset}, behind something that is no text.`,
  "pem.broken-block": ({ line, label, problem }) =>
    `The block ${label} in line ${line} could not be read (${blockProblems[problem]}).`,
  "pem.mended": ({ line, label, flaw }) =>
    `The block ${label} in line ${line} ${flaws[flaw]}. It was read all the same; other programs may refuse it.`,
  "wrapping.undone": ({ wrapping }) => wrappings[wrapping],
  "part.unsupported": ({ line, label, format }) =>
    `${line === null ? "" : `In line ${line}: `}${unsupportedSentence({ format, label })}`,
  "part.damaged": ({ line, offset }) =>
    `Something${line === null ? "" : ` in line ${line}`} begins like a certificate or a key and breaks off${offset === 0 ? "" : ` at byte ${offset}`}; it was not read. Get the file again.`,
  "pem.label-differs": ({ label, actual }) => `The block is labelled ${label}, but it holds ${kindWord(actual)}.`,
  "pem.legacy-label": ({ label, usual }) =>
    `The label ${label} is an old one for ${usual}; some services do not read it.`,
  "der.trailing-bytes": ({ offset, count }) =>
    `${count} bytes follow after the end of the element at byte ${offset}; they are not part of it.`,
  "der.from-ber": () => "The container is written in BER; it was read as the DER that means the same.",
  "der.several": ({ count }) =>
    `The file holds ${count} elements of DER, one behind the other; most programs read the first alone.`,
  "der.then-pem": ({ offset }) => `Behind the DER, at byte ${offset}, PEM begins; it was read too.`,
  "elements.capped": ({ limit, total }) => `The first ${limit} of ${total} elements are shown.`,
  "tree.capped": ({ limit }) => `The first ${limit} rows of the tree are shown.`,
  "checks.skipped": ({ size, limit }) => `With ${size} bytes it is too large to be checked (the limit is ${limit}).`,
  "trusted.settings": ({ alias }) =>
    `The file carries trust settings of OpenSSL${alias === "" ? "" : ` (${alias})`}; only OpenSSL reads them.`,
  "pkcs12.skipped-bag": ({ type }) => `Left out: ${partWord(type)}.`,
  "pkcs12.no-mac": () => "The container has no integrity check: nothing shows whether it was changed.",
  "key.own-passphrase": ({ name }) =>
    `The key ${name === "" ? "" : `${name} `}has a passphrase of its own; this one does not open it.`,
  "crl.entries-capped": ({ limit, total }) => `The first ${limit} of ${total} entries are shown.`,
  "not-inspected": ({ kind }) => `This is ${kindWord(kind)}; what is inside is not shown here.`,
  "key.encryption-unread": ({ scheme }) =>
    `The key is locked with ${scheme}, which is not opened here. ${wayOutOf(scheme)}`,
};

const flaws = {
  dashes: "has other dashes than five hyphens before or after its BEGIN or END",
  case: "has its BEGIN or END in lower case",
  blanks: "has blanks in its BEGIN or END that do not belong there",
  "same-line": "has other text in the line of its BEGIN or END",
  invisible: "holds no-break spaces or characters without width",
  padding: "lacks the = at its end",
  "end-label": "has another label at its END",
  "no-begin": "has no BEGIN line",
  "no-end": "has no END line",
} as const;

const wrappings = {
  mail: "The file is a mail; what stood in it or was attached to it was taken out.",
  "quoted-printable": "The text is quoted-printable, as mail carries it; it was decoded.",
  "quoted-lines": "Each line had a mark before it (>, #, a number, a time); the marks were taken away.",
  escapes: "Line breaks were written as \\n; they were turned back.",
  json: "The file is JSON; the certificates and keys in its values were taken out.",
  yaml: "The file is YAML; the certificates and keys in its values were taken out.",
  env: "The file sets variables (NAME=value); the certificates and keys in their values were taken out.",
  "string-literals": "The lines stood in quotes, as in source code; they were joined.",
  markup: "The file is HTML or XML; what stood between its tags was taken out.",
  rtf: "The file is rich text (RTF); its text was taken out.",
  url: "The text was escaped for an address (%0A, %2B); the escapes were undone.",
  base64: "The file is base64 of PEM; it was decoded.",
  "base64-values": "Base64 that stood among other text was decoded.",
  hex: "The bytes were written in hexadecimal; they were read back.",
  "hex-dump": "The file is a dump in hexadecimal; its bytes were read back.",
  "byte-list": "The bytes were written as a list of numbers; they were read back.",
  jwk: "The file is a JSON Web Key (JWK); the key and the certificates in it were read.",
  "jwk-set": "The file is a set of JSON Web Keys (JWK); the keys and the certificates in it were read.",
} as const;

const blockProblems = {
  "no-begin": "it has no BEGIN line",
  "no-end": "it has no END line",
  "label-mismatch": "it ends with another label",
  "bad-base64": "it holds characters that are not base64",
  empty: "it is empty",
} as const;
