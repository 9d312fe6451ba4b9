import type { Finding, FindingMessages } from "../../pki/checks/finding.ts";
import type { CommandErrorFacts } from "../../commands/error-codes.ts";
import type { DerProblem } from "../../pki/failure.ts";
import { errors as englishErrors } from "../en/errors/errors.ts";
import { derProblems as englishDerProblems } from "../en/sentences/der-problems.ts";
import { findings as englishFindings } from "../en/sentences/findings.ts";
import { notes as englishNotes } from "../en/sentences/notes.ts";
import type { ErrorCode, ErrorMessages, NoteMessages } from "./error-messages.ts";
import { errors as koreanErrors } from "../ko/errors/errors.ts";
import { derProblems as koreanDerProblems } from "../ko/sentences/der-problems.ts";
import { findings as koreanFindings } from "../ko/sentences/findings.ts";
import { notes as koreanNotes } from "../ko/sentences/notes.ts";
import type { Locale } from "../locale.ts";
import type { Note } from "../../pki/asn1/element.ts";

const errors: Readonly<Record<Locale, ErrorMessages>> = { en: englishErrors, ko: koreanErrors };
const findings: Readonly<Record<Locale, FindingMessages>> = { en: englishFindings, ko: koreanFindings };
const notes: Readonly<Record<Locale, NoteMessages>> = { en: englishNotes, ko: koreanNotes };

/** True of a code that has a sentence in this version. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors.en, code);
}

/** The sentence of an error. Code and facts belong together; an index into the messages cannot say so. */
export function sentenceOfError(
  { code, params }: { readonly code: ErrorCode; readonly params: unknown },
  locale: Locale,
): string {
  const sentence = (errors[locale][code] as (facts: unknown) => string)(params);
  if (code !== "input.several") return sentence;
  const { faults } = params as CommandErrorFacts["input.several"];
  return [sentence, ...faults.map((fault) => sentenceOfError(fault, locale))].join(" ");
}

/** The facts of an error; each of several refusals has its own sentence with it, for the field that it speaks of. */
export function factsWithSentences(
  { code, params }: { readonly code: ErrorCode; readonly params: object },
  locale: Locale,
): object {
  if (code !== "input.several") return params;
  const { faults } = params as CommandErrorFacts["input.several"];
  return { faults: faults.map((fault) => ({ ...fault, message: sentenceOfError(fault, locale) })) };
}

/** Of a part of a file that was refused: with its line, where its own sentence does not have it. */
export function sentenceOfRefusal(
  refusal: { readonly code: ErrorCode; readonly params: unknown; readonly line: number | null; readonly label: string },
  locale: Locale,
): string {
  const sentence = sentenceOfError(refusal, locale);
  if (refusal.line === null || refusal.code === "pem.malformed" || refusal.code === "part.unreadable") return sentence;
  return `${locale === "ko" ? `${refusal.line}행` : `Line ${refusal.line}`}: ${sentence}`;
}

export function sentenceOfFinding({ code, params }: Pick<Finding, "code" | "params">, locale: Locale): string {
  return (findings[locale][code] as (facts: unknown) => string)(params);
}

const derProblems: Readonly<Record<Locale, Readonly<Record<DerProblem, string>>>> = {
  en: englishDerProblems,
  ko: koreanDerProblems,
};

/** Why a node of the text of an element could not be read: the end of a sentence. */
export function wordsOfDerProblem(problem: DerProblem, locale: Locale): string {
  return derProblems[locale][problem];
}

/** A remark of `inspect`. */
export function sentenceOfNote({ code, params }: Note, locale: Locale): string {
  return (notes[locale][code] as (params: unknown) => string)(params);
}
