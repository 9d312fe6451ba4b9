/**
 * One word for a POSIX shell. Whatever is not plainly harmless is put in single quotes. Control characters are dropped:
 * in a pasted line they would speak to the terminal and not to the shell.
 */
export function quoteForShell(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(visible)) return visible;
  return `'${visible.replaceAll("'", `'\\''`)}'`;
}

/** A file name as an argument: one that begins with a hyphen would be read as an option. */
export function quoteFileName(fileName: string): string {
  return quoteForShell(fileName.startsWith("-") ? `./${fileName}` : fileName);
}
