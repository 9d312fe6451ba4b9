import { errors } from "../lib/i18n/en/errors/errors.ts";
import { BadSetting } from "../lib/env.ts";
import { isFailure } from "../lib/server/error-codes.ts";
import { withoutSecrets } from "../lib/server/log.ts";

/** Describes the error that stopped a script, as one sentence without a stack. */
export function sentenceOf(error: unknown): string {
  if (error instanceof BadSetting) return error.message;
  if (isFailure(error)) return (errors[error.code] as (facts: unknown) => string)(error.facts);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `The console could not start: ${withoutSecrets(text).replace(/\s+/g, " ").slice(0, 400)}`;
}
