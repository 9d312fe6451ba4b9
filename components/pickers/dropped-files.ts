/** The most files that one drop of folders gives: a home folder that slipped off the mouse is not read to its end. */
const mostFiles = 500;

/** True for files from outside, and for selected text of another window: both become files. */
export function carriesFiles(transfer: DataTransfer): boolean {
  return transfer.types.includes("Files") || transfer.types.includes("text/plain");
}

/** How many files and folders are held over the page; null of a text, and where the browser says it on the drop only. */
export function heldFiles(transfer: DataTransfer): number | null {
  return [...transfer.items].filter(({ kind }) => kind === "file").length || null;
}

/**
 * The files of a drop, with those of dropped folders, 500 at most; a dropped text is one file called `textName`.
 * An array when all are at hand, a promise when folders must be read. The transfer is empty after its event, so
 * everything is taken out of it before the first wait.
 */
export function filesOfDrop(transfer: DataTransfer, textName: string): readonly File[] | Promise<readonly File[]> {
  const entries = [...transfer.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  const files = [...transfer.files];
  if (entries.some((entry) => entry?.isDirectory === true))
    return filesOfEntries(entries.filter((each) => each !== null));
  if (files.length > 0) return files;
  const text = transfer.getData("text/plain");
  return text.trim() === "" ? [] : [new File([text], textName, { type: "text/plain" })];
}

async function filesOfEntries(entries: readonly FileSystemEntry[]): Promise<readonly File[]> {
  const found: File[] = [];
  const waiting = [...entries].reverse();
  for (let entry = waiting.pop(); entry !== undefined && found.length < mostFiles; entry = waiting.pop()) {
    if (entry.isFile) found.push(await fileOf(entry as FileSystemFileEntry));
    else waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)).reverse());
  }
  return found;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** The entries of a folder, sorted by name. A browser hands them out in parts of about 100; an empty part ends them. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return children.sort((one, other) => (one.name < other.name ? -1 : 1));
    children.push(...part);
  }
}
