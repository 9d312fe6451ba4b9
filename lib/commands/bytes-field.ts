import { z } from "zod";

/**
 * The schemas made by `bytesField`, with the most bytes that each takes. A surface whose language is text decodes
 * before the gate: lib/server/http/json-bytes.ts reads the base64 of JSON, and describes it to OpenAPI by this
 * registry.
 */
export const bytesFields = z.registry<{ readonly limit: number }>();

/**
 * Returns the schema of a field of at most `limit` bytes. A text is refused as "not base64": only JSON can bring one
 * here, and only one that could not be decoded.
 */
export function bytesField(limit: number) {
  // Both schemas: zod describes the one with the check by way of the one without.
  return z
    .custom<Uint8Array>()
    .register(bytesFields, { limit })
    .superRefine((value, context) => {
      if (!(value instanceof Uint8Array))
        context.addIssue({ code: "custom", message: "", params: { code: "base64" }, continue: false });
      else if (value.length > limit)
        context.addIssue({ code: "custom", message: "", params: { code: "too-long", maximum: base64Length(limit) } });
    })
    .register(bytesFields, { limit });
}

/** Returns how many characters `size` bytes have in base64. */
export function base64Length(size: number): number {
  return Math.ceil(size / 3) * 4;
}
