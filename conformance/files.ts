import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isFailure } from "../lib/pki/failure.ts";
import { readElementAt, Tag } from "../lib/pki/asn1/der.ts";
import { readPem } from "../lib/pki/asn1/pem.ts";

/**
 * A part of a corpus that is missing: a file that is gone or cut off, an entry that says nothing. A case over it was
 * not run, whatever its verdict would have been by chance.
 */
export class Broken extends Error {}

/** A file of a corpus as text. @throws Broken */
export const textOf = (folder: string, file: string): string => bytesOf(folder, file).toString("latin1");

/** The first certificate or CRL of a file, DER or PEM. @throws Broken */
export function derOf(folder: string, file: string): Uint8Array {
  const bytes = bytesOf(folder, file);
  return bytes[0] === Tag.sequence ? whole(bytes, file) : blocksOf(bytes.toString("latin1"), file, () => true)[0]!;
}

/** Every block of a label; at least one. @throws Broken when the text has none, or a block that is cut off */
export const pemBlocks = (text: string, where: string, label = "CERTIFICATE"): Uint8Array[] =>
  blocksOf(text, where, (each) => each === label);

/** The same, where a text may have none. @throws Broken for a block that is cut off */
export function pemBlocksIfAny(text: string, where: string, label: string): Uint8Array[] {
  return text.includes(`-----BEGIN ${label}-----`) ? pemBlocks(text, where, label) : [];
}

/** Names of the files in a folder of a corpus, sorted. @throws Broken when there is none */
export function filesIn(folder: string, inside: string): string[] {
  const path = join(folder, inside);
  const names = existsSync(path) ? readdirSync(path).sort() : [];
  if (names.length === 0) throw new Broken(`${inside} is not there or empty`);
  return names.map((name) => `${inside}/${name}`);
}

function bytesOf(folder: string, file: string): Buffer {
  try {
    return readFileSync(join(folder, file));
  } catch {
    throw new Broken(`${file} cannot be read`);
  }
}

function blocksOf(text: string, where: string, isWanted: (label: string) => boolean): Uint8Array[] {
  const { blocks, problems } = readPem(text);
  const [problem] = problems;
  if (problem !== undefined) throw new Broken(`${where}: ${problem.problem} in line ${problem.line}`);
  const wanted = blocks.filter(({ label }) => isWanted(label));
  if (wanted.length === 0) throw new Broken(`${where}: no such PEM block`);
  // The text between BEGIN and END is whole, however odd it is: a case of the BSI breaks the outermost element itself.
  return wanted.map(({ bytes }) => bytes);
}

/** The outermost element must be there to its end; what is wrong further inside may be the subject of the case. */
function whole(bytes: Uint8Array, where: string): Uint8Array {
  try {
    if (readElementAt(bytes, 0).end <= bytes.length) return bytes;
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
  throw new Broken(`${where}: cut off`);
}
