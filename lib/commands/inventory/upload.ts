import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { trustField } from "../parts/trust/new-mark.ts";
import { storeUploads } from "../parts/import/uploads.ts";

/** Takes in files of any format that `inspect` reads; what belongs together finds itself by public key. */
export const upload = command({
  name: "upload",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    files: z
      .array(
        z
          .strictObject({ name: z.string().max(300), text: field.source.text, bytes: field.source.bytes })
          .superRefine(field.exactlyOne(["text", "bytes"])),
      )
      .min(1)
      .max(500),
    passphrase: field.passphrase.optional().meta({ description: "Opens a PKCS#12 or a locked key." }),
    replace: z
      .boolean()
      .optional()
      .meta({ description: "Other content under a name in use: keep the old one as a generation." }),
    trust: trustField,
    whole: z.boolean().optional().meta({
      description: "Store nothing of a file of which a part cannot be read; else its other parts are stored.",
    }),
  }),
  secrets: ["passphrase"],
  alsoNeeds: ({ trust }) => (trust === "trusted" ? "authority.trust" : null),
  // By the names that are given; what an archive holds is asked about once it was read (`requireMayReplace`).
  on: ({ files, replace }) =>
    touchAuthorities("inventory.write", replace === true ? files.map(({ name }) => name) : []),
  audit: ({ files, replace, trust }) => ({
    files: files.slice(0, 50).map(({ name }) => name.slice(0, 128)),
    count: files.length,
    replace: replace === true,
    ...(trust === undefined ? {} : { trust }),
  }),
  async run(context, input) {
    return storeUploads(context, input);
  },
});
