import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { batchZip } from "../parts/batch/zip.ts";
import { exportContent } from "../parts/export/content.ts";
import { choiceOf, exportInput, exportPermission } from "../parts/export/formats.ts";
import type { ExportReceipt } from "../parts/export/receipt.ts";
import type { FileContent } from "../ports/files.ts";

/**
 * Takes an identity away in the format that its receiver opens. A key leaves under a passphrase, or in clear on
 * purpose.
 */
export const exportIdentity = command({
  name: "export",
  effect: "read",
  permission: "inventory.read",
  audited: "always",
  input: exportInput,
  secrets: ["passphrase", "keyPassphrase"],
  alsoNeeds: exportPermission,
  on: (input) => touchAuthorities("key.export-authority", exportPermission(input) === null ? [] : [input.name]),
  audit: ({ name, batch, format, passphrase, unencrypted, receiver, profile, service }) => ({
    ...(batch === undefined ? { name: name ?? null } : { batch }),
    format,
    underPassphrase: passphrase !== undefined,
    unencrypted: unencrypted === true,
    ...(receiver === undefined ? {} : { receiver }),
    ...(profile === undefined ? {} : { profile }),
    ...(service === undefined ? {} : { service }),
  }),
  async run(context, input): Promise<FileContent & { readonly receipt?: ExportReceipt }> {
    const { batch, ...choice } = input;
    if (batch !== undefined) return batchZip(context, batch);
    const vault = context.vault.withOpening({ passphrase: choice.keyPassphrase });
    const { file, receipt } = await exportContent({ ...context, vault }, choiceOf(choice));
    // With a receipt the answer is JSON, the same bytes in it as base64: an answer is a file or says something, not
    // both.
    return input.receipt === true ? { ...file, receipt } : file;
  },
});
