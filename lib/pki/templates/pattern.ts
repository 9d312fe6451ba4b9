/**
 * True when the whole text fits a pattern: `*` stands for any characters but a dot, `**` for any characters, `?` for one
 * character but a dot, `#` for one digit, everything else for itself. Letters are compared without regard to case where
 * `ignoresCase` says so (host names, domains). No regular expression: the pattern of one person meets the text of
 * another, and its cost stays below the product of both lengths.
 */
export function matchesPattern(pattern: string, text: string, ignoresCase = false): boolean {
  const parts = partsOf(ignoresCase ? pattern.toLowerCase() : pattern);
  const characters = [...(ignoresCase ? text.toLowerCase() : text)];
  // reached[i]: the parts so far fit the first i characters.
  let reached = [true, ...characters.map(() => false)];
  for (const part of parts) {
    const next = characters.map(() => false);
    next.push(false);
    for (let at = 0; at <= characters.length; at++) {
      const before = at > 0 ? characters[at - 1]! : "";
      if (part === "*" || part === "**") {
        const runs = at > 0 && next[at - 1]! && (part === "**" || before !== ".");
        next[at] = reached[at]! || runs;
      } else if (at > 0 && reached[at - 1]!) next[at] = fits(part, before);
    }
    reached = next;
  }
  return reached.at(-1)!;
}

function partsOf(pattern: string): string[] {
  return pattern.match(/\*\*|[^]/gu) ?? [];
}

function fits(part: string, character: string): boolean {
  if (part === "?") return character !== ".";
  if (part === "#") return /^[0-9]$/.test(character);
  return part === character;
}
