import { describe, expect, it } from "vitest";
import { carriesFiles, filesOfDrop } from "./dropped-files";

type Tree = { readonly [name: string]: Tree | string };

/** A directory entry of the browser's shape, which hands its children out in parts of `partSize`. */
function entryOf(name: string, content: Tree | string, partSize = 2): FileSystemEntry {
  if (typeof content === "string") {
    const file = (take: (file: File) => void): void => take(new File([content], name));
    return { name, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(content).map(([child, of]) => entryOf(child, of, partSize));
    return { readEntries: (take: (part: FileSystemEntry[]) => void) => take(left.splice(0, partSize)) };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

function transferOf(given: { readonly files?: Tree; readonly text?: string }): DataTransfer {
  const entries = Object.entries(given.files ?? {}).map(([name, content]) => entryOf(name, content));
  return {
    types: [...(given.files === undefined ? [] : ["Files"]), ...(given.text === undefined ? [] : ["text/plain"])],
    items: entries.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry })),
    // A browser lists a folder here as well, as a file without content.
    files: Object.entries(given.files ?? {}).map(([name, content]) => new File([JSON.stringify(content)], name)),
    getData: () => given.text ?? "",
  } as unknown as DataTransfer;
}

const namesOf = (files: readonly File[]): readonly string[] => files.map(({ name }) => name);

describe("filesOfDrop", () => {
  it("dropped files are given at once, so that nothing is lost when the event ends", () => {
    const files = filesOfDrop(transferOf({ files: { "a.pem": "A", "b.der": "B" } }), "pasted.pem");
    expect(files).not.toBeInstanceOf(Promise);
    expect(namesOf(files as readonly File[])).toEqual(["a.pem", "b.der"]);
  });
  it("the files of dropped folders are read to their end, sorted by name, folders in folders included", async () => {
    const files = { site: { "c.pem": "C", "a.pem": "A", keys: { "z.key": "Z" }, "b.pem": "B" }, "x.crt": "X" };
    const found = await filesOfDrop(transferOf({ files }), "pasted.pem");
    expect(namesOf(found)).toEqual(["a.pem", "b.pem", "c.pem", "z.key", "x.crt"]);
    expect(await found[3]?.text()).toBe("Z");
  });
  it("reading stops after 500 files of a folder", async () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`${index}.pem`, "A"]));
    expect(await filesOfDrop(transferOf({ files: { many } }), "pasted.pem")).toHaveLength(500);
  });
  it("a dropped text becomes one named file, and an empty one none", async () => {
    const [file] = await filesOfDrop(transferOf({ text: "-----BEGIN CERTIFICATE-----" }), "pasted.pem");
    expect([file?.name, await file?.text()]).toEqual(["pasted.pem", "-----BEGIN CERTIFICATE-----"]);
    expect(filesOfDrop(transferOf({ text: " \n" }), "pasted.pem")).toEqual([]);
  });
});

describe("carriesFiles", () => {
  it("a drag of files or text is taken, and no other", () => {
    expect(carriesFiles(transferOf({ files: {} }))).toBe(true);
    expect(carriesFiles(transferOf({ text: "x" }))).toBe(true);
    expect(carriesFiles({ types: ["application/x-own"] } as unknown as DataTransfer)).toBe(false);
  });
});
