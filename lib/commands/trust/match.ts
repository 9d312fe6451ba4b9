import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import * as field from "../parts/fields.ts";
import { presentedIn } from "../parts/trust/sources.ts";
import { requireFile } from "../parts/stored.ts";
import type { StoredFile } from "../ports/files.ts";

/** `pki match`: do a key and a certificate (or request) belong together; without a key, which stored key fits. */
export const match = command({
  name: "match",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    key: field.storedName.optional().meta({ description: "Absent: which stored key fits?" }),
    certificate: field.storedName.meta({ description: "A certificate or a request.", examples: ["dbserver.crt"] }),
  }),
  positional: ["key", "certificate"],
  secrets: [],
  audit: ({ key, certificate }) => ({ key: key ?? null, certificate }),
  async run({ store }, input) {
    const certificate = await requireFile(
      store,
      input.certificate,
      [".crt", ".csr", ".cer", ".pem"],
      ["certificate", "csr", "bundle"],
    );
    const certificateSpkiSha256 = publicKeyOf(certificate);
    const fits = (await store.filesByPublicKey(certificateSpkiSha256))
      .filter((file) => file.kind === "key")
      .map((file) => file.fileName);
    if (input.key === undefined) {
      const [key] = fits;
      return {
        matches: key !== undefined,
        key: key ?? null,
        certificate: certificate.fileName,
        keySpkiSha256: key === undefined ? null : certificateSpkiSha256,
        certificateSpkiSha256,
        fits,
      };
    }
    const key = await requireFile(store, input.key, [".key", ".pem"], ["key", "locked-key"]);
    const keySpkiSha256 = publicKeyOf(key);
    return {
      matches: keySpkiSha256 === certificateSpkiSha256,
      key: key.fileName,
      certificate: certificate.fileName,
      keySpkiSha256,
      certificateSpkiSha256,
      fits,
    };
  },
});

/** @throws Failure `key.still-locked`: a locked key does not show its public half. */
function publicKeyOf(file: StoredFile): string {
  if (file.spkiSha256 !== null) return file.spkiSha256;
  // A full chain is known by its first certificate, the leaf, as every service reads it.
  const [leaf] = file.kind === "bundle" ? presentedIn(file.bytes, file.fileName).certificates : [];
  if (leaf !== undefined) return publicKeyId(leaf.spki);
  if (file.kind === "locked-key") throw new Failure("key.still-locked", { fileName: file.fileName });
  throw new Failure("file.wrong-kind", { fileName: file.fileName, kind: file.kind, wanted: "certificate|csr" });
}
