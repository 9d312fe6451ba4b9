import { addressesFor } from "../../../pki/issue/addresses.ts";
import { Oid } from "../../../pki/asn1/oid.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import { readCertificate } from "../../../pki/x509/certificate.ts";
import { readCrl, readCrlNumber } from "../../../pki/x509/crl.ts";
import { isFailure } from "../../error-codes.ts";
import type { NoAnswer, Probe } from "../../ports/probe.ts";
import type { OwnLists } from "../../ports/revocations.ts";

/**
 * What an address answered. `other-console`: something answers there that is not this console; `stale`: a list that is
 * older than the newest one, as a cache in between keeps it; `content`: not what belongs there.
 */
export type FoundAtAddress =
  | { readonly code: "reached" | "other-console" | "content" }
  | { readonly code: NoAnswer }
  | { readonly code: "redirected"; readonly status: number; readonly location: string }
  | { readonly code: "status"; readonly status: number }
  | { readonly code: "media-type"; readonly mediaType: string; readonly wanted: string }
  | { readonly code: "stale"; readonly number: number; readonly newest: number };

/** What an address is for: the console itself, or what an authority publishes. */
export type AddressUse = "console" | "list" | "certificate" | "ocsp";

export interface AnsweredAddress {
  readonly url: string;
  readonly use: AddressUse;
  /** Common name of the authority; null for the console itself. */
  readonly authority: string | null;
  readonly found: FoundAtAddress;
}

interface Question {
  readonly url: string;
  readonly use: AddressUse;
  readonly authority: string | null;
  /** Null: whatever it is called. */
  readonly mediaType: string | null;
  judge(bytes: Uint8Array): FoundAtAddress;
}

/** Authorities that are asked about: each has three addresses. */
const mostAuthorities = 20;
const reached: FoundAtAddress = { code: "reached" };
const otherContent: FoundAtAddress = { code: "content" };

/**
 * Asks the console, and what each authority publishes, by their addresses. Where another one answers for the console, the
 * rest is not asked.
 */
export async function askAll(
  probe: Probe,
  about: { readonly base: string; readonly question: string; readonly own: readonly OwnLists[] },
): Promise<readonly AnsweredAddress[]> {
  const { base, question } = about;
  const first = await ask(probe, {
    url: `${base}/ca/who/${question}`,
    use: "console",
    authority: null,
    mediaType: null,
    judge: (bytes) =>
      Buffer.from(bytes).toString("latin1") === probe.identify(question) ? reached : { code: "other-console" },
  });
  // A page of another server answers 404 to what it does not know.
  const isOther = first.found.code === "status";
  const answers = [isOther ? { ...first, found: { code: "other-console" } as const } : first];
  if (first.found.code !== "reached") return answers;
  const published = about.own.filter(({ settings, newest }) => settings.hasAddresses && newest !== null);
  for (const lists of published.slice(0, mostAuthorities))
    answers.push(...(await Promise.all(questionsOf(base, lists).map((each) => ask(probe, each)))));
  return answers;
}

function questionsOf(base: string, lists: OwnLists): readonly Question[] {
  const { publishedName: name, commonName: authority, newest } = lists;
  const { list, certificate, ocsp } = addressesFor({ base, name, parts: 0, hasDeltas: false }, new Uint8Array());
  return [
    {
      url: list,
      use: "list",
      authority,
      mediaType: "application/pkix-crl",
      judge: (bytes) => judgeList(bytes, newest!.number),
    },
    {
      url: certificate,
      use: "certificate",
      authority,
      mediaType: "application/pkix-cert",
      judge: (bytes) => (publicKeyId(readCertificate(bytes).spki) === lists.authority ? reached : otherContent),
    },
    {
      // A request that asks nothing, `MAA=`, as clients escape it: the answer is malformedRequest (RFC 6960 §4.2.1).
      url: `${ocsp}/MAA%3D`,
      use: "ocsp",
      authority,
      mediaType: "application/ocsp-response",
      judge: (bytes) => (Buffer.from(bytes).toString("hex") === "30030a0101" ? reached : otherContent),
    },
  ];
}

function judgeList(bytes: Uint8Array, newest: number): FoundAtAddress {
  const number = readCrl(bytes).extensions.find(({ oid }) => oid === Oid.cRLNumber);
  if (number === undefined) return otherContent;
  const found = Number(readCrlNumber(number.value));
  return found < newest ? { code: "stale", number: found, newest } : reached;
}

async function ask(probe: Probe, { url, use, authority, mediaType, judge }: Question): Promise<AnsweredAddress> {
  const answer = await probe.get(url);
  const told = (found: FoundAtAddress): AnsweredAddress => ({ url, use, authority, found });
  if (answer.kind === "none") return told({ code: answer.why });
  const { status, location } = answer;
  if (status >= 300 && status < 400 && location !== null)
    return told({ code: "redirected", status, location: location.slice(0, 200) });
  if (status !== 200) return told({ code: "status", status });
  // Some clients compare it letter by letter, a charset included.
  if (mediaType !== null && answer.mediaType !== mediaType)
    return told({ code: "media-type", mediaType: answer.mediaType.slice(0, 100), wanted: mediaType });
  try {
    return told(judge(answer.bytes));
  } catch (error) {
    if (isFailure(error)) return told(otherContent);
    throw error;
  }
}
