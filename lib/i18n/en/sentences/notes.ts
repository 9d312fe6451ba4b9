import type { NoteMessages } from "../../sentences/error-messages.ts";
import { kindWord, partWord } from "./kinds.ts";

/** Something about the file worth saying, beside what is wrong with its content. */
export const notes: NoteMessages = {
  "text.other": () => "There is other text around the blocks; it was not looked at.",
  "text.utf16": () => "The file is written in UTF-16; most services want plain ASCII.",
  "text.hidden-start": ({ offset }) => `The blocks begin at byte ${offset}, behind something that is no text.`,
  "pem.broken-block": ({ line, label, problem }) =>
    `The block ${label} in line ${line} could not be read (${blockProblems[problem]}).`,
  "pem.label-differs": ({ label, actual }) => `The block is labelled ${label}, but it holds ${kindWord(actual)}.`,
  "pem.legacy-label": ({ label, usual }) =>
    `The label ${label} is an old one for ${usual}; some services do not read it.`,
  "der.trailing-bytes": ({ offset, count }) =>
    `${count} bytes follow after the end of the element at byte ${offset}; they are not part of it.`,
  "der.from-ber": () => "The container is written in BER; it was read as the DER that means the same.",
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
};

const blockProblems = {
  "no-end": "it has no END line",
  "label-mismatch": "it ends with another label",
  "bad-base64": "it holds characters that are not base64",
  empty: "it is empty",
} as const;
