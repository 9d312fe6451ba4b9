import { sentenceOfCheck } from "@/lib/i18n/sentences/preflight.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { Missing, Subject } from "@/lib/targets/progress.ts";

type Texts = Pick<UiTexts, "services" | "servicePage">;

/** Whom a finding is about: "Web Admin of cmscore2"; null for the whole service. */
function wordsOfSubject(subject: Subject, { services, servicePage: { missing } }: Texts): string | null {
  switch (subject.kind) {
    case "whole":
      return null;
    case "request":
      return fill(missing.request, { name: subject.name });
    default: {
      const role = services.roles[subject.title];
      if (subject.node !== null && subject.node !== "") return fill(missing.ofNode, { role, node: subject.node });
      return subject.name === null ? role : fill(missing.ofIdentity, { role, identity: subject.name });
    }
  }
}

/** The subjects of what is missing, the first by name. */
export function wordsOfSubjects(subjects: readonly Subject[], texts: Texts): string | null {
  const named = subjects.flatMap((subject) => wordsOfSubject(subject, texts) ?? []);
  const first = named[0];
  if (first === undefined) return null;
  return named.length === 1 ? first : fill(texts.servicePage.missing.andOthers, { first, n: named.length - 1 });
}

/** "Web Admin of cmscore2: no identity is chosen." in one line. */
export function lineOfMissing({ subjects, check }: Missing, texts: Texts, locale: Locale): string {
  const subject = wordsOfSubjects(subjects, texts);
  const finding = sentenceOfCheck(check, locale);
  return subject === null ? finding : fill(texts.servicePage.missing.titled, { subject, finding });
}
