import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCertificate } from "../lib/pki/certificate.ts";
import { verifyPath } from "../lib/pki/path/verify.ts";
import { type Case, crlsOf, derOf, outcomeOf, poolOf } from "./case.ts";
import { readIndex } from "./selection.ts";

interface PkitsEntry {
  readonly id: string;
  readonly certs: readonly string[];
  readonly crls: readonly string[];
  readonly expected: "ACCEPT" | "REJECT";
  readonly initial_policy_set: string | readonly string[];
  readonly initial_explicit_policy: boolean;
  readonly initial_policy_mapping_inhibit: boolean;
  readonly initial_inhibit_any_policy: boolean;
}

const at = new Date("2011-04-15T00:00:00Z");

/** NIST's arc of test policies; the index writes them by name. */
function policyOid(name: string): string {
  if (name === "anyPolicy") return "2.5.29.32.0";
  return `2.16.840.1.101.3.2.1.48.${/(\d+)$/.exec(name)?.[1] ?? "0"}`;
}

const policySet = (set: PkitsEntry["initial_policy_set"]): string[] =>
  (typeof set === "string" ? set.split(/[,\s]+/) : [...set]).filter((name) => name !== "").map(policyOid);

/** NIST PKITS: every certificate must be covered by a CRL. DSA with 1,024 bits is part of it, so strength is not judged. */
export function pkitsCases(folder: string): Case[] {
  const read = (file: string) => derOf(readFileSync(join(folder, file)));
  return readIndex<PkitsEntry>(folder).filter(({ expected }) => expected === "ACCEPT" || expected === "REJECT").map((entry) => ({
    id: entry.id,
    expected: entry.expected,
    run: () => {
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
    },
  }));
}
