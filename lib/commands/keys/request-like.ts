import { z } from "zod";
import { carriedExtensions, writableNamesOf } from "../../pki/issue/renewed-extensions.ts";
import { algorithmLike } from "../../pki/keys/key-algorithm.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { typedName } from "../../pki/issue/requested-names.ts";
import { readCertificate, subjectAltNames } from "../../pki/x509/certificate.ts";
import { readRequest } from "../../pki/x509/csr.ts";
import { formatGeneralName } from "../../pki/x509/general-name.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { readSource } from "../parts/content.ts";
import * as field from "../parts/fields.ts";
import type { Reader } from "../ports/reader.ts";
import { readableFields } from "../parts/signing/mends.ts";
import { requireFile } from "../parts/stored.ts";

/** What a request like this certificate or request would ask for: the fields of the form, filled in. */
export const requestLike = command({
  name: "request-like",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject(field.source).superRefine(field.exactlyOne(["file", "text", "bytes"])),
  secrets: [],
  audit: ({ file }) => ({ file: file ?? null }),
  async run({ store, reader }, { file, ...given }) {
    const kinds = ["certificate", "csr"] as const;
    const stored = file === undefined ? null : await requireFile(store, file, [".crt", ".cer", ".pem", ".csr"], kinds);
    const found =
      stored === null
        ? await firstOf(reader, readSource(given))
        : { kind: stored.kind as "certificate" | "csr", der: stored.bytes };
    const like = found.kind === "certificate" ? readCertificate(found.der) : readRequest(found.der);
    const writable = writableNamesOf(like);
    const written = new Set(writable.map(formatGeneralName));
    return {
      fileName: stored?.fileName ?? null,
      basename: stored?.basename ?? null,
      subject: formatName(like.subject),
      commonName: commonNameOf(like.subject),
      subjectFields: readableFields(like.subject),
      subjectAltNames: writable.map(typedName),
      key: algorithmLike(readPublicKeyFacts(like.spki)),
      keyLabel: readPublicKeyFacts(like.spki).label,
      /** Names of kinds that a request of ours does not hold, and extensions that it does not ask for. */
      leftOut: [
        ...subjectAltNames(like)
          .map(formatGeneralName)
          .filter((name) => !written.has(name)),
        ...(found.kind === "certificate" ? carriedExtensions(readCertificate(found.der), true).leftOut : []),
      ],
    };
  },
});

/** The first certificate, else the first request, of what was pasted or uploaded. */
async function firstOf(reader: Reader, bytes: Uint8Array): Promise<{ kind: "certificate" | "csr"; der: Uint8Array }> {
  const opened = await reader.unpack([{ name: "", bytes }], { passphrases: [], triesEmpty: false });
  const elements = opened.flatMap((file) => file.elements.map(({ element }) => element));
  for (const kind of ["certificate", "csr"] as const) {
    const found = elements.find((element) => element.kind === kind);
    if (found !== undefined) return { kind, der: found.bytes };
  }
  throw new Failure("file.wrong-kind", { fileName: "", kind: elements[0]?.kind ?? "", wanted: "certificate|csr" });
}
