/** Names of archive entries as text, whatever made them. */

/**
 * UTF-8 when it is that; else the Korean code page of Windows (Explorer writes names in it, and nothing in a zip says so),
 * else Latin-1. Control characters and direction marks go: a name is shown to people.
 */
export function entryPath(octets: Uint8Array): string {
  return (decoded(octets, "utf-8") ?? decoded(octets, "euc-kr") ?? Buffer.from(octets).toString("latin1"))
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replaceAll("\\", "/");
}

function decoded(octets: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(octets);
  } catch {
    return null;
  }
}

/** The last part of a path; `..` and drive letters are folders like any other and stay behind. */
export function baseNameOf(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== "" && part !== "." && part !== "..") ?? "";
}
