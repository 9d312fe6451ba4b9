import { readCertificate, sha256Hex, type Certificate } from "../../pki/x509/certificate.ts";
import type { PathInput } from "../../pki/path/options.ts";
import { verifyPath, type Verification } from "../../pki/path/verify.ts";

/** The verdict of our own validator on what one end sends, by what the other one trusts. */
export function verdictOn(
  chain: readonly Certificate[],
  trust: readonly Uint8Array[],
  rest: Pick<PathInput, "at" | "purpose" | "crls">,
): Verification {
  const [target, ...untrusted] = chain;
  if (target === undefined) return { trusted: false, paths: [], findings: [], fixes: [] };
  const { crls = [], ...question } = rest;
  return verifyPath({
    target,
    untrusted,
    anchors: trust.map((der) => readCertificate(der)),
    ...question,
    ...(crls.length === 0 ? {} : { crls }),
  });
}

/** The certificates of the path that a verification took, out of those at hand; none when it took none. */
export function builtChain(verification: Verification, among: readonly Certificate[]): Certificate[] {
  const [path] = verification.paths;
  return (path?.certificates ?? []).flatMap(({ sha256 }) => among.find(({ der }) => sha256Hex(der) === sha256) ?? []);
}
