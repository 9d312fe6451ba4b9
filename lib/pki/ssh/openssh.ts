import { createHash } from "node:crypto";
import { readElement, Tag } from "../asn1/der.ts";
import { readBitString, readIntegerOctets, readOid } from "../asn1/der-value.ts";
import { writeBitString, writeNull, writeOid, writeSequence, writeUnsigned } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";
import { SshReader, writeSshMagnitude, writeSshString } from "./openssh-wire.ts";
import { readPublicKeyFacts } from "../keys/public-key.ts";

/** OpenSSH public keys: the one-line form (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4) and the block of RFC 4716. */

/** SSH's word for a curve → its OID. */
export const sshCurves: Readonly<Record<string, string>> = {
  nistp256: Oid.prime256v1,
  nistp384: Oid.secp384r1,
  nistp521: Oid.secp521r1,
};

/**
 * `ssh-rsa AAAA… comment` of a public key, as `ssh-keygen -y` writes it, without a line feed. RSA, DSA, P-256, P-384,
 * P-521 and Ed25519 have such a form.
 * @throws Failure `ssh-key.unsupported`, `der.malformed`.
 */
export function sshPublicKey(spki: Uint8Array, comment: string): string {
  const blob = writeSshBlob(spki);
  const type = new SshReader(blob).text();
  const line = `${type} ${Buffer.from(blob).toString("base64")}`;
  const words = comment.replace(/[\r\n\0]+/g, " ").trim();
  return words === "" ? line : `${line} ${words}`;
}

function writeSshBlob(spki: Uint8Array): Uint8Array {
  const outer = readElement(spki, Tag.sequence).open();
  const algorithm = outer.next(Tag.sequence).open();
  const oid = readOid(algorithm.next());
  const key = readBitString(outer.next()).bytes;
  if (oid === Oid.rsaEncryption) {
    const numbers = readElement(key, Tag.sequence).open();
    const modulus = readIntegerOctets(numbers.next());
    const exponent = readIntegerOctets(numbers.next());
    return Buffer.concat([writeSshString("ssh-rsa"), writeSshMagnitude(exponent), writeSshMagnitude(modulus)]);
  }
  if (oid === Oid.ed25519) return Buffer.concat([writeSshString("ssh-ed25519"), writeSshString(key)]);
  if (oid === Oid.dsa && !algorithm.isAtEnd) {
    const parts = algorithm
      .next(Tag.sequence)
      .children()
      .map((child) => writeSshMagnitude(readIntegerOctets(child)));
    return Buffer.concat([writeSshString("ssh-dss"), ...parts, writeSshMagnitude(readIntegerOctets(readElement(key)))]);
  }
  if (oid === Oid.ecPublicKey && algorithm.peekTag === Tag.oid) {
    const curveOid = readOid(algorithm.next());
    const curve = Object.entries(sshCurves).find(([, dotted]) => dotted === curveOid)?.[0];
    // 04: uncompressed, the only form that SSH takes
    if (curve !== undefined && key[0] === 0x04) {
      return Buffer.concat([writeSshString(`ecdsa-sha2-${curve}`), writeSshString(curve), writeSshString(key)]);
    }
  }
  throw new Failure("ssh-key.unsupported", { algorithm: readPublicKeyFacts(spki).label });
}

export interface SshPublicKeyReading {
  readonly type: string;
  /** SubjectPublicKeyInfo; null for a kind that has none (keys of a security token have one all the same). */
  readonly spki: Uint8Array | null;
  readonly isCertificate: boolean;
  /** `SHA256:…` as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/** Reads the bytes of a public key or of an OpenSSH certificate. @throws Failure `ssh-key.malformed`. */
export function readSshPublicKey(blob: Uint8Array): SshPublicKeyReading {
  const reader = new SshReader(blob);
  const type = reader.text();
  if (!/^[a-zA-Z0-9@._-]{1,64}$/.test(type)) reader.fail();
  const isCertificate = type.includes("-cert-v01@openssh.com");
  const plainType = type.replace("-cert-v01@openssh.com", "");
  if (isCertificate) reader.string(); // nonce
  const spki = readKeyFields(plainType.replace(/^sk-(.*?)(?:@openssh\.com)?$/, "$1"), reader);
  if (!isCertificate && !type.startsWith("sk-") && spki !== null && !reader.isAtEnd) reader.fail();
  return {
    type,
    spki,
    isCertificate,
    fingerprint: sshFingerprint(isCertificate && spki !== null ? writeSshBlob(spki) : blob),
  };
}

function sshFingerprint(blob: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

function readKeyFields(type: string, reader: SshReader): Uint8Array | null {
  if (type === "ssh-rsa") {
    const exponent = reader.magnitude();
    return writeRsaSpki(reader.magnitude(), exponent);
  }
  if (type === "ssh-ed25519") {
    const key = reader.string();
    return key.length === 32 ? writeEd25519Spki(key) : reader.fail();
  }
  if (type === "ssh-dss") {
    const parts = [reader.magnitude(), reader.magnitude(), reader.magnitude()].map(writeUnsigned);
    return writeSequence(
      writeSequence(writeOid(Oid.dsa), writeSequence(...parts)),
      writeBitString(writeUnsigned(reader.magnitude())),
    );
  }
  const curve = /^ecdsa-sha2-(nistp(?:256|384|521))$/.exec(type)?.[1];
  if (curve === undefined) return null;
  if (reader.text() !== curve) reader.fail();
  return writeEcSpki(sshCurves[curve]!, reader.string());
}

function writeRsaSpki(modulus: Uint8Array, exponent: Uint8Array): Uint8Array {
  return writeSequence(
    writeSequence(writeOid(Oid.rsaEncryption), writeNull()),
    writeBitString(writeSequence(writeUnsigned(modulus), writeUnsigned(exponent))),
  );
}
function writeEcSpki(curveOid: string, point: Uint8Array): Uint8Array {
  return writeSequence(writeSequence(writeOid(Oid.ecPublicKey), writeOid(curveOid)), writeBitString(point));
}
function writeEd25519Spki(key: Uint8Array): Uint8Array {
  return writeSequence(writeSequence(writeOid(Oid.ed25519)), writeBitString(key));
}

export interface SshLine {
  readonly blob: Uint8Array;
  readonly comment: string;
  /** 1-based. */
  readonly line: number;
  readonly isCertificate: boolean;
}

const keyWord =
  /(?:^|[ \t])((?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256))(?:-cert-v01)?(?:@openssh\.com)?)[ \t]+([A-Za-z0-9+/]{16,}={0,2})(?:[ \t]+(.*))?$/;

/**
 * Every public key line of a text (`id_*.pub`, authorized_keys with options, an RFC 4716 block). Other lines are passed
 * over.
 */
export function readSshPublicKeyFile(text: string, limit = Infinity): SshLine[] {
  const begin = text.indexOf("---- BEGIN SSH2 PUBLIC KEY ----");
  const end = text.indexOf("---- END SSH2 PUBLIC KEY ----");
  if (begin >= 0 && end > begin && end - begin < 65_536)
    return readSsh2Block(text.slice(begin, end).replace(/^.*/, ""));
  const lines: SshLine[] = [];
  if (!/ssh-|ecdsa-sha2-/.test(text)) return lines;
  const nextLine = /([^\r\n]*)(?:\r\n|\r|\n|$)/y;
  for (let number = 1; nextLine.lastIndex < text.length && lines.length < limit; number++) {
    const line = nextLine.exec(text)![1]!;
    const match = line.startsWith("#") || line.length > 65_536 ? null : keyWord.exec(line);
    if (match === null) continue;
    const blob = Uint8Array.from(Buffer.from(match[2]!, "base64"));
    lines.push({
      blob,
      comment: (match[3] ?? "").trim(),
      line: number,
      isCertificate: match[1]!.includes("-cert-v01"),
    });
  }
  return lines;
}

function readSsh2Block(body: string): SshLine[] {
  const joined = body.replace(/\\\r?\n/g, "");
  const comment = /^Comment:[ \t]*"?(.*?)"?[ \t]*$/m.exec(joined)?.[1] ?? "";
  const base64 = joined
    .split(/\r?\n/)
    .filter((line) => !line.includes(":"))
    .join("");
  return [{ blob: Uint8Array.from(Buffer.from(base64, "base64")), comment, line: 1, isCertificate: false }];
}
