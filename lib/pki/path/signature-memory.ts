import { equalOctets } from "../asn1/octets.ts";
import type { SignatureVerdict } from "../keys/signature.ts";
import type { Certificate } from "../x509/certificate.ts";

interface Known {
  readonly spki: Uint8Array;
  readonly verdict: SignatureVerdict;
}

/** Signatures over certificates that were checked, by the key that was tried; shared by those who ask about one chain. */
export class SignatureMemory {
  readonly #verdicts = new Map<Certificate, Known[]>();

  /** The verdict of an earlier check; undefined when there was none. */
  find(subject: Certificate, spki: Uint8Array): SignatureVerdict | undefined {
    return this.#verdicts.get(subject)?.find((known) => known.spki === spki || equalOctets(known.spki, spki))?.verdict;
  }

  add(subject: Certificate, spki: Uint8Array, verdict: SignatureVerdict): void {
    const known = this.#verdicts.get(subject);
    if (known === undefined) this.#verdicts.set(subject, [{ spki, verdict }]);
    else known.push({ spki, verdict });
  }
}
