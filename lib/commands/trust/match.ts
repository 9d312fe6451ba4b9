import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command, type Context } from "../command.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import type { InspectedElement } from "../../pki/inspect/types.ts";
import { isContent, readGivenFile, storedNameOf } from "../parts/given-file.ts";
import { presentedIn } from "../parts/trust/sources.ts";
import { requireFile } from "../parts/stored.ts";
import type { StoredFile } from "../ports/files.ts";

const longest = 28_000_000;
const certificateNames = [".crt", ".csr", ".cer", ".pem"] as const;

/** `pki match`: do a key and a certificate (or request) belong together; without a key, which stored key fits. */
export const match = command({
  name: "match",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    key: z
      .string()
      .min(1)
      .max(longest)
      .optional()
      .meta({
        description:
          "A stored key, or a private or public key as PEM or base64 of DER, which is not stored. Absent: which stored key fits?",
        examples: ["dbserver.key"],
      }),
    certificate: z
      .string()
      .min(1)
      .max(longest)
      .meta({
        description: "A stored certificate or request, `sha256:` and a fingerprint, PEM, or base64 of DER.",
        examples: ["dbserver.crt"],
      }),
  }),
  positional: ["key", "certificate"],
  secrets: [],
  audit: ({ key, certificate }) => ({ key: storedNameOf(key), certificate: storedNameOf(certificate) }),
  async run(context, input) {
    const certificate = await readCertificateSide(context, input.certificate);
    const fits = (await context.store.filesByPublicKey(certificate.id))
      .filter((file) => file.kind === "key")
      .map((file) => file.fileName);
    const found = {
      certificate: certificate.fileName,
      /** What the certificate is called by its own names; null of a stored one. */
      certificateName: certificate.name,
      certificateSpkiSha256: certificate.id,
      fits,
    };
    if (input.key === undefined) {
      const [key] = fits;
      return {
        matches: key !== undefined,
        key: key ?? null,
        isKeyGiven: false,
        keySpkiSha256: key === undefined ? null : certificate.id,
        ...found,
      };
    }
    const key = await readKeySide(context, input.key);
    return {
      matches: key.id === certificate.id,
      key: key.fileName,
      /** It was pasted or uploaded, and has no name. */
      isKeyGiven: key.fileName === null,
      keySpkiSha256: key.id,
      ...found,
    };
  },
});

interface Side {
  /** Null of what was pasted or uploaded. */
  readonly fileName: string | null;
  readonly name: string | null;
  /** SHA-256 of SubjectPublicKeyInfo, hex. */
  readonly id: string;
}

/** @throws Failure `file.wrong-kind`, and those of reading */
async function readCertificateSide(context: Context, given: string): Promise<Side> {
  if (isContent(given) || given.startsWith("sha256:")) {
    const { fileName, elements } = await readGivenFile(context, given, {
      extensions: certificateNames,
      kinds: ["certificate", "csr"],
    });
    for (const element of elements)
      if ((element.kind === "certificate" || element.kind === "csr") && element.card !== null)
        return { fileName, name: element.card.name, id: element.card.key.id };
    throw wrongKind(elements, "certificate|csr");
  }
  const file = await requireFile(context.store, given, certificateNames, ["certificate", "csr", "bundle"]);
  return { fileName: file.fileName, name: null, id: publicKeyOf(file) };
}

/** @throws Failure `key.given-locked` of a given key under a passphrase; `file.wrong-kind`, and those of reading */
async function readKeySide(context: Context, given: string): Promise<Side> {
  if (!isContent(given)) {
    const file = await requireFile(context.store, given, [".key", ".pem"], ["key", "locked-key"]);
    return { fileName: file.fileName, name: null, id: publicKeyOf(file) };
  }
  const { elements } = await readGivenFile(context, given, { extensions: [".key"], kinds: ["key"] });
  for (const element of elements) {
    const key = keyOf(element);
    if (key !== null) return { fileName: null, name: null, id: key.id };
  }
  if (elements.some(({ kind }) => kind === "locked-key")) throw new Failure("key.given-locked", {});
  throw wrongKind(elements, "key|public-key");
}

/** An OpenSSH key shows its public half while it is locked. */
function keyOf(element: InspectedElement): { readonly id: string } | null {
  switch (element.kind) {
    case "key":
    case "public-key":
    case "locked-key":
    case "ssh-public-key":
      return element.card?.key ?? null;
    default:
      return null;
  }
}

function wrongKind(elements: readonly InspectedElement[], wanted: string): Failure {
  return new Failure("file.wrong-kind", { fileName: "", kind: elements[0]?.kind ?? "unknown", wanted });
}

/** @throws Failure `key.still-locked`: a locked key does not show its public half. */
function publicKeyOf(file: StoredFile): string {
  if (file.spkiSha256 !== null) return file.spkiSha256;
  // A full chain is known by its first certificate, the leaf, as every service reads it.
  const [leaf] = file.kind === "bundle" ? presentedIn(file.bytes, file.fileName).certificates : [];
  if (leaf !== undefined) return publicKeyId(leaf.spki);
  if (file.kind === "locked-key") throw new Failure("key.still-locked", { fileName: file.fileName });
  throw new Failure("file.wrong-kind", { fileName: file.fileName, kind: file.kind, wanted: "certificate|csr" });
}
