import { z } from "zod";
import { requireIssuer } from "../../pki/issue/issuer.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import type { KeyLock } from "../ports/vault.ts";
import { command } from "../command.ts";
import { type CommandErrorCode, Failure, isFailure } from "../error-codes.ts";
import type { StoredFile } from "../ports/files.ts";
import type { Store } from "../ports/store.ts";
import type { FoundFile, WantedKind } from "../ports/suggestions.ts";

/** The files that a field may be filled with, the nearest first, and why others with such a name are not offered. */
export const suggest = command({
  name: "suggest",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    text: z
      .string()
      .max(200)
      .default("")
      .meta({ description: "What was typed so far.", examples: ["dbs"] }),
    kinds: z
      .array(
        z.enum([
          "key",
          "locked-key",
          "csr",
          "certificate",
          "bundle",
          "pkcs7",
          "pkcs12",
          "crl",
          "public-key",
          "ssh-public-key",
          "authority",
          "signer",
        ]),
      )
      .max(12)
      .default([])
      .meta({
        description: "Kinds that fit; `signer`: authorities that can sign. Empty: every kind.",
        examples: [["signer"]],
      }),
    limit: z.int().min(1).max(50).default(20),
  }),
  secrets: [],
  audit: ({ kinds }) => ({ kinds }),
  async run({ store, vault, clock }, query) {
    const { fitting, others, hasMore } = await store.suggestions(query);
    const asksForKeys = query.kinds.some((kind) => ["key", "locked-key", "signer"].includes(kind));
    const locks = asksForKeys ? await vault.locks(fitting.map(({ basename }) => basename)) : new Map<string, KeyLock>();
    const offer = (file: FoundFile) => {
      const keyLock = locks.get(file.basename) ?? null;
      return { ...file, isLocked: keyLock !== null && keyLock.state !== "open", keyLock };
    };
    if (!query.kinds.includes("signer"))
      return {
        offered: fitting.map(offer),
        notOffered: others.map((file) => ({ ...file, why: wrongKind(file, query.kinds) })),
        hasMore,
      };
    const certificates = await certificatesOf(store, [...fitting, ...others]);
    const judged = [...fitting, ...others].map((file) => ({
      file,
      why: refusalToSign(file, certificates.get(file.fileName), clock.now()),
    }));
    return {
      offered: judged.filter(({ why }) => why === null).map(({ file }) => offer(file)),
      notOffered: judged.flatMap(({ file, why }) => (why === null ? [] : [{ ...file, why }])),
      hasMore,
    };
  },
});

/** A refusal by its code, with the facts of its sentence: the one that the command would give. */
interface Refusal {
  readonly code: CommandErrorCode;
  readonly params: object;
}

function wrongKind({ fileName, kind }: FoundFile, kinds: readonly WantedKind[]): Refusal {
  const wanted = kinds.map((each) => (each === "authority" || each === "signer" ? "certificate" : each));
  return { code: "file.wrong-kind", params: { fileName, kind, wanted: [...new Set(wanted)].join("|") } };
}

async function certificatesOf(store: Store, files: readonly FoundFile[]): Promise<ReadonlyMap<string, StoredFile>> {
  const names = files.filter(({ kind }) => kind === "certificate").map(({ fileName }) => fileName);
  return new Map((await store.filesNamed(names)).map((file) => [file.fileName, file]));
}

/** Why this name cannot sign, as `sign` would refuse it; null when it can. */
function refusalToSign(file: FoundFile, stored: StoredFile | undefined, now: Date): Refusal | null {
  try {
    if (stored === undefined) return wrongKind(file, ["certificate"]);
    requireIssuer(readCertificate(stored.bytes), now);
    if (file.hasKey || file.kinds.includes("locked-key")) return null;
    throw new Failure("key.absent", { fileName: `${file.basename}.key` });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { code: error.code, params: error.facts };
  }
}
