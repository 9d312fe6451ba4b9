/** How near a label is to what was typed: 0 the same, then how it begins, a word of it, a part, letters in order. */
export function rankOf(label: string, typed: string): number | null {
  const [name, query] = [folded(label), folded(typed)];
  if (query === "") return 3;
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  if (name.split(/[\s/.·-]+/).some((word) => word.startsWith(query))) return 2;
  if (name.includes(query)) return 3;
  return query.length >= 3 && hasInOrder(name, query) ? 6 : null;
}

const folded = (text: string): string => text.normalize("NFC").toLowerCase().trim();

function hasInOrder(name: string, query: string): boolean {
  let at = 0;
  for (const letter of name) if (letter === query[at]) at += 1;
  return at >= query.length;
}

/** The best of several words for the same. */
export function rankAmong(labels: readonly string[], typed: string): number | null {
  const ranks = labels.flatMap((label) => rankOf(label, typed) ?? []);
  return ranks.length === 0 ? null : Math.min(...ranks);
}
