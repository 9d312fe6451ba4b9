import { z } from "zod";
import { command } from "../command.ts";
import { givenBundle } from "../parts/bundle/given.ts";
import { keptBundle } from "../parts/bundle/stored.ts";
import { fileContent, readSource } from "../parts/content.ts";
import * as field from "../parts/fields.ts";

import { listSignatures } from "../parts/trust/list-signatures.ts";
import { requireFile } from "../parts/stored.ts";
import { Failure } from "../error-codes.ts";
import type { Inspection } from "../../pki/inspect/types.ts";
import { readSerialText } from "../../pki/x509/serial-text.ts";

/** `pki inspect`: what a file is, what it belongs to, what is wrong with it. */
export const inspect = command({
  name: "inspect",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z
    .strictObject({
      ...field.source,
      fileName: z.string().max(200).optional(),
      passphrase: field.passphrase.optional(),
      serial: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .optional()
        .meta({
          description:
            "Looked up in the revocation lists of the file: hexadecimal, with colons or without, or decimal.",
          examples: ["7A:01:02"],
        }),
    })
    .superRefine(field.exactlyOne(["file", "text", "bytes"])),
  positional: ["file"],
  attributes: { serial: "serial" },
  secrets: ["passphrase"],
  audit: ({ file, fileName }) => ({ file: file ?? fileName ?? null }),
  async run({ store, vault, reader, clock }, input) {
    const options = {
      now: clock.now(),
      ...(input.passphrase === undefined ? {} : { passphrase: input.passphrase }),
      ...(input.serial === undefined ? {} : { serials: readSerialText(input.serial) }),
    };
    if (input.file === undefined) {
      const bytes = readSource(input);
      const inspection = await reader.inspect(bytes, options);
      requireList(inspection, input.serial, input.fileName ?? "");
      return {
        fileName: input.fileName ?? null,
        kind: inspection.kind,
        pairedWith: [],
        inspection,
        given: await givenBundle({ store, clock }, bytes),
        kept: null,
        lists: hasList(inspection) ? await listSignatures(store, bytes) : [],
      };
    }
    const file = await requireFile(
      store,
      input.file,
      [".crt", ".csr", ".key", ".pem", ".cer", ".p12", ".pub", ".crl"],
      null,
    );
    const isSealed = file.kind === "key" || file.kind === "locked-key" || file.kind === "pkcs12";
    // DER is downloaded as PEM, so that is the file that a person asks about.
    const inspection = isSealed
      ? await vault.inspect(file.fileName, options)
      : await reader.inspect(fileContent(file).bytes, options);
    requireList(inspection, input.serial, file.fileName);
    const lists = !isSealed && hasList(inspection) ? await listSignatures(store, fileContent(file).bytes) : [];
    const sameKey = file.spkiSha256 === null ? [] : await store.filesByPublicKey(file.spkiSha256);
    const pairedWith = sameKey.map(({ fileName }) => fileName).filter((fileName) => fileName !== file.fileName);
    const kept = file.kind === "bundle" || file.kind === "pkcs7" ? await keptBundle({ store, clock }, file) : null;
    return { fileName: file.fileName, kind: inspection.kind, pairedWith, inspection, given: null, kept, lists };
  },
});

const hasList = ({ elements }: Inspection): boolean => elements.some(({ kind }) => kind === "crl");

/** A serial number is looked up in a list. @throws Failure `file.wrong-kind` where there is none. */
function requireList(inspection: Inspection, serial: string | undefined, fileName: string): void {
  if (serial === undefined || hasList(inspection)) return;
  const kind = inspection.elements[0]?.kind ?? "";
  throw new Failure("file.wrong-kind", { fileName, kind, wanted: "crl" });
}
