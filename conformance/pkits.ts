import { z } from "zod";
import { readCertificate } from "../lib/pki/x509/certificate.ts";
import { verifyPath } from "../lib/pki/path/verify.ts";
import { type Case, crlsOf, type Outcome, outcomeOf, poolOf } from "./case.ts";
import { derOf } from "./files.ts";
import { indexedCases, verdictSchema } from "./selection.ts";

const entrySchema = z.object({
  id: z.string(),
  expected: verdictSchema,
  /** The anchor, the others, the target. */
  certs: z.array(z.string()).min(2),
  crls: z.array(z.string()).min(1),
  initial_policy_set: z.union([z.string(), z.array(z.string())]),
  initial_explicit_policy: z.boolean(),
  initial_policy_mapping_inhibit: z.boolean(),
  initial_inhibit_any_policy: z.boolean(),
});

type PkitsEntry = z.infer<typeof entrySchema>;

const at = new Date("2011-04-15T00:00:00Z");

/** NIST's arc of test policies; the index writes them by name. */
function policyOid(name: string): string {
  if (name === "anyPolicy") return "2.5.29.32.0";
  return `2.16.840.1.101.3.2.1.48.${/(\d+)$/.exec(name)?.[1] ?? "0"}`;
}

const policySet = (set: PkitsEntry["initial_policy_set"]): string[] =>
  (typeof set === "string" ? set.split(/[,\s]+/) : [...set]).filter((name) => name !== "").map(policyOid);

/**
 * NIST PKITS: every certificate must be covered by a CRL. DSA with 1,024 bits is part of it, so strength is not judged.
 */
export const pkitsCases = (folder: string): Case[] =>
  indexedCases(folder, {
    schema: entrySchema,
    isOfKind: (kind) => kind === "path-validation",
    caseOf: (entry) => ({ id: entry.id, expected: entry.expected, run: () => run(folder, entry) }),
  });

function run(folder: string, entry: PkitsEntry): Outcome {
  const read = (file: string) => derOf(folder, file);
  const ders = entry.certs.map(read);
  return outcomeOf(
    verifyPath({
      target: readCertificate(ders.at(-1)!),
      untrusted: poolOf(ders.slice(1, -1)),
      anchors: poolOf(ders.slice(0, 1)),
      crls: crlsOf(entry.crls.map(read)),
      at,
      purpose: "any",
      securityBits: 0,
      initialPolicies: policySet(entry.initial_policy_set),
      requireExplicitPolicy: entry.initial_explicit_policy,
      inhibitPolicyMapping: entry.initial_policy_mapping_inhibit,
      inhibitAnyPolicy: entry.initial_inhibit_any_policy,
    }),
  );
}
