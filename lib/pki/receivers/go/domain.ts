/** Go's domainToReverseLabels: labels of printable ASCII, none of them empty; the empty domain has none. */
export function labelsOf(domain: string): readonly string[] | null {
  if (domain === "") return [];
  const labels = domain.split(".");
  return labels.every((label) => /^[\x21-\x7e]+$/.test(label)) ? labels.reverse() : null;
}

export const isReadableDomain = (domain: string): boolean => labelsOf(domain) !== null;

export interface Mailbox {
  readonly local: string;
  readonly domain: string;
}

/** The mailbox of RFC 2821 as Go reads it; null when it is none. */
export function readMailbox(text: string): Mailbox | null {
  const quoted = /^"((?:[^"\\\x00]|\\[\x01-\x7f])*)"@(.*)$/s.exec(text);
  if (quoted !== null) return mailbox(quoted[1]!.replace(/\\(.)/gs, "$1"), quoted[2]!);
  const plain = /^((?:[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]|\\.)+)@(.*)$/s.exec(text);
  if (plain === null) return null;
  const local = plain[1]!.replace(/\\(.)/gs, "$1");
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  return mailbox(local, plain[2]!);
}

const mailbox = (local: string, domain: string): Mailbox | null =>
  isReadableDomain(domain) ? { local, domain } : null;

/** `domain` is `constraint` or below it; a leading dot demands one label more. Null: one of them cannot be read. */
export function isDomainWithin(domain: string, constraint: string): boolean | null {
  if (constraint === "") return true;
  const own = labelsOf(domain);
  const isDotted = constraint.startsWith(".");
  const wanted = labelsOf(isDotted ? constraint.slice(1) : constraint);
  if (own === null || wanted === null) return null;
  if (own.length < wanted.length || (isDotted && own.length === wanted.length)) return false;
  return wanted.every((label, index) => label.toLowerCase() === own[index]!.toLowerCase());
}
