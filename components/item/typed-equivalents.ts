import type { Equivalents } from "@/lib/shell/equivalents/equivalents.ts";
import { inspectEquivalents, matchEquivalents } from "@/lib/shell/equivalents/files.ts";
import { verifyEquivalents } from "@/lib/shell/equivalents/verify.ts";

interface Typed {
  readonly file: string;
  readonly kind: string;
  readonly key: string | null;
  readonly certificate: string | null;
  readonly request: string | null;
  readonly issuers: TypedIssuers;
}

/** Nearest first; the file is null for a member of a bundle. */
export type TypedIssuers = readonly {
  readonly fileName: string | null;
  readonly subject: string;
  readonly issuer: string;
}[];

/** The lines to type for a name elsewhere: inspect it, match it, verify it. */
export function typedEquivalents({ file, kind, key, certificate, request, issuers }: Typed): Equivalents {
  const parts = [
    inspectEquivalents({ file, kind }),
    ...(key !== null && (certificate ?? request) !== null
      ? [matchEquivalents({ key, certificate: certificate ?? request ?? "" })]
      : []),
    ...verifying(certificate, issuers),
  ];
  return {
    cms: parts.flatMap((part) => (part.cms === null ? [] : [part.cms])).join("\n"),
    openssl: parts.flatMap((part) => part.openssl),
  };
}

/** With the root as what is trusted and the rest beside it; no line where one of them has no file, or there is no root. */
function verifying(certificate: string | null, issuers: TypedIssuers): Equivalents[] {
  const files = issuers.flatMap(({ fileName }) => fileName ?? []);
  const root = issuers.at(-1);
  if (certificate === null || root === undefined || root.subject !== root.issuer || files.length < issuers.length)
    return [];
  return [verifyEquivalents({ file: certificate, bundle: files.slice(0, -1), anchors: files.at(-1) })];
}
