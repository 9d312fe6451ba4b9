import { isDnsName, lower } from "./dns-name.ts";

/** E-mail addresses in rfc822Name, SmtpUTF8Mailbox and subjects: RFC 5280 §4.2.1.10 and §7.5, RFC 9598. */

export interface Mailbox {
  readonly local: string;
  readonly host: string;
}

/**
 * `local@host` with an unquoted local part and a DNS host. Quoted local parts may hide an "@", so they are not read and
 * the caller fails closed.
 */
export function readMailbox(text: string, alphabet: "ascii" | "utf8" = "ascii"): Mailbox | null {
  const at = text.indexOf("@");
  if (at < 1 || at !== text.lastIndexOf("@")) return null;
  const local = text.slice(0, at);
  const host = lower(text.slice(at + 1));
  const isPlain =
    alphabet === "ascii" ? /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(local) : /^[^\x00-\x20"\\\x7f]+$/.test(local);
  return isPlain && isDnsName(host, "exact") ? { local, host } : null;
}

/** A constraint: one mailbox, all mailboxes of a host, or with a leading dot those of all hosts below a domain. */
export function isMailConstraint(text: string): boolean {
  if (text.includes("@")) return readMailbox(text) !== null;
  return isDnsName(text.startsWith(".") ? text.slice(1) : text, "exact");
}

/** RFC 5280 §4.2.1.10: the local part exactly, the host without regard to case; `host` means that host only. */
export function isMailboxWithin(mailbox: Mailbox, constraint: string): boolean {
  const at = constraint.indexOf("@");
  if (at >= 0) return mailbox.local === constraint.slice(0, at) && mailbox.host === lower(constraint.slice(at + 1));
  const subtree = lower(constraint);
  return subtree.startsWith(".") ? mailbox.host.endsWith(subtree) : mailbox.host === subtree;
}
