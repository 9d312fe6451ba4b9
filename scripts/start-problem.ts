import { errors } from "../lib/i18n/en/errors/errors.ts";
import { visibleLine } from "../lib/pki/asn1/visible-text.ts";
import { BadSetting } from "../lib/env.ts";
import { isFailure } from "../lib/server/error-codes.ts";
import { storageFailure } from "../lib/server/database/storage-failure.ts";
import { withoutSecrets } from "../lib/server/log.ts";

/** Describes the error that stopped a script, as one sentence without a stack. */
export function sentenceOf(error: unknown): string {
  return visibleLine(wordsOf(error));
}

function wordsOf(error: unknown): string {
  if (error instanceof BadSetting) return error.message;
  const failure = isFailure(error) ? error : storageFailure(error, "DATA_DIR, MASTER_KEY_FILE");
  if (failure !== null) return (errors[failure.code] as (facts: unknown) => string)(failure.facts);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `The console could not start: ${withoutSecrets(text).replace(/\s+/g, " ").slice(0, 400)}`;
}
