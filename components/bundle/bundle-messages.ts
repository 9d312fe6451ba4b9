import type { BundleNote, BundleNoteCode } from "@/lib/pki/bundle/notes.ts";
import type { OrderFinding } from "@/lib/pki/bundle/review.ts";
import { sentenceOfBundleNote, sentenceOfOrderFinding } from "@/lib/i18n/sentences/bundle.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { shownEnds } from "../chain/shown-ends";
import type { Message } from "../ui/message-list";
import type { Bundle, BundleMember } from "@/lib/pki/bundle/bundle.ts";
import type { ShownBundle } from "./bundle-card";

/** Notes that may surprise at the maintenance window; everything else was put right and is only told. */
const warnings: ReadonlySet<BundleNoteCode> = new Set([
  "bundle.incomplete",
  "bundle.ended",
  "bundle.not-yet-valid",
  "bundle.key-left-out",
  "bundle.other-key",
  "bundle.container-locked",
  "bundle.file-unreadable",
  "bundle.unreadable",
  "bundle.broken-block",
  "bundle.not-authority",
]);

/** For the server: both languages are behind it. */
export function messagesOfNotes(notes: readonly BundleNote[], locale: Locale): Message[] {
  const said = notes.map((note): Message => ({
    tone: warnings.has(note.code) ? "warn" : "info",
    text: sentenceOfBundleNote(note, locale),
  }));
  return [...said.filter(({ tone }) => tone === "warn"), ...said.filter(({ tone }) => tone === "info")];
}

export function messagesOfFindings(findings: readonly OrderFinding[], locale: Locale): Message[] {
  return findings.map((finding) => ({
    tone: finding.severity,
    text: sentenceOfOrderFinding(finding, locale),
    citation: finding.citation,
  }));
}

interface Made extends Pick<Bundle, "end" | "otherEnds"> {
  readonly isAsGiven: boolean;
  readonly leaf: { readonly subject: string } | null;
  readonly pem: string;
  readonly base64: string | null;
  readonly fileName: string;
  readonly members: readonly BundleMember[];
  readonly notes: readonly BundleNote[];
}

/** Makes a bundle ready for the browser: in the person's language. */
export function shownBundle(made: Made, locale: Locale): ShownBundle {
  const { leaf, pem, base64, fileName, members, notes, isAsGiven } = made;
  return {
    isAsGiven,
    ends: shownEnds(made, locale),
    leaf,
    pem,
    base64,
    fileName,
    members,
    said: messagesOfNotes(notes, locale),
    isShort: notes.some(({ code }) => code === "bundle.incomplete"),
  };
}
