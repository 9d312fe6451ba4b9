import type { PublicKeyFacts } from "../keys/public-key.ts";
import { isIpAddressWithin } from "../path/names/ip-name.ts";
import type { GeneralNameInput } from "../x509/general-name-text.ts";
import { readIpText } from "../x509/ip-text.ts";
import type { Name } from "../x509/name.ts";
import { readNetworkText } from "./network-text.ts";
import { applySubject } from "./apply-subject.ts";
import { placeRows, type Published } from "./places.ts";
import { row, type TemplateRefusal, type TemplateRow } from "./decision.ts";
import { matchesPattern } from "./pattern.ts";
import type { KeyRule, NameRule, Template, TemplateRules } from "./template.ts";
import type { NameKind } from "./decision.ts";

export interface Asked {
  readonly subject: Name;
  readonly names: readonly GeneralNameInput[];
  readonly key: Pick<PublicKeyFacts, "family" | "bits" | "curve" | "label">;
  /** Whole days. */
  readonly days: number;
  readonly pathLength: number | undefined;
  /** `S-1-5-21-…`; null: none. */
  readonly sid: string | null;
  /** Of the issuer; null: the console has no address; absent: no issuer is asked about. */
  readonly published?: Published | null;
}

export interface Applied {
  /** As it would stand in the certificate: the request's own bytes where the template changes nothing. */
  readonly subject: Name;
  readonly rows: readonly TemplateRow[];
  readonly refusals: readonly TemplateRefusal[];
}

/**
 * Holds what is asked for against a template, field by field: the one place where the rules are enforced, before each
 * signature and where a person tries a template. What the template fixes is changed; anything else that does not fit is
 * refused, never shortened or left out. All refusals are told at once.
 */
export function applyTemplate({ rules }: Template, asked: Asked): Applied {
  const { rows: subjectRows, subject } = applySubject(rules.subject, asked.subject);
  const rows = [
    ...subjectRows,
    ...nameRows(rules.names, asked.names),
    keyRow(rules.keys, asked.key),
    daysRow(rules, asked.days),
    ...pathRows(rules, asked.pathLength),
    ...sidRows(rules.sid, asked.sid),
    ...(asked.published === undefined ? [] : placeRows(rules, asked.published)),
  ];
  return { subject, rows, refusals: rows.flatMap(({ refusal }) => refusal ?? []) };
}

const kinds: readonly NameKind[] = ["dns", "ip", "email", "upn", "uri", "rid"];

function nameRows(rules: TemplateRules["names"], names: readonly GeneralNameInput[]): TemplateRow[] {
  return kinds.flatMap((kind) => {
    const asked = names.filter((name) => name.kind === kind);
    const rule = rules[kind];
    const rows = asked.map(({ value }) => {
      const refusal =
        rule === undefined ? ({ code: "template.kind-refused", kind, value } as const) : misfit(rule, kind, value);
      const here = { field: "names", part: kind, asked: value } as const;
      return refusal === null
        ? row({ ...here, outcome: "taken", granted: value })
        : row({ ...here, outcome: "refused", granted: null, refusal });
    });
    const refusal = rule === undefined ? null : miscounted(rule, kind, asked.length);
    if (refusal !== null)
      rows.push(row({ field: "names", part: kind, outcome: "refused", asked: null, granted: null, refusal }));
    return rows;
  });
}

function misfit({ patterns = [] }: NameRule, kind: NameKind, value: string): TemplateRefusal | null {
  const isFit = patterns.length === 0 || patterns.some((pattern) => fitsKind(pattern, kind, value));
  return isFit ? null : { code: "template.name-misfit", kind, value, patterns };
}

function fitsKind(pattern: string, kind: NameKind, value: string): boolean {
  if (kind !== "ip") return matchesPattern(pattern, value, kind === "dns" || kind === "email" || kind === "upn");
  const [network, address] = [readNetworkText(pattern), readIpText(value)];
  return network !== null && "octets" in address && isIpAddressWithin(address.octets, network);
}

function miscounted({ minimum = 0, maximum }: NameRule, kind: NameKind, count: number): TemplateRefusal | null {
  if (count < minimum) return { code: "template.names-few", kind, count, minimum };
  return maximum !== undefined && count > maximum ? { code: "template.names-many", kind, count, maximum } : null;
}

function keyRow(rules: readonly KeyRule[] | undefined, key: Asked["key"]): TemplateRow {
  const here = { field: "key", part: "", asked: key.label } as const;
  if (rules === undefined || rules.some((rule) => allowsKey(rule, key)))
    return row({ ...here, outcome: "taken", granted: key.label });
  const refusal = { code: "template.key-refused", label: key.label, allowed: rules.map(formatKeyRule) } as const;
  return row({ ...here, outcome: "refused", granted: null, refusal });
}

function allowsKey(rule: KeyRule, { family, bits, curve }: Asked["key"]): boolean {
  if (rule.family !== family) return false;
  if ("curves" in rule) return curve !== null && rule.curves.includes(curve);
  if (!("minimumBits" in rule)) return true;
  return bits !== null && bits >= rule.minimumBits && bits <= (rule.maximumBits ?? Infinity);
}

/** For people: `RSA 2048–4096`, `RSA ≥ 3072`, `P-256`. */
function formatKeyRule(rule: KeyRule): string {
  if ("curves" in rule) return rule.curves.join(", ");
  if (!("minimumBits" in rule)) return { ed25519: "Ed25519", ed448: "Ed448", "ml-dsa": "ML-DSA" }[rule.family];
  const word = rule.family === "rsa" ? "RSA" : "RSA-PSS";
  return rule.maximumBits === undefined
    ? `${word} ≥ ${rule.minimumBits}`
    : `${word} ${rule.minimumBits}–${rule.maximumBits}`;
}

function daysRow({ days: { maximum } }: TemplateRules, days: number): TemplateRow {
  const here = { field: "days", part: "", asked: String(days) } as const;
  if (days <= maximum) return row({ ...here, outcome: "taken", granted: String(days) });
  return row({ ...here, outcome: "refused", granted: null, refusal: { code: "template.days-many", days, maximum } });
}

function pathRows({ authority }: TemplateRules, pathLength: number | undefined): TemplateRow[] {
  if (authority === undefined || pathLength === undefined) return [];
  const here = { field: "path-length", part: "", asked: String(pathLength) } as const;
  const maximum = authority.longestPath;
  if (maximum === undefined || pathLength <= maximum)
    return [row({ ...here, outcome: "taken", granted: String(pathLength) })];
  const refusal = { code: "template.path-long", pathLength, maximum } as const;
  return [row({ ...here, outcome: "refused", granted: null, refusal })];
}

function sidRows(rule: TemplateRules["sid"], sid: string | null): TemplateRow[] {
  const here = { field: "sid", part: "", asked: sid } as const;
  if (sid === null) {
    const refusal = { code: "template.sid-missing" } as const;
    return rule === "required" ? [row({ ...here, outcome: "refused", granted: null, refusal })] : [];
  }
  if (rule !== undefined) return [row({ ...here, outcome: "taken", granted: sid })];
  return [row({ ...here, outcome: "refused", granted: null, refusal: { code: "template.sid-refused", sid } })];
}
