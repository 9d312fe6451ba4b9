import { z } from "zod";
import { command } from "./command.ts";
import * as field from "./parts/fields.ts";
import { verifyAgainst } from "./parts/trust.ts";

const bag = z
  .union([z.string().max(28_000_000), z.array(z.string().max(28_000_000)).max(50)])
  .meta({ description: "A stored name, or PEM; one or several." });

/** `pki verify`: is this certificate trusted, along the files that are given; and if not, at which link and why. */
export const verify = command({
  name: "verify",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z
    .strictObject({
      file: field.source.file,
      text: field.source.text,
      bundle: bag.optional().meta({ description: "Intermediates; its self-signed certificates are trusted when no anchors are given." }),
      anchors: bag.optional().meta({ description: "What is trusted. Absent: the self-signed ones of the bundle, else of the inventory." }),
      purpose: z.enum(["server", "client", "any"]).default("any"),
      name: z.string().max(300).optional().meta({ description: "Host name or address that the certificate has to carry." }),
      at: z.iso.datetime().optional().meta({ description: "Instant to judge at; now when absent." }),
    })
    .superRefine(field.exactlyOne(["file", "text"])),
  positional: ["file", "bundle", "anchors"],
  secrets: [],
  audit: ({ file, purpose, name }) => ({ file: file ?? null, purpose, name: name ?? null }),
  async run(context, input) {
    return verifyAgainst(context, input);
  },
});
