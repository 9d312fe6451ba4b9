import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** The inventory as CSV, as Python reads it. */

let console_: TestConsole;
afterAll(() => console_.close());
const odd = '=HYPERLINK("http://evil.example/","a"), "quoted"; Ltd';
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "ca", subject: { CN: "Example CA" }, key: "p-256" });
  await console_.ask("csr", { name: "web", subject: { CN: "web.example.com", O: "주식회사 예" }, key: "p-256" });
  await console_.ask("sign", { request: "web", issuer: "ca" });
  await console_.ask("csr", { name: "odd", subject: { CN: odd }, key: "p-256" });
  await console_.ask("service-save", {
    name: "shop",
    target: "tls-server",
    inputs: { host: "web.example.com", identity: "web" },
  });
});

async function fetched(input: object): Promise<{ fileName: string; text: string; pieces: number }> {
  const { fileName, chunks } = await console_.ask("inventory-csv", input);
  const pieces: Uint8Array[] = [];
  for await (const piece of chunks) pieces.push(piece);
  return { fileName, text: Buffer.concat(pieces).toString(), pieces: pieces.length };
}

const python =
  "import csv,io,json,sys; print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode('utf-8-sig'),newline='')))))";
const rowsOf = (text: string): string[][] => JSON.parse(run("python3", ["-c", python], text)) as string[][];

it("has a row for each name, with what the list shows of it", async () => {
  const { fileName, text } = await fetched({});
  const [head, ...rows] = rowsOf(text);
  expect(fileName).toMatch(/^inventory-\d{4}-\d\d-\d\d\.csv$/);
  expect(head).toEqual([
    "Name",
    "Common name",
    "Subject",
    "Number of names",
    "Issuer",
    "Valid from (UTC)",
    "Valid until (UTC)",
    "Status",
    "Key",
    "Files",
    "Services",
    "Stored (UTC)",
  ]);
  expect(rows.map(([name]) => name)).toEqual(["ca", "odd", "web"]);
  const { row } = await console_.ask("item", { name: "web" });
  expect(rows[2]?.slice(0, 5)).toEqual(["web", "web.example.com", row.subject, "1", "Example CA"]);
  expect(rows[2]?.[6]).toBe(row.notAfter?.toISOString().slice(0, 19).replace("T", " "));
  expect(rows[2]?.slice(7, 11)).toEqual(["Valid", "P-256", "web.crt; web.csr; web.key", "shop"]);
});

it("begins no cell with what a spreadsheet would calculate, and keeps the name whole behind an apostrophe", async () => {
  const { text } = await fetched({ search: "HYPERLINK" });
  const [, row] = rowsOf(text);
  expect(row?.[1]).toBe(`'${odd}`);
  expect(
    rowsOf(text)
      .flat()
      .filter((cell) => /^[=+\-@]/.test(cell)),
  ).toEqual([]);
});

it("holds what a search finds, or what a service uses, and has a head in Korean too", async () => {
  expect(rowsOf((await fetched({ search: "web.example.com" })).text).map(([name]) => name)).toEqual(["Name", "web"]);
  expect(rowsOf((await fetched({ service: "shop" })).text).map(([name]) => name)).toEqual(["Name", "web"]);
  const [head, , , web] = rowsOf((await fetched({ language: "ko" })).text);
  expect(head?.slice(0, 3)).toEqual(["이름", "일반 이름(CN)", "주체"]);
  expect(web?.[7]).toBe("유효");
  expect(await console_.refusal("service.unknown", "inventory-csv", { service: "nothing" })).toEqual({
    service: "nothing",
  });
});

it("goes through every page of a longer list, a piece each", async () => {
  const before = rowsOf((await fetched({})).text).length;
  for (let n = 0; n < 400; n++)
    await console_.ask("csr", { name: `more-${n}`, subject: { CN: `more-${n}.example.com` }, key: "p-256" });
  const { text, pieces } = await fetched({});
  expect(rowsOf(text)).toHaveLength(before + 400);
  expect(pieces).toBe(4);
});
