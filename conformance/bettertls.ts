import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { readCertificate } from "../lib/pki/x509/certificate.ts";
import { type Case, judge, poolOf } from "./case.ts";
import { Broken, pemBlocks } from "./files.ts";
import { brokenCase, dataCases, testcasesOf } from "./selection.ts";

const caseSchema = z.object({
  id: z.string(),
  trusted: z.array(z.string()),
  untrusted: z.array(z.string()),
  peer: z.string(),
  peer_name: z.object({ kind: z.enum(["DNS", "IP"]), value: z.string() }),
  validation_time: z.iso.datetime({ offset: true }),
  expected: z.enum(["SUCCESS", "FAILURE"]),
});

type Certificates = Readonly<Record<string, unknown>>;

/** Netflix BetterTLS: path building with dead ends, and every combination of name constraints. */
export function betterTlsCases(folder: string, part: "pathbuilding" | "nameconstraints"): Case[] {
  const name = [`bettertls-${part}.json`, `bettertls-${part}.json.gz`].find((each) => existsSync(join(folder, each)));
  if (name === undefined) return [];
  const file = testcasesOf(() => {
    const bytes = readFileSync(join(folder, name));
    return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  });
  if (typeof file === "string") return [brokenCase(name, file)];
  const { certs } = file.whole;
  if (typeof certs !== "object" || certs === null) return [brokenCase(name, "no certificates")];
  return dataCases(folder, name, file.testcases, caseSchema, (each) => ({
    id: each.id,
    expected: each.expected === "SUCCESS" ? "ACCEPT" : "REJECT",
    run: () => judge(() => inputOf(each, certs as Certificates)),
  }));
}

function inputOf(each: z.infer<typeof caseSchema>, certs: Certificates) {
  const dersOf = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const pem = certs[id];
      if (typeof pem !== "string") throw new Broken(`certificate ${id} is not there`);
      return pemBlocks(pem, id);
    });
  return {
    untrusted: poolOf(dersOf(each.untrusted)),
    anchors: poolOf(dersOf(each.trusted)),
    target: readCertificate(dersOf([each.peer])[0]!),
    at: new Date(each.validation_time),
    purpose: "server" as const,
    name: { kind: each.peer_name.kind === "DNS" ? ("dns" as const) : ("ip" as const), value: each.peer_name.value },
  };
}
