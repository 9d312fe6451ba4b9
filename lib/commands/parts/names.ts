import { Failure } from "../error-codes.ts";
import type { Store } from "../ports/store.ts";
import { servicesUsing } from "./services-using.ts";

const longestName = 64;
const longestFileName = 128;

/**
 * The name of a new identity, as the appliance takes it (letters, digits, hyphen, underscore).
 * @throws Failure `name.malformed` with the first character that does not belong.
 */
export function requireBasename(name: string): string {
  if (name === "")
    throw new Failure("name.malformed", { name, problem: "empty", character: "", position: 0, limit: longestName });
  const position = name.search(/[^A-Za-z0-9_-]/);
  if (position >= 0) {
    const character = String.fromCodePoint(name.codePointAt(position)!);
    throw new Failure("name.malformed", {
      name,
      problem: "character",
      character,
      position: position + 1,
      limit: longestName,
    });
  }
  if (name.length > longestName) {
    throw new Failure("name.malformed", {
      name,
      problem: "too-long",
      character: "",
      position: longestName,
      limit: longestName,
    });
  }
  return name;
}

/**
 * Reads the name of an uploaded file: any letters (people's files have Korean names), no path, no control character.
 * Characters that another system refuses in a name (`"`, `*`, `:` …) become `_`, so that the file keeps its name
 * everywhere.
 * @throws Failure `file-name.malformed`
 */
export function requireFileName(fileName: string): string {
  if (fileName === "") throw new Failure("file-name.malformed", { fileName, problem: "empty", position: 0 });
  if (fileName.startsWith(".")) throw new Failure("file-name.malformed", { fileName, problem: "dots", position: 1 });
  const position = fileName.search(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}/\\]/u);
  if (position >= 0)
    throw new Failure("file-name.malformed", { fileName, problem: "character", position: position + 1 });
  if (fileName.length > longestFileName)
    throw new Failure("file-name.malformed", {
      fileName: `${fileName.slice(0, 40)}…`,
      problem: "too-long",
      position: longestFileName,
    });
  return fileName
    .replace(/[:*?"<>|]/g, "_")
    .normalize("NFC")
    .trim();
}

/**
 * Nothing is ever overwritten by a new key: the appliance does, and breaks the service that uses the old one.
 * The unique index of the store is what holds against a race; this names what is there.
 * @throws Failure `name.in-use`
 */
export async function requireFreeName(store: Store, name: string, extensions: readonly string[]): Promise<void> {
  const files = await store.filesOf(name);
  const fileNames = files.map((file) => file.fileName);
  const isTaken =
    fileNames.length > 0 || (await store.firstFile(extensions.map((extension) => name + extension))) !== null;
  if (!isTaken) return;
  throw new Failure("name.in-use", { name, fileNames, services: await servicesUsing(store, name) });
}
