import "server-only";
import type { Locale } from "../../i18n/locale.ts";
import { Failure, isFailure } from "../error-codes.ts";
import { respondJson } from "./answer.ts";
import { fileLimit, readBody } from "./body.ts";
import type { Answer } from "../gate/execute.ts";

/** A raw body as the input of `upload`. @throws Failure `file.too-large`, `file.empty` */
export async function readFileUpload(request: Request, name: string, isReplacing: boolean): Promise<unknown> {
  const bytes = await readBody(request, fileLimit).catch((error: unknown) => {
    if (!isFailure(error, "request.too-large")) throw error;
    throw new Failure(
      "file.too-large",
      { size: Number(request.headers.get("content-length") ?? fileLimit + 1), limit: fileLimit },
      error,
    );
  });
  if (bytes.length === 0) throw new Failure("file.empty", { fileName: name });
  return {
    files: [{ name, bytes }],
    whole: true,
    ...(isReplacing ? { replace: true } : {}),
  };
}

/** 201 when something new was stored, 200 when every byte was here already. */
export function respondUpload(answer: Answer, locale: Locale): Response {
  const response = respondJson(answer, locale);
  if (!answer.ok || isKnownAlready(answer.value)) return response;
  return new Response(response.body, { status: 201, headers: response.headers });
}

function isKnownAlready(value: unknown): boolean {
  const { stored } = value as { stored?: readonly { outcome: string }[] };
  return stored !== undefined && stored.length > 0 && stored.every(({ outcome }) => outcome === "identical");
}
