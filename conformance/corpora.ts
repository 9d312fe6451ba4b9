import { existsSync } from "node:fs";
import { join } from "node:path";
import { betterTlsCases } from "./bettertls.ts";
import { boringChainCases, boringCrlCases, boringSignatureCases } from "./boringssl.ts";
import { boringOcspCases } from "./boringssl-ocsp.ts";
import { botanCases } from "./botan.ts";
import type { Corpus } from "./case.ts";
import { limboCases } from "./limbo.ts";
import { opensslCases } from "./openssl.ts";
import { pkitsCases } from "./pkits.ts";

/** The corpora that stand in a folder with the layout of docs/divergences-path.md; absent ones are left out. */
export function readCorpora(root: string): Corpus[] {
  const corpora: Corpus[] = [];
  const add = (folder: string, name: string, read: (path: string) => Corpus["cases"]): void => {
    const path = join(root, folder);
    if (!existsSync(path)) return;
    const cases = read(path);
    if (cases.length > 0) corpora.push({ name, cases });
  };
  add("x509-limbo", "x509-limbo", limboCases);
  add("bettertls", "bettertls-pathbuilding", (path) => betterTlsCases(path, "pathbuilding"));
  add("bettertls", "bettertls-nameconstraints", (path) => betterTlsCases(path, "nameconstraints"));
  add("pkits", "pkits", pkitsCases);
  add("boringssl-pki", "boringssl-pki chains", boringChainCases);
  add("boringssl-pki", "boringssl-pki crls", boringCrlCases);
  add("boringssl-pki", "boringssl-pki ocsp", boringOcspCases);
  add("boringssl-pki", "boringssl-pki signatures", boringSignatureCases);
  add("openssl-test", "openssl-test verify", opensslCases);
  add("botan-x509", "botan-x509", botanCases);
  return corpora;
}
