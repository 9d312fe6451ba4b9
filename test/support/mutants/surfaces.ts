import { buildBundles } from "../../../lib/pki/bundle/bundle.ts";
import { reviewBundle } from "../../../lib/pki/bundle/review.ts";
import { readBundleSource } from "../../../lib/pki/bundle/source.ts";
import { isFailure } from "../../../lib/pki/failure.ts";
import { readPkcs7Certificates } from "../../../lib/pki/files/pkcs7.ts";
import { recogniseFile } from "../../../lib/pki/files/recognise.ts";
import { unpackFiles } from "../../../lib/pki/files/unpack.ts";
import { inspect } from "../../../lib/pki/inspect/inspect.ts";
import { readOcspRequest } from "../../../lib/pki/ocsp/request.ts";
import { readOcspResponse } from "../../../lib/pki/ocsp/response.ts";
import { verifyPath } from "../../../lib/pki/path/verify.ts";
import { type Certificate, readCertificate } from "../../../lib/pki/x509/certificate.ts";
import { type Crl, readCrl } from "../../../lib/pki/x509/crl.ts";
import { readRequest, requestSignatureVerdict } from "../../../lib/pki/x509/csr.ts";
import { terminalTexts as english } from "../../../lib/i18n/en/terminal/terminal.ts";
import { terminalTexts as korean } from "../../../lib/i18n/ko/terminal/terminal.ts";
import { printInspection } from "../../../lib/shell/print/tree.ts";

/** Whatever reads a file that a person gives: inspect and its text, import review, bundle, verify. */

export interface Chain {
  readonly leaf: Certificate;
  readonly issuers: readonly Certificate[];
  readonly crl: Crl;
}

export interface Crash {
  readonly surface: string;
  readonly error: unknown;
}

/** What a surface threw that is no typed refusal; empty when each of them answered. */
export async function crashesOf(bytes: Uint8Array, chain: Chain, now: Date, passphrase: string): Promise<Crash[]> {
  const crashes: Crash[] = [];
  const attempt = async (surface: string, act: () => unknown): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!isFailure(error)) crashes.push({ surface, error });
    }
  };
  await attempt("inspect", async () => {
    const inspection = await inspect(bytes, { now, passphrase, serials: [Uint8Array.of(1)] });
    JSON.stringify(inspection);
    printInspection(inspection, "en", english);
    printInspection(inspection, "ko", korean);
  });
  await attempt("review", () =>
    unpackFiles([{ name: "a.pem", bytes }], { passphrases: [{ passphrase }], triesEmpty: true }),
  );
  await attempt("bundle", async () => {
    const { certificates } = await readBundleSource(bytes);
    for (const kind of ["full-chain", "ca-bundle"] as const)
      buildBundles({ certificates: [...certificates, ...chain.issuers], kind, inventory: [chain.leaf], at: now });
    reviewBundle({ certificates: [chain.leaf, ...certificates], at: now });
  });
  await attempt("verify", () => verifyMutant(bytes, chain, now));
  return crashes;
}

function verifyMutant(bytes: Uint8Array, { leaf, issuers, crl }: Chain, at: Date): void {
  for (const { kind, bytes: der } of recogniseFile(bytes).elements) {
    const question = { at, purpose: "server", name: "a.example", profile: "strict" } as const;
    if (kind === "csr") requestSignatureVerdict(readRequest(der));
    if (kind === "ocsp-request") readOcspRequest(der);
    if (kind === "ocsp-response")
      verifyPath({
        ...question,
        target: leaf,
        untrusted: issuers,
        anchors: issuers,
        ocspResponses: [readOcspResponse(der)],
      });
    if (kind === "crl")
      verifyPath({ ...question, target: leaf, untrusted: issuers, anchors: issuers, crls: [readCrl(der), crl] });
    const given = kind === "certificate" ? [der] : kind === "pkcs7" ? readPkcs7Certificates(der) : [];
    for (const each of given) {
      const certificate = readCertificate(each);
      verifyPath({
        ...question,
        profile: "web",
        target: certificate,
        untrusted: issuers,
        anchors: issuers,
        crls: [crl],
      });
      verifyPath({
        ...question,
        target: leaf,
        untrusted: [certificate],
        anchors: issuers.slice(-1),
        inventory: [certificate],
      });
      verifyPath({ ...question, target: leaf, untrusted: issuers.slice(0, 1), anchors: [certificate], crls: [crl] });
    }
  }
}
