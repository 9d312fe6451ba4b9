import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import { instant, type Made, makeCrl } from "../../../test/support/authority.ts";
import { formCases } from "../../../test/support/path-cases/path-cases-form.ts";
import { pathCases } from "../../../test/support/path-cases/path-cases.ts";
import { webCases } from "../../../test/support/path-cases/path-cases-web.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { writePem } from "../asn1/pem.ts";
import { citations } from "./finding.ts";
import { verifyPath } from "./verify.ts";

/**
 * Every rule twice, once kept and once broken, in chains made here; OpenSSL (-x509_strict) and GnuTLS judge the same
 * chains in the same test. Where one of them does not know a rule, the case says so and why.
 */
const cases = [...pathCases, ...formCases, ...webCases];

/** Rules that any accepted chain keeps, so that they have no case of their own for it. */
const keptByEveryChain = ["basicConstraints", "keyUsage", "extension twice", "strength of the key"];

/** Codes that no chain of good and bad certificates leads to; another test has them. */
const elsewhere: Readonly<Record<string, string>> = {
  "path.budget-exhausted": "verify.test.ts: a hundred namesakes, names times constraints",
  ...Object.fromEntries(
    Object.keys(citations)
      .filter((code) => code.startsWith("path.ocsp-"))
      .map((code) => [code, "ocsp-response.test.ts: what OpenSSL and GnuTLS are not given with a chain"]),
  ),
};

test("each finding has a case that it rejects, and each rule one that is accepted", () => {
  const rejected = new Set<string>(cases.flatMap(({ code }) => (code === null ? [] : [code])));
  expect(Object.keys(citations).filter((code) => !rejected.has(code) && !Object.hasOwn(elsewhere, code))).toEqual([]);
  // `validity of the intermediate` is `validity` broken in another place.
  const accepted = cases.flatMap(({ code, rule }) => (code === null ? [rule.split(/[:,]/)[0]!] : []));
  accepted.push(...keptByEveryChain);
  const lonely = cases
    .filter(({ code, rule }) => code !== null && !accepted.some((kept) => rule.startsWith(kept)))
    .map(({ rule }) => rule);
  expect(lonely).toEqual([]);
  for (const { openssl, certtool } of cases)
    for (const stranger of [openssl, certtool]) if (stranger?.says !== undefined) expect(stranger.because).toBeTruthy();
});

describe("verifyPath keeps each rule", () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  const saysYes = (program: string, words: readonly string[]): boolean => {
    try {
      execFileSync(program, words, { stdio: ["ignore", "pipe", "pipe"] });
      return true;
    } catch {
      return false;
    }
  };
  const pem = (name: string, made: readonly Made[]): string =>
    folder.write(name, made.map(({ der }) => writePem("CERTIFICATE", der)).join(""));

  test.each(cases.map((each, index) => ({ ...each, index, title: `${each.rule}: ${each.code ?? "accepted"}` })))(
    "$title",
    (each) => {
      const anchors = each.anchors ?? each.chain.slice(-1);
      const untrustedOnes = each.untrusted ?? each.chain.slice(1, -1);
      const crls = (each.crls ?? []).map(makeCrl);
      const verification = verifyPath({
        target: each.chain[0]!.certificate,
        untrusted: untrustedOnes.map(({ certificate }) => certificate),
        anchors: anchors.map(({ certificate }) => certificate),
        at: instant,
        purpose: "any",
        profile: "strict",
        ...(each.crls === undefined ? {} : { crls: crls.map(({ crl }) => crl) }),
        ...each.options,
      });
      expect(verification.trusted).toBe(each.code === null);
      if (each.code !== null) expect(verification.findings[0]).toMatchObject({ code: each.code, severity: "reject" });

      const { index } = each;
      const target = pem(`${index}.leaf`, each.chain.slice(0, 1));
      const between = pem(`${index}.between`, untrustedOnes);
      const trusted = pem(`${index}.root`, anchors);
      const lists =
        crls.length === 0
          ? []
          : ["-CRLfile", folder.write(`${index}.crl`, crls.map(({ der }) => writePem("X509 CRL", der)).join(""))];
      const seconds = String(instant.getTime() / 1000);
      const untrusted = untrustedOnes.length > 0 ? ["-untrusted", between] : [];
      const accepted = (says: "accept" | "reject" | undefined) =>
        says === undefined ? each.code === null : says === "accept";
      const opensslWords = [
        "verify",
        "-x509_strict",
        "-attime",
        seconds,
        "-CAfile",
        trusted,
        ...untrusted,
        ...lists,
        ...(each.openssl?.words ?? []),
        target,
      ];
      expect([saysYes("openssl", opensslWords), "openssl"]).toEqual([accepted(each.openssl?.says), "openssl"]);

      if (each.certtool === null) return;
      const chain = pem(`${index}.chain`, [...each.chain.slice(0, 1), ...untrustedOnes]);
      const certtoolWords = [
        "--verify",
        "--load-ca-certificate",
        trusted,
        "--infile",
        chain,
        ...(each.certtool?.words ?? []),
      ];
      expect([saysYes("certtool", certtoolWords), "certtool"]).toEqual([accepted(each.certtool?.says), "certtool"]);
    },
  );
});
