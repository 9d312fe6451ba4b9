import { generateKeyPairSync } from "node:crypto";
import {
  encode,
  writeBitString,
  writeExplicit,
  writeInteger,
  writeOid,
  writeSequence,
  writeUtf8String,
} from "../../lib/pki/asn1/der-write.ts";
import { contextPrimitive, Tag } from "../../lib/pki/asn1/der.ts";
import { type Extension, writeExtensions } from "../../lib/pki/x509/extension.ts";
import { Oid } from "../../lib/pki/asn1/oid.ts";
import { signerOf, type Signer } from "../../lib/pki/keys/signer.ts";

/** Requests as other programs write them, and as none should: what `writeRequest` refuses is written here. */
export interface ForeignRequest {
  /** Attributes of the subject by their dotted types, each in an RDN of its own, as UTF8Strings. */
  readonly subject?: readonly (readonly [type: string, value: string])[];
  /** Each list of extensions in an attribute of its own. */
  readonly requests?: readonly { readonly isMicrosoft?: boolean; readonly extensions: readonly Extension[] }[];
  /** More attributes, each with one value, DER. */
  readonly attributes?: readonly (readonly [type: string, value: Uint8Array])[];
  readonly version?: number;
  readonly signer?: Signer;
}

export function writeForeignRequest(plan: ForeignRequest = {}): Uint8Array {
  const { subject = [[Oid.commonName, "Foreign Host"]], requests = [], attributes = [], version = 0 } = plan;
  const signer = plan.signer ?? signerOf(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
  const asked = requests.map(
    ({ isMicrosoft, extensions }) =>
      [isMicrosoft ? Oid.microsoftExtensionRequest : Oid.extensionRequest, writeExtensions(extensions)] as const,
  );
  const name = subject.map(([type, value]) => encode(Tag.set, writeSequence(writeOid(type), writeUtf8String(value))));
  const info = writeSequence(
    writeInteger(version),
    writeSequence(...name),
    signer.spki,
    writeExplicit(
      0,
      ...[...asked, ...attributes].map(([type, value]) => writeSequence(writeOid(type), encode(Tag.set, value))),
    ),
  );
  const { algorithm, value } = signer.sign(info);
  return writeSequence(info, algorithm, writeBitString(value));
}

/** A subjectAltName of dNSNames, in bytes as they are given: no name is checked. */
export function rawDnsNames(...names: readonly string[]): Extension {
  const list = names.map((name) => encode(contextPrimitive(2), Buffer.from(name, "utf8")));
  return { oid: Oid.subjectAltName, critical: false, value: writeSequence(...list) };
}
