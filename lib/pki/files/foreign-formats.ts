import type { UnsupportedFormat } from "../asn1/element.ts";

/** Formats that are known by their first bytes or words and are not read here. */

/** The format of bytes, or null for everything else. */
export function foreignBinaryFormat(bytes: Uint8Array): UnsupportedFormat | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString("hex");
  const magic = magics.find(([bytes]) => start.startsWith(bytes));
  if (magic !== undefined) return magic[1];
  if (start.startsWith("4b425866", 16)) return "openpgp"; // the key box of GnuPG
  return isOpenPgpKey(bytes) ? "openpgp" : null;
}

/** A public or secret key packet (RFC 9580 §4.2, §5.5) of version 3 to 6, with a length of one or two bytes. */
function isOpenPgpKey([tag = 0, first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isVersion = (byte: number): boolean => byte >= 3 && byte <= 6;
  if (tag === 0x99 || tag === 0x95) return isVersion(third);
  if (tag === 0x98 || tag === 0x94) return isVersion(second);
  if (tag !== 0xc6 && tag !== 0xc5) return false;
  return first < 192 ? isVersion(second) : first < 224 && isVersion(third);
}

const magics: readonly (readonly [start: string, format: UnsupportedFormat])[] = [
  ["377abcaf271c", "7z"],
  ["526172211a07", "rar"],
  ["fd377a585a00", "xz"],
  ["425a68", "bzip2"],
  ["28b52ffd", "zstd"],
  ["4d534346", "cab"],
  ["255044462d", "pdf"],
  ["d0cf11e0a1b1", "ole"],
  ["789f3e22", "tnef"],
  ["0000000043455254", "sst"],
  ["53514c69746520666f726d6174203300", "nss-db"],
  ["0006156100000002", "nss-db"], // Berkeley DB 1.85, hash
  ["6b796368", "keychain"],
  ["89504e470d0a1a0a", "image"],
  ["ffd8ff", "image"],
  ["47494638", "image"],
  ["424d", "image"],
  ["3f6ff9eb", "ssh-com-key"],
];

/** The format of a text that is known for certain by its first words; null for everything else. */
export function foreignTextFormat(text: string): UnsupportedFormat | null {
  const start = text.slice(0, 4000);
  return beginnings.find(([beginning]) => beginning.test(start))?.[1] ?? null;
}

const beginnings: readonly (readonly [beginning: RegExp, format: UnsupportedFormat])[] = [
  [/^\s*PuTTY-User-Key-File-/, "putty-key"],
  [/^\s*-----BEGIN PGP /, "openpgp"],
  [/^\s*SPKAC\s*=/m, "spkac"],
  [/^\s*\$ANSIBLE_VAULT;/, "ansible-vault"],
  [/^\s*age-encryption\.org\/v1/, "age"],
  [/^\s*(?:#[^\n]*\n\s*)*AGE-SECRET-KEY-1/, "age"],
  [/^\s*(?:Windows Registry Editor Version 5\.00|REGEDIT4)/, "registry"],
  [/^\s*Private-key-format: v1/, "dnssec-key"],
  [/^\s*---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----/, "ssh-com-key"],
  [/^SSH PRIVATE KEY FILE FORMAT 1\.1/, "ssh-com-key"],
  [/^\s*\[Interface\][^[]*PrivateKey\s*=/, "wireguard"],
  [/^\s*pkcs11:[A-Za-z0-9-]+=/, "pkcs11-uri"],
  [/^\s*(?:[a-z ]+:[is]:[^\n]*\n\s*)*full address:s:/, "remote-desktop"],
];

/**
 * The format of a text as far as its beginning suggests it, when nothing in it could be read; null for everything
 * else.
 */
export function likelyTextFormat(text: string): UnsupportedFormat | null {
  const start = text.slice(0, 10_000);
  if (/application\/(?:x-)?pkcs7-/.test(start)) return "smime";
  if (
    /^\s*(?:Certificate|Certificate Request|Certificate Revocation List \(CRL\)):\s+(?:Data:\s+)?Version: /.test(start)
  )
    return "openssl-text";
  if (/^\s*(?:<\?xml|<[A-Za-z!])/.test(start)) return "xml";
  return /^\s*\{/.test(start) ? "json" : null;
}

/** The format of what stands in a PEM block with this label; null for what is read, or not known. */
export function formatOfLabel(label: string): UnsupportedFormat | null {
  if (/^OpenVPN |^OPENVPN /.test(label)) return "openvpn-static";
  if (/^PGP /.test(label)) return "openpgp";
  return labels[label.toUpperCase()] ?? null;
}

const labels: Readonly<Record<string, UnsupportedFormat>> = {
  "TSS2 PRIVATE KEY": "tpm-key",
  "TSS PRIVATE KEY": "tpm-key",
  "ATTRIBUTE CERTIFICATE": "attribute-certificate",
  "SSH SIGNATURE": "ssh-signature",
  "AGE ENCRYPTED FILE": "age",
};
