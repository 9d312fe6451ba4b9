import { webcrypto } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";

/**
 * pkijs as a judge: what it reads of ours, and what it writes for us to read. It shares no code with lib/pki. Only DER
 * passes in and out: @peculiar/x509 stands on another major of asn1js, and objects of the two do not mix.
 */

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const derOf = (schema: asn1js.BaseBlock): Uint8Array => new Uint8Array(schema.toBER());
const octetsOf = ({ valueBlock }: asn1js.OctetString): Uint8Array => Uint8Array.from(valueBlock.valueHexView);
/** It makes UTF-16 of the octets one by one: ASCII only. */
const passwordOf = (passphrase: string): ArrayBuffer => bufferOf(Buffer.from(passphrase, "ascii"));

const friendlyName = "1.2.840.113549.1.9.20";
const localKeyId = "1.2.840.113549.1.9.21";
const keyBag = "1.2.840.113549.1.12.10.1.2";
const certificateBag = "1.2.840.113549.1.12.10.1.3";

export interface PeerPkcs12 {
  /** PKCS#8, DER. */
  readonly keys: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
  /** Of every bag, in the order of the file; null where it has none. */
  readonly friendlyNames: readonly (string | null)[];
}

/** Reads a PKCS#12 file under PBES2 and checks its MAC. @throws its own errors: of a wrong passphrase, of PBES1. */
export async function readPkcs12ByPkijs(der: Uint8Array, passphrase: string): Promise<PeerPkcs12> {
  const password = passwordOf(passphrase);
  const pfx = pkijs.PFX.fromBER(bufferOf(der));
  await pfx.parseInternalValues({ password, checkIntegrity: true });
  const safe = pfx.parsedValue!.authenticatedSafe!;
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  const contents = (safe.parsedValue as { safeContents: { value: pkijs.SafeContents }[] }).safeContents;
  const bags = contents.flatMap(({ value }) => value.safeBags);
  const keys: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  for (const { bagValue } of bags) {
    if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
      await (
        bagValue as unknown as { parseInternalValues(parameters: { password: ArrayBuffer }): Promise<void> }
      ).parseInternalValues({ password });
      keys.push(derOf(bagValue.parsedValue!.toSchema()));
    } else if (bagValue instanceof pkijs.CertBag) certificates.push(octetsOf(bagValue.certValue as asn1js.OctetString));
  }
  const friendlyNames = bags.map(({ bagAttributes }) => {
    const attribute = bagAttributes?.find(({ type }) => type === friendlyName);
    return attribute === undefined ? null : (attribute.values[0] as asn1js.BmpString).valueBlock.value;
  });
  return { keys, certificates, friendlyNames };
}

export interface PeerPkcs12Input extends Pick<PeerPkcs12, "keys" | "certificates"> {
  /** Of each key, and of the certificate at its place. */
  readonly friendlyNames: readonly string[];
  readonly passphrase: string;
  readonly iterations: number;
  /** Of PBKDF2's HMAC and of the MAC. */
  readonly hash: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";
  /** Bits of AES-CBC. */
  readonly bits: 128 | 192 | 256;
}

/** Writes one: the keys shrouded, the certificates encrypted, both by PBES2. */
export async function writePkcs12ByPkijs(input: PeerPkcs12Input): Promise<Uint8Array> {
  const { passphrase, iterations, hash, bits } = input;
  const encryption = () => ({
    password: passwordOf(passphrase),
    contentEncryptionAlgorithm: { name: "AES-CBC", length: bits },
    hmacHashAlgorithm: hash,
    iterationCount: iterations,
  });
  const attributes = (at: number) => [
    new pkijs.Attribute({
      type: friendlyName,
      values: [new asn1js.BmpString({ value: input.friendlyNames[at] ?? "" })],
    }),
    new pkijs.Attribute({
      type: localKeyId,
      values: [new asn1js.OctetString({ valueHex: bufferOf(Uint8Array.of(at + 1)) })],
    }),
  ];
  const keyBags: pkijs.SafeBag[] = [];
  for (const [at, key] of input.keys.entries()) {
    const bagValue = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: pkijs.PrivateKeyInfo.fromBER(bufferOf(key)) });
    await bagValue.makeInternalValues(encryption() as never);
    keyBags.push(new pkijs.SafeBag({ bagId: keyBag, bagValue, bagAttributes: attributes(at) }));
  }
  const certificateBags = input.certificates.map(
    (der, at) =>
      new pkijs.SafeBag({
        bagId: certificateBag,
        bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(bufferOf(der)) }),
        ...(at < input.keys.length ? { bagAttributes: attributes(at) } : {}),
      }),
  );
  const authenticatedSafe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: new pkijs.SafeContents({ safeBags: keyBags }) },
        { privacyMode: 1, value: new pkijs.SafeContents({ safeBags: certificateBags }) },
      ],
    },
  });
  await authenticatedSafe.makeInternalValues({ safeContents: [{}, encryption()] });
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
  await pfx.makeInternalValues({
    password: passwordOf(passphrase),
    iterations,
    pbkdf2HashAlgorithm: { name: hash },
    hmacHashAlgorithm: hash,
  });
  return derOf(pfx.toSchema());
}

/** The certificates of a CMS SignedData, and how many signed it. */
export function readSignedDataByPkijs(der: Uint8Array): { certificates: Uint8Array[]; signers: number } {
  const info = pkijs.ContentInfo.fromBER(bufferOf(der));
  if (info.contentType !== pkijs.ContentInfo.SIGNED_DATA) throw new Error(`${info.contentType} is no SignedData`);
  const signed = new pkijs.SignedData({ schema: info.content });
  return {
    certificates: (signed.certificates ?? []).map((each) => derOf(each.toSchema())),
    signers: signed.signerInfos.length,
  };
}

export interface PeerKey {
  readonly privateKey: webcrypto.CryptoKey;
  readonly publicKey: webcrypto.CryptoKey;
}

/** A pair of WebCrypto: P-256, or RSA of 2048 bits with PKCS#1 v1.5. */
export async function peerKey(kind: "P-256" | "RSA-2048"): Promise<PeerKey> {
  const algorithm =
    kind === "P-256"
      ? { name: "ECDSA", namedCurve: "P-256" }
      : {
          name: "RSASSA-PKCS1-v1_5",
          modulusLength: 2048,
          publicExponent: Uint8Array.of(1, 0, 1),
          hash: "SHA-256",
        };
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<PeerKey>;
}

/** Imports PKCS#8 of P-256 or RSA for signatures of SHA-256. */
export function importPeerKey(pkcs8: Uint8Array, kind: "P-256" | "RSA-2048"): Promise<webcrypto.CryptoKey> {
  const algorithm =
    kind === "P-256" ? { name: "ECDSA", namedCurve: "P-256" } : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  return webcrypto.subtle.importKey("pkcs8", bufferOf(pkcs8), algorithm, true, ["sign"]);
}

/** SignedData over a content, signed by the first certificate, the others beside it. */
export async function writeSignedDataByPkijs(
  content: Uint8Array,
  certificates: readonly Uint8Array[],
  key: webcrypto.CryptoKey,
): Promise<Uint8Array> {
  const parsed = certificates.map((der) => pkijs.Certificate.fromBER(bufferOf(der)));
  const signed = new pkijs.SignedData({
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: pkijs.ContentInfo.DATA,
      eContent: new asn1js.OctetString({ valueHex: bufferOf(content) }),
    }),
    signerInfos: [
      new pkijs.SignerInfo({
        sid: new pkijs.IssuerAndSerialNumber({ issuer: parsed[0]!.issuer, serialNumber: parsed[0]!.serialNumber }),
      }),
    ],
    certificates: parsed,
  });
  await signed.sign(key as never, 0, "SHA-256");
  const info = new pkijs.ContentInfo({ contentType: pkijs.ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
  return derOf(info.toSchema());
}

const commonName = "2.5.4.3";
const extensionRequest = "1.2.840.113549.1.9.14";
const subjectAltName = "2.5.29.17";

/** A request for a common name and DNS names, signed with the key. */
export async function writeRequestByPkijs(
  name: string,
  dnsNames: readonly string[],
  key: PeerKey,
): Promise<Uint8Array> {
  const request = new pkijs.CertificationRequest();
  request.subject.typesAndValues.push(
    new pkijs.AttributeTypeAndValue({ type: commonName, value: new asn1js.Utf8String({ value: name }) }),
  );
  await request.subjectPublicKeyInfo.importKey(key.publicKey as never);
  const names = new pkijs.GeneralNames({ names: dnsNames.map((value) => new pkijs.GeneralName({ type: 2, value })) });
  const extensions = new pkijs.Extensions({
    extensions: [new pkijs.Extension({ extnID: subjectAltName, extnValue: names.toSchema().toBER() })],
  });
  request.attributes = [new pkijs.Attribute({ type: extensionRequest, values: [extensions.toSchema()] })];
  await request.sign(key.privateKey as never, "SHA-256");
  return derOf(request.toSchema(true));
}

/** What it makes of a request: whether the signature holds, the common name, the DNS names. */
export async function readRequestByPkijs(
  der: Uint8Array,
): Promise<{ isValid: boolean; commonName: string | undefined; dnsNames: string[] }> {
  const request = pkijs.CertificationRequest.fromBER(bufferOf(der));
  const wanted = request.attributes?.find(({ type }) => type === extensionRequest);
  const extensions = wanted === undefined ? [] : new pkijs.Extensions({ schema: wanted.values[0] }).extensions;
  const san = extensions.find(({ extnID }) => extnID === subjectAltName)?.parsedValue as pkijs.AltName | undefined;
  return {
    isValid: await request.verify().catch(() => false),
    commonName: request.subject.typesAndValues.find(({ type }) => type === commonName)?.value.valueBlock.value as
      string | undefined,
    dnsNames: (san?.altNames ?? []).filter(({ type }) => type === 2).map(({ value }) => value as string),
  };
}

export interface PeerRevoked {
  /** INTEGER content octets. */
  readonly serialNumber: Uint8Array;
  readonly revocationDate: Date;
  /** CRLReason, RFC 5280 §5.3.1. */
  readonly reason: number | null;
}

const crlReason = "2.5.29.21";

/** The entries of a CRL, in its order. */
export function readCrlByPkijs(der: Uint8Array): PeerRevoked[] {
  const crl = pkijs.CertificateRevocationList.fromBER(bufferOf(der));
  return (crl.revokedCertificates ?? []).map(({ userCertificate, revocationDate, crlEntryExtensions }) => {
    const reason = crlEntryExtensions?.extensions.find(({ extnID }) => extnID === crlReason)?.parsedValue as
      asn1js.Enumerated | undefined;
    return {
      serialNumber: Uint8Array.from(userCertificate.valueBlock.valueHexView),
      revocationDate: revocationDate.value,
      reason: reason === undefined ? null : reason.valueBlock.valueDec,
    };
  });
}

/** True when the signature of a CRL is by the key of this certificate. Both DER. */
export function isCrlSignedByPkijs(der: Uint8Array, issuer: Uint8Array): Promise<boolean> {
  const issuerCertificate = pkijs.Certificate.fromBER(bufferOf(issuer));
  return pkijs.CertificateRevocationList.fromBER(bufferOf(der)).verify({ issuerCertificate });
}

/** A CRL of the certificate's subject, version 2. */
export async function writeCrlByPkijs(
  issuer: Uint8Array,
  key: webcrypto.CryptoKey,
  entries: readonly PeerRevoked[],
  [thisUpdate, nextUpdate]: readonly [Date, Date],
): Promise<Uint8Array> {
  const crl = new pkijs.CertificateRevocationList({
    version: 1,
    issuer: pkijs.Certificate.fromBER(bufferOf(issuer)).subject,
    thisUpdate: new pkijs.Time({ type: 0, value: thisUpdate }),
    nextUpdate: new pkijs.Time({ type: 0, value: nextUpdate }),
    revokedCertificates: entries.map(
      ({ serialNumber, revocationDate, reason }) =>
        new pkijs.RevokedCertificate({
          userCertificate: new asn1js.Integer({ valueHex: bufferOf(serialNumber) }),
          revocationDate: new pkijs.Time({ type: 0, value: revocationDate }),
          ...(reason === null ? {} : { crlEntryExtensions: new pkijs.Extensions({ extensions: [reasonOf(reason)] }) }),
        }),
    ),
  });
  await crl.sign(key as never, "SHA-256");
  return derOf(crl.toSchema(true));
}

function reasonOf(reason: number): pkijs.Extension {
  return new pkijs.Extension({ extnID: crlReason, extnValue: new asn1js.Enumerated({ value: reason }).toBER() });
}

/** Reads an OCSP response: does its signature hold by a certificate inside, and which status has this certificate (0 good, 1 revoked)? */
export async function readOcspByPkijs(
  der: Uint8Array,
  issuer: Uint8Array,
  certificate: Uint8Array,
): Promise<{ isVerified: boolean; status: number }> {
  const response = pkijs.OCSPResponse.fromBER(bufferOf(der));
  const [issuedBy, asked] = [issuer, certificate].map((each) => pkijs.Certificate.fromBER(bufferOf(each)));
  const basic = pkijs.BasicOCSPResponse.fromBER(response.responseBytes!.response.valueBlock.valueHexView as never);
  const isVerified = await basic.verify({ trustedCerts: [issuedBy!] });
  const { status } = await response.getCertificateStatus(asked!, issuedBy!);
  return { isVerified, status };
}
