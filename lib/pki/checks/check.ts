import type { Certificate } from "../certificate.ts";
import type { CertificationRequest } from "../csr.ts";
import type { PublicKeyFacts } from "../public-key.ts";
import type { Finding } from "./finding.ts";

/** A check sees one thing and tells what it finds; most find nothing. `now` is the only world that it knows. */
export type CertificateCheck = (certificate: Certificate, now: Date) => Finding[];
export type RequestCheck = (request: CertificationRequest) => Finding[];
export type KeyCheck = (facts: PublicKeyFacts, spki: Uint8Array) => Finding[];

export const none: Finding[] = [];
