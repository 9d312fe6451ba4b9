import { Oid } from "../asn1/oid.ts";
import type { Published } from "../templates/places.ts";
import { type Certificate, valueOf } from "../x509/certificate.ts";
import { readCrlDistributionPoints } from "../x509/extension-access.ts";

/**
 * Where an authority publishes: its lists, its certificate and its OCSP responder, by plain HTTP (RFC 5280 §4.2.1.13,
 * §4.2.2.1, §8: a list that were fetched by HTTPS would need the check of another certificate first).
 */
export interface IssuerAddresses {
  /** Absolute URL without a slash at its end: `http://pki.example.com`. */
  readonly base: string;
  /** The name that the authority publishes under. */
  readonly name: string;
  /** How many parts its lists have for the certificates that are signed now; 0: the whole list serves them. */
  readonly parts: number;
  /** It signs delta lists. */
  readonly hasDeltas: boolean;
}

/** The path of a list: the whole one (0), a part of it, or the delta of the whole one. */
export function listPath(name: string, part: number | "delta", form: "crl" | "pem" = "crl"): string {
  const own = encodeURIComponent(name);
  return part === 0 ? `/crl/${own}.${form}` : `/crl/${own}/${part}.${form}`;
}

const certificatePath = (name: string): string => `/ca/${encodeURIComponent(name)}.crt`;
const ocspPath = (name: string): string => `/ocsp/${encodeURIComponent(name)}`;

/** The addresses that a certificate gets. */
export interface CertificateAddresses {
  readonly list: string;
  /** Of the lists the part that `list` names; 0: the whole one. */
  readonly part: number;
  /** Null where there is none for this certificate: parts have no deltas. */
  readonly delta: string | null;
  readonly certificate: string;
  readonly ocsp: string;
}

/** The addresses for a certificate of this serial number. What part it belongs to is fixed by them from then on. */
export function addressesFor(
  { base, name, parts, hasDeltas }: IssuerAddresses,
  serialNumber: Uint8Array,
): CertificateAddresses {
  const part = parts === 0 ? 0 : (lastBits(serialNumber) % parts) + 1;
  return {
    list: base + listPath(name, part),
    part,
    delta: hasDeltas && part === 0 ? base + listPath(name, "delta") : null,
    certificate: base + certificatePath(name),
    ocsp: base + ocspPath(name),
  };
}

/** What templates ask of the same; null: the console has no address. */
export function publishedFor(
  addresses: IssuerAddresses | null | undefined,
  serialNumber: Uint8Array,
): Published | null {
  if (addresses === null || addresses === undefined) return null;
  return { base: addresses.base, name: addresses.name, ...addressesFor(addresses, serialNumber) };
}

const lastBits = (bytes: Uint8Array): number => bytes.subarray(-4).reduce((value, byte) => value * 256 + byte, 0);

/** The addresses of lists (URIs) in a certificate, in their very letters; none where they cannot be read. */
export function listAddressesIn(certificate: Certificate): readonly string[] {
  const points = valueOf(certificate, Oid.cRLDistributionPoints, readCrlDistributionPoints) ?? [];
  return points.flatMap(({ names }) => names.flatMap((name) => (name.kind === "uri" ? [name.value] : [])));
}
