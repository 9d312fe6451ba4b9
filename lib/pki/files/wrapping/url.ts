import { madeLineBreak } from "../../asn1/pem-boundary.ts";
import type { Unwrapped } from "./wrapping.ts";

/**
 * URL escapes (RFC 3986 §2.1): what proxies hand on as `X-Forwarded-Client-Cert`, `X-SSL-Client-Cert` and the like. A
 * plus sign is a space where the label of a block has one (application/x-www-form-urlencoded), and else itself.
 */
export function unwrapUrl(text: string): Unwrapped | null {
  if (!/%(?:0[ADad]|2[0BDFbdf]|3[Dd])/.test(text)) return null;
  const plain = /BEGIN\+/.test(text) ? text.replaceAll("+", " ") : text;
  const content = plain.replace(/%0[Dd]%0[Aa]|%([0-9A-Fa-f]{2})/g, (_, hex?: string) => {
    const code = hex === undefined ? 10 : parseInt(hex, 16);
    return code === 10 || code === 13 ? madeLineBreak : String.fromCharCode(code);
  });
  return { wrapping: "url", pieces: [{ content, line: 1 }] };
}
