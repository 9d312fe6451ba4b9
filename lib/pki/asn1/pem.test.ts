import { afterAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { startWork } from "../../../test/support/work.ts";
import { readPem, writePem } from "./pem.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const block = writePem("X", Uint8Array.of(1, 2, 3));

describe("writePem", () => {
  it("a block is what openssl writes, byte by byte", () => {
    openssl(`genpkey -algorithm ed25519 -out ${folder.path("k")}`);
    const text = openssl(`req -x509 -key ${folder.path("k")} -subj /CN=x`);
    expect(writePem("CERTIFICATE", readPem(text).blocks[0]!.bytes)).toBe(text);
  });
  it("a block ends with exactly one newline, so that files can be put together", () => {
    expect(block).toBe("-----BEGIN X-----\nAQID\n-----END X-----\n");
    expect(readPem(block + block).blocks).toHaveLength(2);
  });
  it("lines of base64 end after 64 characters", () => {
    for (const size of [47, 48, 49, 96]) {
      const lines = writePem("X", new Uint8Array(size)).trimEnd().split("\n").slice(1, -1);
      expect(lines.slice(0, -1).every((line) => line.length === 64)).toBe(true);
      expect(lines.at(-1)!.length).toBeGreaterThan(0);
    }
  });
});

describe("readPem", () => {
  it("blocks that were put together without a line break are parted, and lines counted on", () => {
    for (const text of [
      block.trimEnd() + block.trimEnd() + block,
      `${block.trimEnd()}\uFEFF${block.trimEnd()} ${block}`,
    ]) {
      const { blocks, problems, hasOtherText } = readPem(text);
      expect(blocks.map(({ line }) => line)).toEqual([1, 3, 5]);
      expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual(
        Array.from({ length: 3 }, () => block.trimEnd()),
      );
      expect({ problems, hasOtherText }).toEqual({ problems: [], hasOtherText: false });
    }
  });

  const bytes = (text: string): number[][] => readPem(text).blocks.map((each) => [...each.bytes]);

  it.each([
    ["CRLF", block.replaceAll("\n", "\r\n")],
    ["bare CR", block.replaceAll("\n", "\r")],
    ["a byte order mark", `\uFEFF${block}`],
    ["a byte order mark before a later block", `\uFEFF\n\uFEFF${block}`],
    ["indentation", block.replaceAll(/^/gm, "   ")],
    ["a missing newline at the end", block.trimEnd()],
    ["white space after the dashes", block.replaceAll("-----\n", "-----  \n")],
    ["empty lines", block.replaceAll("\n", "\n\n")],
    ["one character per line", "-----BEGIN X-----\nA\nQ\nI\nD\n-----END X-----"],
  ])("takes %s", (_, text) => {
    expect(bytes(text)).toEqual([[1, 2, 3]]);
    expect(readPem(text).problems).toEqual([]);
    expect(readPem(text).hasOtherText).toBe(false);
  });
  it("text between blocks is told with its lines and offsets", () => {
    const text = `Bag Attributes\n    friendlyName: x\n${block}subject=CN = a\n${block}`;
    const reading = readPem(text);
    expect(reading.hasOtherText).toBe(true);
    expect(reading.blocks.map(({ line }) => line)).toEqual([3, 7]);
    for (const { start, end } of reading.blocks) expect(text.slice(start, end)).toBe(block.trimEnd());
  });
  it("headers of RFC 1421 and their continuation lines are read", () => {
    const text =
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,\n 0011223344556677\n\nAQID\n-----END RSA PRIVATE KEY-----\n";
    const [key] = readPem(text).blocks;
    expect([...key!.headers]).toEqual([
      ["Proc-Type", "4,ENCRYPTED"],
      ["DEK-Info", "DES-EDE3-CBC,0011223344556677"],
    ]);
    expect([...key!.bytes]).toEqual([1, 2, 3]);
  });
  it.each([
    ["no-end", "-----BEGIN X-----\nAQID\n"],
    ["label-mismatch", "-----BEGIN X-----\nAQID\n-----END Y-----\n"],
    ["bad-base64", "-----BEGIN X-----\nAQ*D\n-----END X-----\n"],
    ["bad-base64", "-----BEGIN X-----\nAQI\n-----END X-----\n"],
    ["empty", "-----BEGIN X-----\n-----END X-----\n"],
  ])("reports %s and goes on with the next block", (problem, text) => {
    const reading = readPem(`${text}${block}`);
    expect(reading.problems).toEqual([{ line: 1, label: "X", problem, after: 0 }]);
    expect(reading.blocks).toHaveLength(1);
  });
  it("hostile text does not slow the reader down", () => {
    const work = startWork();
    readPem("-".repeat(2_000_000));
    readPem("-----BEGIN X-----\n".repeat(100_000));
    readPem(`-----BEGIN ${" ".repeat(1_000_000)}`);
    expect(work()).toBeLessThan(1000);
  });
});
