import type { BundleNote, BundleNoteCode } from "@/lib/pki/bundle/notes.ts";
import type { OrderFinding } from "@/lib/pki/bundle/review.ts";
import { sentenceOfBundleNote, sentenceOfOrderFinding } from "@/lib/i18n/sentences/bundle.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { Said } from "../ui/message-list";

/** What may surprise at the maintenance window; everything else was put right and is only told. */
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
export function saidOfNotes(notes: readonly BundleNote[], locale: Locale): Said[] {
  const said = notes.map((note): Said => ({
    tone: warnings.has(note.code) ? "warn" : "info",
    text: sentenceOfBundleNote(note, locale),
  }));
  return [...said.filter(({ tone }) => tone === "warn"), ...said.filter(({ tone }) => tone === "info")];
}

export function saidOfFindings(findings: readonly OrderFinding[], locale: Locale): Said[] {
  return findings.map((finding) => ({
    tone: finding.severity,
    text: sentenceOfOrderFinding(finding, locale),
    citation: finding.citation,
  }));
}
