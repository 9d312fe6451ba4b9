import { z } from "zod";
import { type Chain, chooseChain } from "../../pki/path/chain.ts";
import { sha256Hex } from "../../pki/x509/certificate.ts";
import type { Store } from "../ports/store.ts";
import { findFile } from "./stored.ts";

/** The root that a chain is to end in, where a certificate has several ways up. */
export const rootField = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .meta({
    description:
      "Root that the chain is to end in, where there are several ways up: its common name, its stored name, or `sha256:` and its fingerprint. Absent: the way whose members are valid now, then the one that was given, then the shortest.",
    examples: ["ISRG Root X1"],
  });

/** What `chooseChain` takes: a stored certificate stands for its fingerprint, anything else for itself. */
export async function rootWish(
  store: Pick<Store, "firstFile" | "file">,
  root: string | undefined,
): Promise<string | undefined> {
  if (root === undefined || /^(?:sha256:)?[0-9a-f]{64}$/i.test(root)) return root;
  const file = await findFile(store, root, [".crt", ".cer", ".pem"]);
  return file?.kind === "certificate" ? sha256Hex(file.bytes) : root;
}

/** The chain to the root that was asked for, else the best. @throws Failure `chain.no-such-root` */
export async function chainTo<C extends Chain>(
  store: Pick<Store, "firstFile" | "file">,
  chains: readonly C[],
  root: string | undefined,
): Promise<C> {
  return chooseChain(chains, await rootWish(store, root));
}
