import { z } from "zod";
import { command } from "./command.ts";
import { exportContent } from "./parts/export-content.ts";
import * as field from "./parts/fields.ts";

/** Takes an identity away in the format that its service wants. A key leaves under a passphrase, or in clear on purpose. */
export const exportIdentity = command({
  name: "export",
  effect: "read",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({
    name: field.storedName.meta({ description: "Name of the identity or of one of its files.", examples: ["dbserver"] }),
    format: z.enum(["key-pem", "pkcs12", "certificate-pem", "certificate-der", "chain-pem", "zip"]),
    passphrase: field.passphrase.optional(),
    unencrypted: z.literal(true).optional().meta({ description: "The key in clear: Cisco Meeting Server wants it so." }),
  }),
  secrets: ["passphrase"],
  alsoNeeds: ({ format, passphrase, unencrypted }) => {
    if (format === "key-pem" || format === "pkcs12" || format === "zip") {
      if (unencrypted === true && format !== "pkcs12") return "key.export-clear";
      if (format !== "zip" || passphrase !== undefined) return "key.export";
    }
    return null;
  },
  audit: ({ name, format, passphrase, unencrypted }) => ({ name, format, underPassphrase: passphrase !== undefined, unencrypted: unencrypted === true }),
  async run(context, input) {
    return exportContent(context, input);
  },
});
