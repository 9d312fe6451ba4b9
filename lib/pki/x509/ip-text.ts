import type { SanProblem } from "../failure.ts";

/** IP addresses as text: every textual form of RFC 4291 §2.2 in, RFC 5952 out. Browser-safe. */

export type IpReading =
  | { readonly text: string; readonly octets: Uint8Array }
  | { readonly reason: SanProblem; readonly part: string; readonly position: number };

const wrong = (reason: SanProblem, part = "", position = 0): IpReading => ({ reason, part, position });

/** Reads an IPv4 or IPv6 address; an IPv6 address may be in brackets. A problem is returned, not thrown. */
export function readIpText(value: string): IpReading {
  const network = /^[0-9a-f:.[\]]+\/(\d+)$/i.exec(value);
  if (network !== null) return wrong("ip-cidr", `/${network[1]}`);
  return value.includes(":") ? readIpv6(value) : readIpv4(value);
}

function readIpv4(value: string): IpReading {
  if (!/^[0-9.]+$/.test(value)) return wrong("ip-malformed");
  const parts = value.split(".");
  if (parts.length !== 4) return wrong("ip-parts", String(parts.length));
  const bad = parts.findIndex((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255);
  if (bad >= 0) return wrong("ip-octet", parts[bad]!, bad + 1);
  return { text: value, octets: Uint8Array.from(parts, Number) };
}

function readIpv6(value: string): IpReading {
  const inner = value.startsWith("[") && value.endsWith("]") ? value.slice(1, -1) : value;
  const halves = inner.split("::");
  if (halves.length > 2) return wrong("ip-malformed");
  const tailHasIpv4 = inner.includes(".");
  const groupsOf = (half: string): string[] | null => {
    if (half === "") return [];
    const groups = half.split(":");
    return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups : null;
  };
  let text = inner;
  if (tailHasIpv4) {
    const at = inner.lastIndexOf(":");
    const v4 = readIpv4(inner.slice(at + 1));
    if (!("octets" in v4)) return v4;
    const [a, b, c, d] = v4.octets as unknown as [number, number, number, number];
    text = `${inner.slice(0, at + 1)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const [before, after] = text.split("::").map(groupsOf) as [string[] | null, string[] | null | undefined];
  if (before === null || after === null) return wrong("ip-malformed");
  const missing = 8 - before.length - (after?.length ?? 0);
  if (after === undefined ? missing !== 0 : missing < 1) return wrong("ip-malformed");
  const groups = [...before, ...Array<string>(missing).fill("0"), ...(after ?? [])].map((group) => parseInt(group, 16));
  const bytes = Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
  return { text: formatIp(bytes), octets: bytes };
}

/** Text of 4 or 16 bytes (IPv6 by RFC 5952 §4); any other number of bytes as plain hex. */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  if (bytes.length !== 16) return Array.from(bytes, (octet) => octet.toString(16).padStart(2, "0")).join("");
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(bytes[i]! * 256 + bytes[i + 1]!);
  let longest = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > longest.length) longest = { start, length };
  }
  const hex = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(":");
  if (longest.start < 0) return hex(0, 8);
  return `${hex(0, longest.start)}::${hex(longest.start + longest.length, 8)}`;
}
