import { sha256Hex } from "../../../pki/x509/certificate.ts";
import { formatName } from "../../../pki/x509/name.ts";
import type { Pkcs12Proof } from "../../../pki/pkcs12/proof.ts";
import { pkcs12Receivers, receiverConcerns, type ReceiverConcern } from "../../../pki/pkcs12/receivers.ts";
import { readPublicKeyFacts } from "../../../pki/keys/public-key.ts";
import type { ChainEnds } from "../../../pki/path/chain.ts";
import { isSelfSigned } from "../../../pki/path/issuers.ts";
import type { ExportChoice } from "./formats.ts";
import type { FileContent } from "../../ports/files.ts";

/** Facts that a person can compare with the file that arrived. Nothing secret is in it. */
export interface ExportReceipt {
  readonly octets: number;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  /** True when the file was opened with its passphrase before it left, and its key was the right one. */
  readonly isProven: boolean;
  /** Of a PKCS#12 file, also of the one in a zip; null where there is none. */
  readonly pkcs12: Pkcs12Receipt | null;
  /** Where its chain leads, and where others do; null where no chain is in it. */
  readonly chain: ChainEnds | null;
}

export interface Pkcs12Receipt {
  /** Lines as `openssl pkcs12 -info -noout` prints them. */
  readonly structure: readonly string[];
  readonly friendlyName: string | null;
  /** In the order of the file, each issued by the next; the first is the key's. */
  readonly certificates: readonly {
    readonly subject: string;
    readonly notBefore: Date;
    readonly notAfter: Date;
    readonly isCurrent: boolean;
  }[];
  /** Whether the last certificate signed itself: the receiver needs no other. */
  readonly isComplete: boolean;
  readonly concerns: readonly ReceiverConcern[];
}

export function receiptOf(
  file: FileContent,
  { proof, ends }: { readonly proof: Pkcs12Proof | undefined; readonly ends: ExportReceipt["chain"] },
  choice: ExportChoice,
  now: Date,
): ExportReceipt {
  return {
    octets: file.bytes.length,
    sha256: sha256Hex(file.bytes),
    isProven: choice.passphrase !== undefined && choice.unencrypted !== true,
    pkcs12: proof === undefined ? null : pkcs12Receipt(proof, choice, now),
    chain: ends,
  };
}

function pkcs12Receipt(
  { structure, friendlyName, certificates }: Pkcs12Proof,
  { receiver, passphrase }: ExportChoice,
  now: Date,
): Pkcs12Receipt {
  const [own] = certificates;
  const last = certificates.at(-1);
  return {
    structure,
    friendlyName,
    certificates: certificates.map((certificate) => ({
      subject: formatName(certificate.subject),
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      isCurrent: certificate.notBefore <= now && now <= certificate.notAfter,
    })),
    isComplete: last !== undefined && isSelfSigned(last),
    concerns:
      receiver === undefined || own === undefined
        ? []
        : receiverConcerns(pkcs12Receivers[receiver], passphrase ?? null, readPublicKeyFacts(own.spki).label),
  };
}
