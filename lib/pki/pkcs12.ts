import { normaliseBer } from "./ber.ts";
import { contextConstructed, type Element, readElement, Tag } from "./der.ts";
import { readOid } from "./der-value.ts";
import { Failure, isFailure } from "./error.ts";
import { type Password, type PasswordEncryption, passwordOf } from "./pbes.ts";
import { bmpPassword, costLimits } from "./pbes-kdf.ts";
import type { Pkcs12Mac } from "./pkcs12-mac.ts";
import {
  bag, dataOid, encryptedDataOid, maximumNesting, octetsOf, readContentInfo, readEncryptedData, readPfx, readPkcs12Outline, readSafeBag,
  readShrouded, type SafeBag, translated,
} from "./pkcs12-parts.ts";
import { readPrivateKeyDer } from "./private-key.ts";
import { recogniseFile } from "./recognise.ts";

/** Reading PKCS#12 (RFC 7292): every file that OpenSSL, Java, NSS, Windows, macOS and GnuTLS write under a passphrase. */
export interface Pkcs12Content {
  readonly keys: readonly Pkcs12Key[];
  readonly certificates: readonly Pkcs12Certificate[];
  /** Every scheme met, in the order of the file, each once; "none" when all is in clear. */
  readonly encryption: string;
  readonly mac: string | null;
  /** Kinds of bags that were passed over: `CRL`, `secret`, `SDSI certificate`, an OID … */
  readonly skipped: readonly string[];
}
export interface Pkcs12Key {
  /** Normalised PKCS#8; as it came when its algorithm is one that we cannot use. */
  readonly pkcs8: Uint8Array;
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
}
export interface Pkcs12Certificate {
  readonly der: Uint8Array;
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
}

const x509CertificateOid = "1.2.840.113549.1.9.22.1";
const maximumBags = 2000;

/**
 * Opens a PKCS#12 file (DER, BER or PEM).
 * @throws Failure `pkcs12.wrong-passphrase` (the MAC says no), `pkcs12.damaged`, `pkcs12.unsupported`,
 *   `encryption.too-costly`, `file.unrecognised` when it is something else.
 */
export async function readPkcs12(bytes: Uint8Array, passphrase: string): Promise<Pkcs12Content> {
  const element = recogniseFile(bytes).elements.find(({ kind }) => kind === "pkcs12");
  if (element === undefined) throw new Failure("file.unrecognised", { size: bytes.length, recognised: "", offset: 0 });
  return readPkcs12Der(element.bytes, passphrase);
}

/** As `readPkcs12`, of an element already recognised. */
export async function readPkcs12Der(der: Uint8Array, passphrase: string): Promise<Pkcs12Content> {
  try {
    // broken structure is damage whatever the passphrase, and the MAC could not tell the two apart
    readPkcs12Outline(der);
    const { content, mac } = readPfx(der);
    const reader = new SafeReader(spellings(passphrase), mac?.cost ?? 0);
    if (mac !== null) await reader.requireMac(mac, content);
    for (const info of readElement(normaliseBer(content).bytes, Tag.sequence).children()) await reader.readContentInfo(info);
    return { ...reader.found(), mac: mac?.description ?? null };
  } catch (error) {
    throw translated(error);
  }
}

/**
 * The passphrase as different writers spelled it. The first is the standard's. Then: nothing at all for the empty one
 * (OpenSSL's NULL password); UTF-8 octets taken for Latin-1 (OpenSSL before 1.1.0); the PKCS#12 spelling under PBES2 (NSS).
 */
function spellings(passphrase: string): Password[] {
  const standard = passwordOf(passphrase);
  const all: Password[] = [standard];
  if (passphrase === "") all.push({ utf8: new Uint8Array(), bmp: new Uint8Array() });
  if (/[^\0-\x7f]/.test(passphrase)) all.push({ utf8: Buffer.from(passphrase, "latin1"), bmp: bmpPassword(Buffer.from(standard.utf8).toString("latin1")) });
  all.push({ utf8: standard.bmp, bmp: standard.bmp });
  return all;
}

const skippedNames: Readonly<Record<string, string>> = { [bag(4)]: "CRL", [bag(5)]: "secret" };

class SafeReader {
  readonly #keys: Pkcs12Key[] = [];
  readonly #certificates: Pkcs12Certificate[] = [];
  readonly #schemes = new Set<string>();
  readonly #skipped: string[] = [];
  #passwords: readonly Password[];
  #bags = 0;
  #cost: number;

  constructor(passwords: readonly Password[], cost: number) {
    this.#passwords = passwords;
    this.#cost = cost;
  }

  found(): Omit<Pkcs12Content, "mac"> {
    return {
      keys: this.#keys,
      certificates: this.#certificates,
      encryption: [...this.#schemes].join("; ") || "none",
      skipped: this.#skipped,
    };
  }

  async requireMac(mac: Pkcs12Mac, content: Uint8Array): Promise<void> {
    if (mac.unsupported !== null) throw new Failure("pkcs12.unsupported", { scheme: mac.unsupported });
    for (const [at, password] of this.#passwords.entries()) {
      if (!(await mac.accepts(content, password))) continue;
      // the spelling that made the MAC comes first from here on
      this.#passwords = [password, ...this.#passwords.filter((_, other) => other !== at)];
      return;
    }
    throw new Failure("pkcs12.wrong-passphrase", {});
  }

  async readContentInfo(info: Element): Promise<void> {
    const { oid, value } = readContentInfo(info);
    if (oid === dataOid) return this.#readSafeContents(octetsOf(value));
    if (oid !== encryptedDataOid) {
      throw new Failure("pkcs12.unsupported", { scheme: `content of type ${oid}` });
    }
    const { scheme, ciphertext } = readEncryptedData(value);
    const clear = await this.#decrypt(scheme, ciphertext, (octets) => octets[0] === Tag.sequence);
    return this.#readSafeContents(clear);
  }

  async #readSafeContents(octets: Uint8Array): Promise<void> {
    await this.#readBags(readElement(normaliseBer(octets).bytes, Tag.sequence), 0);
  }

  async #readBags(contents: Element, depth: number): Promise<void> {
    if (depth > maximumNesting) contents.fail("too-deep");
    for (const element of contents.children()) {
      if (++this.#bags > maximumBags) throw new Failure("pkcs12.unsupported", { scheme: `more than ${maximumBags} bags` });
      const read = readSafeBag(element);
      if (read.oid === bag(6)) await this.#readBags(read.value.expect(Tag.sequence), depth + 1);
      else await this.#readBag(read);
    }
  }

  async #readBag({ oid, value, friendlyName, localKeyId }: SafeBag): Promise<void> {
    if (oid === bag(1)) {
      this.#keys.push({ pkcs8: normalisedKey(value.bytes), friendlyName, localKeyId });
    } else if (oid === bag(2)) {
      const { scheme, ciphertext } = readShrouded(value);
      const clear = await this.#decrypt(scheme, ciphertext, (octets) => octets[0] === Tag.sequence);
      this.#keys.push({ pkcs8: normalisedKey(clear), friendlyName, localKeyId });
    } else if (oid === bag(3)) {
      const cursor = value.open(Tag.sequence);
      if (readOid(cursor.next()) !== x509CertificateOid) this.#skipped.push("SDSI certificate");
      else {
        const wrapper = cursor.next(contextConstructed(0)).open();
        this.#certificates.push({ der: Uint8Array.from(wrapper.next(Tag.octetString).content), friendlyName, localKeyId });
      }
    } else {
      this.#skipped.push(skippedNames[oid] ?? oid);
    }
  }

  /** Tries the spellings; the first whose clear text has the right first octet wins. */
  async #decrypt(scheme: PasswordEncryption, ciphertext: Uint8Array, isPlausible: (clear: Uint8Array) => boolean): Promise<Uint8Array> {
    this.#schemes.add(scheme.description);
    for (const password of this.#passwords) {
      this.#cost += scheme.cost;
      if (this.#cost > 2 * costLimits.iterations) {
        throw new Failure("encryption.too-costly", { parameter: "iterations", value: this.#cost, limit: 2 * costLimits.iterations });
      }
      const clear = await scheme.decrypt(ciphertext, password);
      if (clear !== null && isPlausible(clear)) return clear;
    }
    throw new Failure("pkcs12.wrong-passphrase", {});
  }
}

function normalisedKey(pkcs8: Uint8Array): Uint8Array {
  try {
    return readPrivateKeyDer(pkcs8).pkcs8;
  } catch (error) {
    if (isFailure(error, "key.unsupported") || isFailure(error, "key.not-found")) return Uint8Array.from(pkcs8);
    throw error;
  }
}
