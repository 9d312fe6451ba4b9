/**
 * Names of algorithms that files ask for and that we do not do, so that a refusal can say which: the name, and the
 * object identifier beside it. What we do is named where it is done.
 */
const names: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.5.1": "pbeWithMD2AndDES-CBC",
  "1.2.840.113549.1.5.4": "pbeWithMD2AndRC2-CBC",
  "1.2.840.113549.1.5.14": "PBMAC1",
  "1.2.840.113549.2.2": "MD2",
  "1.2.840.113549.2.4": "MD4",
  "1.2.840.113549.3.4": "RC4",
  "1.2.840.113549.3.8": "RC5-CBC",
  "1.2.840.113549.3.9": "RC5-CBC-Pad",
  "1.2.840.113549.3.10": "DES-CDMF",
  "1.2.840.113549.1.7.3": "envelopedData",
  "1.2.840.113549.1.7.2": "signedData",
  "1.2.840.113533.7.66.10": "CAST5-CBC",
  "1.2.840.113533.7.66.12": "pbeWithMD5AndCAST5-CBC",
  "1.3.6.1.4.1.188.7.1.1.2": "IDEA-CBC",
  "1.3.6.1.4.1.3029.1.2": "Blowfish-CBC",
  "1.3.6.1.4.1.3029.1.5.2": "Blowfish-CBC",
  "1.3.6.1.4.1.22554.1.1.2.1.2": "pbeWithSHA1And128BitAES-CBC-BC",
  "1.3.6.1.4.1.22554.1.2.1.2.1.2": "pbeWithSHA256And128BitAES-CBC-BC",
  "1.3.6.1.4.1.22554.1.2.1.2.1.22": "pbeWithSHA256And192BitAES-CBC-BC",
  "1.3.6.1.4.1.22554.1.2.1.2.1.42": "pbeWithSHA256And256BitAES-CBC-BC",
  "1.3.14.3.2.10": "DES-MAC",
  "1.3.36.3.2.1": "RIPEMD160",
  "1.0.10118.3.0.55": "Whirlpool",
  "1.2.410.200004.1.4": "SEED-CBC",
  "1.2.410.200004.1.15": "pbeWithSHA1AndSEED-CBC",
  "1.2.643.2.2.21": "GOST 28147-89",
  "1.2.643.2.2.9": "GOST R 34.11-94",
  "1.2.643.2.2.10": "HMAC-GOST R 34.11-94",
  "1.2.643.7.1.1.2.2": "Streebog-256",
  "1.2.643.7.1.1.2.3": "Streebog-512",
  "1.2.643.7.1.1.4.1": "HMAC-Streebog-256",
  "1.2.643.7.1.1.4.2": "HMAC-Streebog-512",
  "1.2.643.7.1.1.5.1.1": "Magma-CTR-ACPKM",
  "1.2.643.7.1.1.5.2.1": "Kuznyechik-CTR-ACPKM",
  "1.2.156.10197.1.401": "SM3",
  "1.2.156.10197.1.401.2": "HMAC-SM3",
  "1.3.6.1.4.1.42.2.17.1.1": "JKS KeyProtector",
  "1.3.6.1.4.1.42.2.19.1": "PBEWithMD5AndTripleDES (JCEKS)",
};

/** `SEED-CBC (1.2.410.200004.1.4)`, or the identifier alone when it has no name here. */
export function namedScheme(oid: string): string {
  const name = names[oid];
  return name === undefined ? oid : `${name} (${oid})`;
}
