import type { EntryFailure } from "../archive/limits.ts";
import type { Note } from "../asn1/element.ts";
import { kindsOfLabel } from "../asn1/pem-labels.ts";
import type { Recognised, UnreadPart } from "./recognised.ts";

/** Codes that say where bytes break, and nothing of the place in the file. */
const damages: ReadonlySet<string> = new Set([
  "der.malformed",
  "file.unrecognised",
  "key.damaged",
  "pkcs12.damaged",
  "keystore.damaged",
  "ssh-key.malformed",
]);

/** True of bytes that are broken, whatever the passphrase. */
const isDamage = ({ code }: EntryFailure): boolean => damages.has(code);

/** Why an element of a file cannot be read, with its place: damage becomes `part.unreadable`. */
export function failureOfElement({ line, label, kind }: Recognised, failure: EntryFailure): EntryFailure {
  if (!isDamage(failure)) return failure;
  const offset = "offset" in failure.facts ? failure.facts.offset : 0;
  return { code: "part.unreadable", facts: { line, label: label ?? "", kind, offset } };
}

/** The same of a part that is no element. */
export function failureOfPart({ line, label, failure }: UnreadPart): EntryFailure {
  if (!isDamage(failure)) return failure;
  const offset = "offset" in failure.facts ? failure.facts.offset : 0;
  return { code: "part.unreadable", facts: { line, label, kind: kindsOfLabel(label)[0] ?? "", offset } };
}

/** Notes that tell how a file was read: what was undone, mended or left out. */
export function isReadingNote({ code }: Note): boolean {
  return readingNotes.has(code);
}

/** Notes of parts that stand in `unread` too: where those are told, these would tell them twice. */
export function isOfUnreadPart({ code }: Note): boolean {
  return code === "pem.broken-block" || code === "part.unsupported" || code === "part.damaged";
}

const readingNotes: ReadonlySet<Note["code"]> = new Set<Note["code"]>([
  "wrapping.undone",
  "pem.mended",
  "pem.broken-block",
  "part.unsupported",
  "part.damaged",
  "text.utf16",
  "text.hidden-start",
  "der.several",
  "der.then-pem",
  "elements.capped",
]);
