import type { Equivalents } from "@/lib/shell/equivalents/equivalents.ts";
import { inspectEquivalents, matchEquivalents } from "@/lib/shell/equivalents/files.ts";
import { verifyEquivalents } from "@/lib/shell/equivalents/verify.ts";

interface Typed {
  readonly file: string;
  readonly kind: string;
  readonly key: string | null;
  readonly certificate: string | null;
  readonly request: string | null;
  readonly issuer: string | null;
}

/** The lines to type for a name elsewhere: inspect it, match it, verify it. */
export function typedEquivalents({ file, kind, key, certificate, request, issuer }: Typed): Equivalents {
  const parts = [
    inspectEquivalents({ file, kind }),
    ...(key !== null && (certificate ?? request) !== null
      ? [matchEquivalents({ key, certificate: certificate ?? request ?? "" })]
      : []),
    ...(certificate !== null && issuer !== null ? [verifyEquivalents({ file: certificate, bundle: issuer })] : []),
  ];
  return {
    cms: parts.flatMap((part) => (part.cms === null ? [] : [part.cms])).join("\n"),
    openssl: parts.flatMap((part) => part.openssl),
  };
}
