import { unzipSync } from "fflate";
import { Failure, isFailure } from "../../pki/error.ts";

const mostEntries = 500;
/** Octets in all, unpacked: a small archive can hold gigabytes. */
const mostOctets = 50 * 1024 * 1024;

/**
 * The files of an archive without their folders; null when it is none.
 * @throws Failure `zip.too-many-entries`, `zip.too-large`, `zip.damaged`.
 */
export function expandZip(fileName: string, bytes: Uint8Array): { fileName: string; bytes: Uint8Array }[] | null {
  if (!startsLikeZip(bytes)) return null;
  let entries = 0;
  let octets = 0;
  try {
    const files = unzipSync(bytes, {
      // Sizes are those that the directory declares; fflate gives no entry more room than that.
      filter: ({ name, originalSize }) => {
        if (isFolderOrNoise(name)) return false;
        entries += 1;
        octets += originalSize;
        if (entries > mostEntries) throw new Failure("zip.too-many-entries", { entries, limit: mostEntries });
        if (octets > mostOctets) throw new Failure("zip.too-large", { size: octets, limit: mostOctets });
        return true;
      },
    });
    return Object.entries(files).map(([path, content]) => ({ fileName: path.split(/[/\\]/).at(-1)!, bytes: content }));
  } catch (error) {
    if (isFailure(error)) throw error;
    throw new Failure("zip.damaged", { fileName }, error);
  }
}

function startsLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && (bytes[3] === 4 || bytes[3] === 6);
}

/** Folders, and what macOS and Windows put beside the files. */
function isFolderOrNoise(path: string): boolean {
  return path.endsWith("/") || path.startsWith("__MACOSX/") || /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(path);
}
