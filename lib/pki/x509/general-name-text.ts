import { Failure, isFailure, type SanProblem } from "../failure.ts";
import { readIpText } from "./ip-text.ts";

/**
 * Subject alternative names as people type them (RFC 5280 §4.2.1.6, RFC 1034 §3.5, RFC 5890). Browser-safe: the form
 * checks with the same code as the server.
 */

/** A name that we can write: text in the form that goes into the certificate. */
export interface GeneralNameInput {
  readonly kind: "dns" | "ip" | "email" | "uri" | "upn" | "rid";
  readonly value: string;
}

/**
 * What a domain controller of Windows looks for in a name of kind URI: the security identifier of the account that the
 * certificate is for (KB5014754). Written `SID:S-1-5-…`.
 */
const securityIdentifierTag = "tag:microsoft.com,2022-09-14:sid:";

/** Characters of one item: far above every kind's own limit, and few enough that no pattern here takes long. */
const maximumLength = 2048;

const prefixes: readonly (readonly [RegExp, GeneralNameInput["kind"]])[] = [
  [/^dns(?:[ _-]?name)?:/i, "dns"],
  [/^ip(?:[ _-]?address)?:/i, "ip"],
  [/^(?:e-?mail|rfc822(?:name)?):/i, "email"],
  [/^ur[il]:/i, "uri"],
  [/^upn:/i, "upn"],
  [/^rid:/i, "rid"],
];

function refuse(item: string, reason: SanProblem, part = "", position = 0): never {
  throw new Failure("san.malformed", { item, reason, part, position });
}

/**
 * Reads one name by its prefix (`DNS:`, `IP:`, `email:`, `URI:`, `UPN:`, `RID:`, `SID:`, any case) or by its shape. A
 * user principal name looks like an e-mail address, so it needs its prefix. International DNS names become A-labels.
 * @throws Failure `san.malformed` with the item as typed.
 */
export function parseGeneralNameText(text: string): GeneralNameInput {
  const item = text.trim();
  if (item.length > maximumLength) refuse(`${item.slice(0, 80)}…`, "too-long", String(item.length));
  for (const [pattern, kind] of prefixes) {
    const match = pattern.exec(item);
    if (match !== null) return requireGeneralName({ kind, value: item.slice(match[0].length).trim() }, item);
  }
  const [, sid] = /^sid:(.*)$/is.exec(item) ?? [];
  if (sid !== undefined) return { kind: "uri", value: securityIdentifierTag + requireSid(sid.trim(), item) };
  return requireGeneralName({ kind: kindByShape(item), value: item }, item);
}

/** A name as it can be typed again: by its shape, or with the prefix that it needs. Holds no comma. */
export function typedGeneralName({ kind, value }: GeneralNameInput): string {
  if (kind === "uri" && value.startsWith(securityIdentifierTag))
    return `SID:${value.slice(securityIdentifierTag.length)}`;
  return kind === "upn" || kind === "rid" ? `${kind.toUpperCase()}:${value}` : value;
}

/** True of an address or an account of a person, which no client looks for as a host. */
export function isOfPerson({ kind, value }: GeneralNameInput): boolean {
  return kind === "email" || kind === "upn" || (kind === "uri" && value.startsWith(securityIdentifierTag));
}

/**
 * Reads a list: items separated by commas or line breaks. @throws Failure `san.malformed`; an empty item between two
 * separators is named by its number.
 */
export function parseGeneralNameList(text: string): GeneralNameInput[] {
  if (text.trim() === "") return [];
  const items = text.split(/,|\r?\n/);
  return items.map((item, index) =>
    item.trim() === "" ? refuse("", "empty", "", index + 1) : parseGeneralNameText(item),
  );
}

function kindByShape(item: string): GeneralNameInput["kind"] {
  if (/^[0-9.]+(?:\/\d+)?$/.test(item)) return "ip";
  if (looksLikeIpv6(item)) return "ip";
  if (/^[^:/@]+:\d+$/.test(item)) return "dns";
  if (/^[a-z][a-z0-9+.-]*:/i.test(item)) return "uri";
  return item.includes("@") ? "email" : "dns";
}

/** Two colons at least and nothing but hex digits before a zone or a prefix length, which are then refused by name. */
function looksLikeIpv6(item: string): boolean {
  const [address] = item.split(/[%/]/, 1);
  return address !== undefined && address.split(":").length > 2 && /^\[?[0-9a-f:.]+\]?$/i.test(address);
}

/**
 * The name in the form that is written: A-labels, canonical IPv6 text (RFC 5952).
 * @throws Failure `san.malformed` with `item` (the value when it is not given).
 */
export function requireGeneralName(name: GeneralNameInput, item: string = name.value): GeneralNameInput {
  const { kind, value } = name;
  if (value === "") refuse(item, "empty");
  if (value.length > maximumLength) refuse(`${item.slice(0, 80)}…`, "too-long", String(value.length));
  if (kind !== "upn" && /\s/.test(value)) refuse(item, "white-space");
  switch (kind) {
    case "dns":
      return { kind, value: requireDnsName(value, item) };
    case "ip":
      return { kind, value: requireIp(value, item) };
    case "email":
      return { kind, value: requireEmail(value, item) };
    case "uri":
      return { kind, value: requireUri(value, item) };
    case "upn":
      return { kind, value: requireUpn(value, item) };
    case "rid":
      return /^(?:[01]\.(?:[0-9]|[1-3][0-9])|2\.\d{1,38})(?:\.(?:0|[1-9]\d{0,38}))*$/.test(value) && value.length <= 128
        ? { kind, value }
        : refuse(item, "rid-malformed");
  }
}

/**
 * The host in a common name that clients could look for: an address, or a DNS name of several labels. Null for
 * `postgres`, for a person and for the name of an authority. An international name becomes A-labels.
 */
export function hostOf(commonName: string): GeneralNameInput | null {
  const name = readOrNull(commonName);
  return name?.kind === "ip" || (name?.kind === "dns" && name.value.includes(".")) ? name : null;
}

function readOrNull(text: string): GeneralNameInput | null {
  try {
    return parseGeneralNameText(text);
  } catch (error) {
    if (isFailure(error, "san.malformed")) return null;
    throw error;
  }
}

/**
 * The common name as a host that belongs into a list of alternative names, or null: in a list of addresses of people
 * it is a person's. A name of one label is a host on a company's network, but in another script than ASCII it is a
 * person or a company.
 */
export function hostForList(commonName: string, names: readonly GeneralNameInput[]): GeneralNameInput | null {
  const holdsHosts = names.some((name) => !isOfPerson(name));
  return holdsHosts ? hostOrLabelOf(commonName) : null;
}

/** An address, or a DNS name of one label (ASCII) or several; null for what is no host. */
export function hostOrLabelOf(commonName: string): GeneralNameInput | null {
  const isAscii = /^[\x00-\x7f]*$/.test(commonName);
  const name = readOrNull(commonName);
  if (name?.kind === "ip") return name;
  return name?.kind === "dns" && (isAscii || name.value.includes(".")) ? name : null;
}

/**
 * The host in the common name when the alternative names do not hold it; null when they do, or there is none. A host
 * below a wildcard of the list is held.
 */
export function unlistedHost(commonName: string, names: readonly GeneralNameInput[]): GeneralNameInput | null {
  const host = hostOf(commonName);
  if (host === null) return null;
  const parent = `dns:*.${host.value.slice(host.value.indexOf(".") + 1)}`.toLowerCase();
  const listed = new Set(names.map(generalNameKey));
  return listed.has(generalNameKey(host)) || listed.has(parent) ? null : host;
}

/** Equal for names that are the same: DNS names without regard to case, everything else as it stands. */
export function generalNameKey({ kind, value }: GeneralNameInput): string {
  return `${kind}:${kind === "dns" ? value.toLowerCase() : value}`;
}

/**
 * A DNS name: labels of letters, digits, hyphens and underscores (hosts with underscores exist inside companies; a
 * check mentions them), one `*` as the whole first label, no dot at the end, the last label not a number.
 */
function requireDnsName(value: string, item: string): string {
  const port = /^[^:/]+:(\d+)$/.exec(value);
  if (port !== null) refuse(item, "dns-port", port[1]);
  const isWildcard = value.startsWith("*.");
  const typed = isWildcard ? value.slice(2) : value;
  if (typed.includes("*")) refuse(item, "dns-wildcard");
  const bad = /[\x00-\x7f]/u.exec(typed.replace(/[A-Za-z0-9._-]/g, ""));
  if (bad !== null) refuse(item, "dns-bad-character", bad[0]);
  if (typed.endsWith(".")) refuse(item, "dns-trailing-dot");
  const empty = typed.split(".").indexOf("");
  if (empty >= 0) refuse(item, "dns-empty-label", "", empty + 1 + (isWildcard ? 1 : 0));
  const name = toALabels(typed, item);
  const labels = name.split(".");
  labels.forEach((label, index) => {
    if (label.length > 63) refuse(item, "dns-label-too-long", label, index + 1 + (isWildcard ? 1 : 0));
    if (label.startsWith("-") || label.endsWith("-")) refuse(item, "dns-hyphen", label);
  });
  const last = labels.at(-1)!;
  if (/^\d+$/.test(last)) refuse(item, "dns-numeric", last);
  const whole = isWildcard ? `*.${name}` : name;
  if (whole.length > 253) refuse(item, "dns-too-long", String(whole.length));
  return whole;
}

/**
 * RFC 5891 by the URL parser (UTS 46), which browsers and Node share. ASCII is kept as typed, A-labels too: Node does
 * not judge those.
 */
function toALabels(name: string, item: string): string {
  if (/^[\x00-\x7f]*$/.test(name)) return name;
  if (name.length > 1024) refuse(item, "dns-too-long", String(name.length));
  let host: string;
  try {
    host = new URL(`http://${name}/`).hostname;
  } catch {
    return refuse(item, "dns-idn", name);
  }
  if (!/^[a-z0-9._-]+$/.test(host) || host.split(".").includes("")) refuse(item, "dns-idn", name);
  return host;
}

function requireIp(value: string, item: string): string {
  const read = readIpText(value);
  return "text" in read ? read.text : refuse(item, read.reason, read.part, read.position);
}

function requireEmail(value: string, item: string): string {
  const at = value.lastIndexOf("@");
  const local = value.slice(0, at);
  if (at <= 0 || at === value.length - 1 || local.includes("@")) refuse(item, "email-malformed");
  if (/[^\x00-\x7f]/.test(local)) refuse(item, "email-not-ascii");
  const isAtomic = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local);
  if (!isAtomic || local.length > 64) refuse(item, "email-malformed");
  const domain = value.slice(at + 1);
  if (domain.includes("*")) refuse(item, "email-malformed");
  const address = `${local}@${requireDnsName(domain, item)}`;
  return address.length <= 254 ? address : refuse(item, "too-long", String(address.length));
}

/** Absolute (RFC 5280 §4.2.1.6). ASCII text is kept as typed; international text is percent- and A-label-encoded. */
function requireUri(value: string, item: string): string {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)) refuse(item, "uri-relative");
  // The parser would write a control character in another way, or leave it out.
  if (value.endsWith(":") || /[\u0000-\u001f\u007f-\u009f]/.test(value)) refuse(item, "uri-malformed");
  try {
    const parsed = new URL(value);
    return /^[\x21-\x7e]*$/.test(value) ? value : parsed.href;
  } catch {
    return refuse(item, "uri-malformed");
  }
}

/** [MS-DTYP] §2.4.2.1: revision 1, an authority, and up to 15 numbers of 32 bits. */
function requireSid(value: string, item: string): string {
  const numbers = /^S-1-\d{1,15}((?:-\d{1,10}){1,15})$/i.exec(value)?.[1]?.slice(1).split("-") ?? [];
  const isWhole = numbers.length > 0 && numbers.every((number) => Number(number) < 2 ** 32);
  return isWhole ? value.toUpperCase() : refuse(item, "sid-malformed");
}

function requireUpn(value: string, item: string): string {
  const at = value.lastIndexOf("@");
  const isClean = !/[\u0000-\u001f\u007f\u200b-\u200f\u2028-\u202e]/u.test(value);
  return at > 0 && at < value.length - 1 && isClean && value.trim() === value ? value : refuse(item, "upn-malformed");
}
