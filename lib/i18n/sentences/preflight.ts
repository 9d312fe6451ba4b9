import { fixes as englishFixes, preflight as english } from "../en/sentences/preflight.ts";
import { receiverTexts as englishReceivers } from "../en/sentences/receivers.ts";
import { stepNotes as englishNotes } from "../en/sentences/step-notes.ts";
import { fixes as koreanFixes, preflight as korean } from "../ko/sentences/preflight.ts";
import { receiverTexts as koreanReceivers } from "../ko/sentences/receivers.ts";
import { stepNotes as koreanNotes } from "../ko/sentences/step-notes.ts";
import type { CheckResult, Fix, PreflightMessages } from "../../targets/preflight.ts";
import type { StepNote, StepNoteMessages } from "../../targets/step-notes.ts";
import type { ReceiverReason } from "../../pki/receivers/reason.ts";
import type { Receiver } from "../../pki/receivers/receiver.ts";
import type { Locale } from "../locale.ts";
import { sentenceOfCode } from "./by-code.ts";
import { receiverNames, sentenceOfReason, sentenceOfReceiverFix } from "./receivers.ts";

const messages: Readonly<Record<Locale, PreflightMessages>> = { en: english, ko: korean };
const receivers = { en: englishReceivers, ko: koreanReceivers } as const;
const fixes = { en: englishFixes, ko: koreanFixes } as const;
const stepNotes: Readonly<Record<Locale, StepNoteMessages>> = { en: englishNotes, ko: koreanNotes };

/** Ids of receivers, between commas, as their makers' names. */
const receiversIn = (params: CheckResult["params"]): readonly Receiver[] =>
  String(params["receivers"]).split(",") as Receiver[];

/** The sentence of a check; a finding of lib/pki/checks or lib/pki/path is told by its own table. */
export function sentenceOfCheck(
  { code, status, params }: Pick<CheckResult, "status" | "params"> & { readonly code: string },
  locale: Locale,
): string {
  if (code.startsWith("receiver.")) return sentenceOfRefusal({ code, params }, locale);
  const byStatus = (
    messages[locale] as Readonly<Record<string, Readonly<Record<string, (facts: unknown) => string>> | undefined>>
  )[code];
  const said = byStatus?.[status]?.(withReceiverNames(params)) ?? sentenceOfCode(code, params, locale) ?? code;
  // A path may fail by an authority above the certificate that the check is about.
  return code.startsWith("path.") ? aboutAuthority(params, said) : said;
}

/** What RFC 5280 says where that is known, which receivers refuse, why, and what mends it. */
function sentenceOfRefusal({ code, params }: { code: string; params: CheckResult["params"] }, locale: Locale): string {
  const { summary } = receivers[locale];
  const reason = { code, facts: params, certificate: null } as unknown as ReceiverReason;
  const names = receiversIn(params).map((each) => receiverNames[each]);
  const refusal = aboutAuthority(params, summary.refuse(names, sentenceOfReason(reason, locale)));
  return [
    ...(params["rfc5280"] === "holds" ? [summary.holds] : []),
    refusal,
    sentenceOfReceiverFix(reason, locale),
  ].join(" ");
}

const withReceiverNames = (params: CheckResult["params"]): CheckResult["params"] =>
  params["receivers"] === undefined
    ? params
    : {
        ...params,
        receivers: receiversIn(params)
          .map((each) => receiverNames[each] ?? each)
          .join(", "),
      };

const aboutAuthority = (params: CheckResult["params"], said: string): string =>
  params["certificate"] === undefined ? said : `${params["certificate"]}: ${said}`;

export function sentenceOfFix({ code, params }: Fix, locale: Locale): string {
  return (fixes[locale][code] as (facts: unknown) => string)(params);
}

export function sentenceOfStepNote({ code, params }: StepNote, locale: Locale): string {
  return (stepNotes[locale][code] as (facts: unknown) => string)(params);
}
