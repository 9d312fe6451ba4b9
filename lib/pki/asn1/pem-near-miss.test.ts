import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import type { PemFlaw } from "./element.ts";
import { readPem } from "./pem.ts";

/** What people paste is nearly PEM: it is read where it can only mean one thing, and what is wrong with it is said. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
let pem = "";
let der = new Uint8Array();
beforeAll(() => {
  openssl(`genpkey -algorithm ed25519 -out ${folder.path("k")}`);
  pem = openssl(`req -x509 -key ${folder.path("k")} -subj /CN=x -days 9`);
  der = Uint8Array.from(readPem(pem).blocks[0]!.bytes);
});

const lines = (text: string): string[] => text.trimEnd().split("\n");
const begin = "-----BEGIN CERTIFICATE-----";
const end = "-----END CERTIFICATE-----";
const inside = (text: string, change: (line: string) => string): string =>
  lines(text)
    .map((line) => (line.startsWith("-") ? line : change(line)))
    .join("\n");

const nearMisses: readonly (readonly [title: string, change: (text: string) => string, flaws: readonly PemFlaw[]])[] = [
  ["four dashes", (text) => text.replaceAll("-----", "----"), ["dashes"]],
  ["six dashes", (text) => text.replaceAll("-----", "------"), ["dashes"]],
  ["three dashes", (text) => text.replaceAll("-----", "---"), ["dashes"]],
  ["END with four dashes", (text) => text.replace(/-----\n$/, "----\n"), ["dashes"]],
  ["END without its last dashes", (text) => text.replace(/-----\n$/, ""), ["dashes"]],
  ["BEGIN without its first dashes", (text) => text.replace(/^-----/, ""), ["dashes"]],
  ["em dashes", (text) => text.replaceAll("-----", "—"), ["dashes"]],
  ["two em dashes and a hyphen", (text) => text.replaceAll("-----", "——-"), ["dashes"]],
  ["en dashes", (text) => text.replaceAll("-----", "–––––"), ["dashes"]],
  ["the Hangul letter that looks like a dash", (text) => text.replaceAll("-----", "ㅡㅡㅡㅡㅡ"), ["dashes"]],
  ["minus signs", (text) => text.replaceAll("-----", "−−−−−"), ["dashes"]],
  ["lower case", (text) => text.replace(begin, begin.toLowerCase()).replace(end, end.toLowerCase()), ["case"]],
  ["a label in lower case", (text) => text.replaceAll("CERTIFICATE", "certificate"), ["case"]],
  [
    "blanks beside the dashes",
    (text) => text.replaceAll(/-----(BEGIN|END) CERTIFICATE-----/g, "----- $1 CERTIFICATE -----"),
    ["blanks"],
  ],
  ["two blanks in a boundary", (text) => text.replaceAll("BEGIN ", "BEGIN  "), ["blanks"]],
  ["a no-break space in a boundary", (text) => text.replaceAll("BEGIN ", "BEGIN\u00a0"), ["blanks"]],
  ["no blank in a boundary", (text) => text.replaceAll("BEGIN ", "BEGIN"), ["blanks"]],
  ["no-break spaces at the ends of lines", (text) => text.replaceAll("\n", "\u00a0\n"), ["invisible"]],
  ["no-break spaces before lines", (text) => text.replaceAll("\n", "\n\u00a0"), ["invisible"]],
  ["zero-width spaces at the ends of lines", (text) => text.replaceAll("\n", "\u200b\n"), ["invisible"]],
  ["a byte order mark in the base64", (text) => inside(text, (line) => `\uFEFF${line}`), ["invisible"]],
  ["soft hyphens", (text) => inside(text, (line) => line.replace(/(.{30})/, "$1\u00ad")), ["invisible"]],
  ["direction marks", (text) => inside(text, (line) => `\u202a${line}\u202c`), ["invisible"]],
  ["base64 in the line of BEGIN", (text) => text.replace(`${begin}\n`, begin), ["same-line"]],
  ["END in the line of the base64", (text) => text.replace(`\n${end}`, end), ["same-line"]],
  ["one line with blanks", (text) => text.trimEnd().replaceAll("\n", " "), ["same-line"]],
  ["one line without blanks", (text) => text.replaceAll("\n", ""), ["same-line"]],
  ["one line with tabs", (text) => text.trimEnd().replaceAll("\n", "\t"), ["same-line"]],
  ["a name before BEGIN", (text) => `cert: ${text}`, ["same-line"]],
  ["END without BEGIN", (text) => text.replace(`${begin}\n`, ""), ["no-begin"]],
  ["BEGIN without END", (text) => text.replace(end, ""), ["no-end"]],
  ["another label at the end", (text) => text.replace(end, "-----END X509 CRL-----"), ["end-label"]],
  ["no padding", (text) => text.replaceAll("=", ""), ["padding"]],
];

describe("a block that is nearly PEM", () => {
  it.each(nearMisses)("is read with %s, and the flaw is said", (_, change, flaws) => {
    const changed = change(pem);
    const isPadded = pem.includes("=");
    const { blocks, problems } = readPem(changed);
    expect(problems).toEqual([]);
    expect(blocks.map(({ bytes }) => Buffer.from(bytes).toString("hex"))).toEqual([Buffer.from(der).toString("hex")]);
    expect(blocks[0]!.label).toBe("CERTIFICATE");
    expect(blocks[0]!.flaws).toEqual(flaws[0] === "padding" && !isPadded ? [] : flaws);
  });

  it.each(nearMisses)("stands with %s among others, which are read and counted too", (_, change) => {
    const { blocks, problems } = readPem(`${pem}\n${change(pem)}\n${pem}`);
    expect(problems).toEqual([]);
    expect(blocks.map(({ bytes }) => Buffer.from(bytes).toString("hex"))).toEqual(
      Array.from({ length: 3 }, () => Buffer.from(der).toString("hex")),
    );
    expect(blocks[0]!.flaws).toEqual([]);
    expect(blocks[0]!.line).toBe(1);
  });
});

describe("a block that is not whole", () => {
  it.each([
    ["no-end", () => lines(pem).slice(0, 3).join("\n"), 1],
    ["no-begin", () => lines(pem).slice(3).join("\n"), 3],
    ["bad-base64", () => pem.replace("MI", "M!"), 1],
    ["label-mismatch", () => lines(pem).slice(0, 3).join("\n") + "\n-----END PUBLIC KEY-----\n", 1],
    ["empty", () => `${begin}\n${end}\n`, 1],
  ])("is named as %s with its line, and takes none of the others along", (problem, text) => {
    const { blocks, problems } = readPem(`${pem}\n${text()}\n${pem}`);
    expect(problems).toMatchObject([{ label: "CERTIFICATE", problem, after: 1 }]);
    expect(problems[0]!.line).toBeGreaterThan(lines(pem).length);
    expect(blocks).toHaveLength(2);
  });
});

describe("text that is no boundary", () => {
  it.each([
    "Paste everything from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE----- here:",
    "The END of the KEY is near.",
    "---- BEGIN SSH2 PUBLIC KEY ----",
    "---------- BEGIN ----------",
    "--BEGIN--",
    "LEGEND --- KEY ---",
  ])("%s is other text, and neither a block nor a broken one", (text) => {
    const { blocks, problems, hasOtherText } = readPem(`${text}\n${pem}`);
    expect({ problems, hasOtherText, count: blocks.length }).toEqual({ problems: [], hasOtherText: true, count: 1 });
  });
});
