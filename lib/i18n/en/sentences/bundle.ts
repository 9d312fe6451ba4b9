import type { BundleNoteMessages, OrderFindingMessages } from "../../sentences/error-messages.ts";
import { kindWord } from "./kinds.ts";
import { notes } from "./notes.ts";

/** ` in line 12 of mail.txt`; pasted text has no name. */
const where = ({ fileName, line = null }: { fileName: string; line?: number | null }): string =>
  `${line === null ? "" : ` in line ${line}`}${fileName === "" ? "" : `${line === null ? " in" : " of"} ${fileName}`}`;
const subjectOf = (fileName: string): string => (fileName === "" ? "The text" : fileName);
const keyIdOf = (keyId: string): string => (keyId === "" ? "" : ` (key id ${keyId})`);

/** How the certificates of a bundle were arranged, and which are missing. */
export const bundleNotes: BundleNoteMessages = {
  "bundle.duplicate": ({ subject, copies }) => `${subject} was there ${copies + 1} times; it is in the bundle once.`,
  "bundle.unrelated": ({ subject }) => `${subject} belongs to no chain here and was left out.`,
  "bundle.alternative": ({ subject, issuer, state, date }) =>
    ({
      valid: `${subject}, signed by ${issuer}, belongs to another way up (a renewal or a cross-signature) and was left out.`,
      ended: `${subject}, signed by ${issuer}, ended on ${date.slice(0, 10)}. The chain goes another way, and it was left out.`,
      "not-yet-valid": `${subject}, signed by ${issuer}, is valid from ${date.slice(0, 10)} only. The chain goes another way until then, and it was left out.`,
    })[state],
  "bundle.reordered": ({ places }) =>
    `The certificates were put in order. In what was given they were number ${places.join(", ")}.`,
  "bundle.leaf-left-out": ({ subject }) => `${subject} was left out: a CA bundle holds the issuers alone.`,
  "bundle.root-left-out": ({ subject }) =>
    `The root ${subject} was left out: this kind has none, and clients bring it themselves.`,
  "bundle.divided": ({ bundles }) => `There were ${bundles} leaves, so there are ${bundles} bundles.`,
  "bundle.other-key": ({ subject, keyId }) =>
    `${subject} has the name of a needed issuer, but another key${keyIdOf(keyId)}, and was left out.`,
  "bundle.filled": ({ subject }) => `${subject} was missing and was taken from the inventory.`,
  "bundle.incomplete": ({ issuer, keyId }) => `The chain ends before a root: ${issuer}${keyIdOf(keyId)} is missing.`,
  "bundle.ended": ({ subject, notAfter }) =>
    `${subject} ended on ${notAfter.slice(0, 10)}: no client takes it. Renew it, then make the bundle again.`,
  "bundle.not-yet-valid": ({ subject, notBefore }) => `${subject} is valid from ${notBefore.slice(0, 10)} only.`,
  "bundle.not-authority": ({ subject }) => `${subject} is no authority and was left out.`,
  "bundle.key-left-out": ({ isLocked, fileName, line }) =>
    `There is a ${isLocked ? "locked private key" : "private key"}${where({ fileName, line })}. It was left out: a key never goes into a bundle.`,
  "bundle.other-left-out": ({ kind, fileName, line }) =>
    `What stands${where({ fileName, line })} is ${kindWord(kind)}, not a certificate, and was left out.`,
  "bundle.from-container": ({ kind, certificates, fileName, line }) =>
    `${certificates} ${certificates === 1 ? "certificate was" : "certificates were"} taken from the ${kind === "pkcs7" ? "PKCS#7" : "PKCS#12"}${where({ fileName, line })}.`,
  "bundle.container-locked": ({ fileName }) =>
    `${fileName === "" ? "The PKCS#12" : fileName} opens with its passphrase only and was left out. Add it to the files with its passphrase, then choose it here.`,
  "bundle.file-unreadable": ({ fileName }) =>
    `${subjectOf(fileName)} could not be read and was left out. Inspect it to see where it breaks.`,
  "bundle.as-read": ({ fileName, note }) =>
    `${fileName === "" ? "" : `${fileName}: `}${(notes[note.code] as (facts: unknown) => string)(note.params)}`,
  "bundle.unreadable": ({ kind, fileName, line }) =>
    `What stands${where({ fileName, line })} looks like ${kindWord(kind)}, but it is damaged and was left out.`,
  "bundle.broken-block": ({ label, problem, fileName, line }) =>
    `The block ${label}${where({ fileName, line })} could not be read (${problems[problem]}) and was left out.`,
  "bundle.trust-settings": ({ fileName, line }) =>
    `The certificate${where({ fileName, line })} carried trust settings of OpenSSL. They were cut off; only OpenSSL reads them.`,
  "bundle.trailing-bytes": ({ count, fileName, line }) =>
    `${count} bytes behind the certificate${where({ fileName, line })} were cut off.`,
  "bundle.text-line-ends": ({ fileName, found }) =>
    `${subjectOf(fileName)} had ${lineEnds[found]}; the bundle has line feeds.`,
  "bundle.text-mark": ({ fileName, isInside }) =>
    `${subjectOf(fileName)} had a byte order mark${isInside ? " in the middle, where OpenSSL loses the block behind it" : " at the start"}; it is gone.`,
  "bundle.text-utf16": ({ fileName }) => `${subjectOf(fileName)} was written in UTF-16; the bundle is plain ASCII.`,
  "bundle.text-indented": ({ fileName }) => `${subjectOf(fileName)} had indented lines; they begin at the margin now.`,
  "bundle.text-glued": ({ fileName, count }) =>
    `${subjectOf(fileName)} had ${count === 1 ? "a block" : `${count} blocks`} without a line break before ${count === 1 ? "it" : "them"}; each block begins in a line of its own now.`,
  "bundle.text-attributes": ({ fileName }) =>
    `${subjectOf(fileName)} had bag attributes between the blocks; they are gone.`,
  "bundle.text-comments": ({ fileName, lines }) =>
    `${subjectOf(fileName)} had ${lines === 1 ? "a line" : `${lines} lines`} of other text; the bundle holds certificates alone.`,
};

const problems = {
  "no-begin": "it has no BEGIN line",
  "no-end": "it has no END line",
  "label-mismatch": "it ends with another label",
  "bad-base64": "it holds characters that are not base64",
  empty: "it is empty",
} as const;
const lineEnds = {
  crlf: "the line ends of Windows (CRLF)",
  cr: "bare carriage returns",
  mixed: "line ends of several kinds",
} as const;
const roles = { leaf: "leaf", intermediate: "intermediate", root: "root" } as const;
const missing = (isInInventory: boolean): string =>
  isInInventory ? "It is in the inventory, so the repaired bundle has it." : "It is not in the inventory either.";

/** Findings about the order of a file. */
export const orderFindings: OrderFindingMessages = {
  "order.swapped": ({ found, wanted }) =>
    `The order is ${found.map((role) => roles[role]).join(", ")}. It should be: ${wanted.join(", ")} (positions in the file).`,
  "order.doubled": ({ subject, positions }) =>
    `${subject} is there ${positions.length} times, at ${positions.join(", ")}.`,
  "order.stranger": ({ subject, position }) => `Number ${position}, ${subject}, has issued nothing in this file.`,
  "order.other-key": ({ subject, position, keyId }) =>
    `Number ${position}, ${subject}, has the name of the issuer but another key${keyIdOf(keyId)}: it is another generation.`,
  "order.alternative": ({ subject, issuer, state, date, position }) =>
    ({
      valid: `Number ${position}, ${subject}, signed by ${issuer}, belongs to another way up than the rest of the file (a renewal or a cross-signature).`,
      ended: `Number ${position}, ${subject}, signed by ${issuer}, ended on ${date.slice(0, 10)}. The chain goes another way.`,
      "not-yet-valid": `Number ${position}, ${subject}, signed by ${issuer}, is valid from ${date.slice(0, 10)} only. The chain goes another way until then.`,
    })[state],
  "order.gap": ({ subject, issuer, keyId, isInInventory }) =>
    `${subject} was issued by ${issuer}${keyIdOf(keyId)}, which is not in the file. ${missing(isInInventory)}`,
  "order.root-missing": ({ issuer, keyId, isInInventory }) =>
    `The root ${issuer}${keyIdOf(keyId)} is not in the file. Clients bring it themselves, so most services need nothing else.${isInInventory ? " It is in the inventory." : ""}`,
  "order.root-contained": ({ subject, position }) =>
    `The root ${subject} is in the file (number ${position}). Clients have it already; it does no harm.`,
};
