import { z } from "zod";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { verifyAgainst } from "../parts/trust/trust.ts";

const bag = z
  .union([z.string().max(28_000_000), z.array(z.string().max(28_000_000)).max(50)])
  .meta({ description: "A stored name, `sha256:` and a fingerprint, PEM, or base64 of DER; one or several." });

/** `pki verify`: is this certificate trusted, along the files that are given; and if not, at which link and why. */
export const verify = command({
  name: "verify",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z
    .strictObject({
      ...field.source,
      text: z
        .string()
        .max(28_000_000)
        .optional()
        .meta({ description: "PEM, or base64 of DER. The first certificate is judged, the others may help." }),
      bundle: bag.optional().meta({
        description:
          "Intermediates; its self-signed certificates are trusted when no anchors are given. Revocation lists may stand here too, and OCSP responses (PEM, or base64 of DER).",
      }),
      anchors: bag
        .optional()
        .meta({ description: "What is trusted. Absent: the self-signed ones of the bundle, else of the inventory." }),
      purpose: z.enum(["server", "client", "any"]).default("any"),
      name: z.string().trim().min(1).max(300).optional().meta({
        description:
          "Host, address, e-mail address or UPN that the certificate has to carry, also with a port or as a URL.",
      }),
      at: z
        .union([z.iso.datetime({ offset: true }), z.iso.date()])
        .optional()
        .meta({ description: "Instant to judge at; now when absent." }),
      profile: z.enum(["standard", "strict", "web"]).default("standard").meta({
        description:
          "`standard`: RFC 5280 §6; breaches of its certificate profile (§4) are notes. `strict`: they are refused, as `openssl verify -x509_strict` does. `web`: the rules of public TLS servers too (CA/Browser Forum).",
      }),
      revocation: z.enum(["given", "off", "if-present", "require"]).default("given").meta({
        description:
          "Revocation lists and OCSP responses: asked when one is given (against the inventory also the stored lists), never, also the stored lists as far as there are any, or one needed for every certificate.",
      }),
    })
    .superRefine(field.exactlyOne(["file", "text", "bytes"])),
  positional: ["file", "bundle", "anchors"],
  attributes: { purpose: "purpose", name: "name", at: "at", profile: "profile", revocation: "revocation" },
  secrets: [],
  audit: ({ file, purpose, name }) => ({ file: file ?? null, purpose, name: name ?? null }),
  async run(context, input) {
    return verifyAgainst(context, input);
  },
});
