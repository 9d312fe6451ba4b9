import type { OfflineAnswer } from "../lib/pki/offline/package.ts";
import { isSignedBy, schemeOf, signWith } from "./algorithm.ts";
import { base64Of, bitString, sequence } from "./der.ts";
import { digest, type OpenedPackage } from "./open-package.ts";
import { type KeyFile, withKey } from "./read-key.ts";
import { type Reading, requireReadsBack } from "./read-signed.ts";
import { Trouble } from "./trouble.ts";

export interface SignedAnswer {
  readonly fileName: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the certificate or list, hex. */
  readonly sha256: string;
  readonly algorithm: string;
  readonly at: Date;
}

/**
 * Signs what was shown, and checks the result with the authority's certificate before it is handed out.
 * @throws Trouble as `withKey`; `signature-wrong`
 */
export async function signPackage(
  opened: OpenedPackage,
  reading: Reading,
  key: KeyFile,
  passphrase: string,
): Promise<SignedAnswer> {
  const { toBeSigned, body } = opened;
  const { algorithm, authorityKey: spki } = reading;
  const scheme = schemeOf(algorithm, spki);
  const value = await withKey(key, passphrase, { scheme, spki }, async (own, authority) => {
    const made = await signWith(own, toBeSigned, scheme);
    if (!(await isSignedBy(authority, toBeSigned, made, scheme))) throw new Trouble("signature-wrong");
    return made;
  });
  const signed = sequence(toBeSigned, algorithm, bitString(value));
  requireReadsBack(body.kind, signed, toBeSigned);
  const answer: OfflineAnswer = {
    format: "chainsmith-offline-answer",
    version: 1,
    id: body.id,
    sha256: opened.sha256,
    signed: base64Of(signed),
  };
  return {
    fileName: `${opened.fileName.replace(/\.[^.]*$/, "")}.answer`,
    bytes: new TextEncoder().encode(`${JSON.stringify(answer, null, 1)}\n`),
    sha256: await digest(signed),
    algorithm: scheme.label,
    at: new Date(),
  };
}
