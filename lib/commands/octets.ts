import { z } from "zod";

/**
 * Fields that take octets as they are. A surface whose language is text turns its spelling into octets before the gate:
 * lib/server/http/json-octets.ts reads the base64 of JSON, and describes it to OpenAPI by this registry.
 */
export const octetFields = z.registry<{ readonly limit: number }>();

/** At most `limit` octets. What is no octets is refused as "not base64": only JSON can bring a text here, one that is none. */
export function octets(limit: number) {
  // Both schemas: zod describes the one with the check by way of the one without.
  return z
    .custom<Uint8Array>()
    .register(octetFields, { limit })
    .superRefine((value, context) => {
      if (!(value instanceof Uint8Array))
        context.addIssue({ code: "custom", message: "", params: { code: "base64" }, continue: false });
      else if (value.length > limit)
        context.addIssue({ code: "custom", message: "", params: { code: "too-long", maximum: base64Length(limit) } });
    })
    .register(octetFields, { limit });
}

/** Characters that so many octets have in base64. */
export function base64Length(size: number): number {
  return Math.ceil(size / 3) * 4;
}
