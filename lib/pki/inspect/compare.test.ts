import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { compareElements, type ComparableElement, type ComparedRow } from "./compare.ts";
import { inspect } from "./inspect.ts";

/** Two certificates or requests side by side, judged by what `openssl x509 -text` prints of each. */

const folder = temporaryFolder();
const at = (name: string): string => folder.path(name);
afterAll(() => folder.remove());

const always = "-addext keyUsage=critical,digitalSignature,keyEncipherment -addext subjectKeyIdentifier=hash";
beforeAll(() => {
  for (const key of ["one", "two"])
    openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ${at(`${key}.key`)}`);
  const make = (name: string, key: string, days: number, subject: string, more: string) =>
    openssl(
      `req -x509 -new -key ${at(`${key}.key`)} -days ${days} -set_serial ${days} -subj ${subject} ${always} ${more} -out ${at(`${name}.pem`)}`,
    );
  make(
    "a",
    "one",
    90,
    "/C=KR/O=Example/CN=www.example.com",
    "-addext subjectAltName=DNS:www.example.com,IP:192.0.2.1,email:a@example.com -addext extendedKeyUsage=serverAuth",
  );
  make(
    "b",
    "two",
    365,
    "/C=KR/O=Example/CN=www.example.com",
    "-addext subjectAltName=DNS:www.example.com,DNS:shop.example.com -addext extendedKeyUsage=serverAuth,clientAuth -addext crlDistributionPoints=URI:http://crl.example.com/a.crl",
  );
  make(
    "c",
    "one",
    90,
    "/C=KR/O=Example/CN=www.example.com",
    "-addext subjectAltName=email:a@example.com,DNS:www.example.com,IP:192.0.2.1 -addext extendedKeyUsage=critical,serverAuth",
  );
  make("utf8", "one", 90, "/CN=example", "-utf8");
  openssl(
    `req -new -key ${at("one.key")} -subj /C=KR/O=Example/CN=www.example.com -addext subjectAltName=DNS:www.example.com -out ${at("a.csr")}`,
  );
});

async function read(name: string): Promise<ComparableElement> {
  const { elements } = await inspect(folder.read(name), { now: new Date() });
  return elements[0] as ComparableElement;
}
async function compare(first: string, second: string): Promise<readonly ComparedRow[]> {
  return compareElements(await read(first), await read(second));
}
const nameOf = ({ field, label }: ComparedRow): string => (field === "extension" ? label : field);
const isDifferent = ({ relation }: ComparedRow): boolean => relation !== "same";

/** Field → its lines in the dump of OpenSSL. */
function dumped(name: string): ReadonlyMap<string, string> {
  const lines = openssl(`x509 -in ${at(name)} -noout -text`).split("\n");
  const plain: readonly [string, RegExp][] = [
    ["version", /^ {8}Version: (.*)/],
    ["serial", /^ {8}Serial Number: (.*)/],
    ["signature", /^ {8}Signature Algorithm: (.*)/],
    ["issuer", /^ {8}Issuer: (.*)/],
    ["notBefore", /^ {12}Not Before: (.*)/],
    ["notAfter", /^ {12}Not After : (.*)/],
    ["subject", /^ {8}Subject: (.*)/],
    ["key", /^ {16}Public-Key: (.*)/],
  ];
  const found = new Map<string, string>();
  for (const line of lines)
    for (const [field, shape] of plain) if (shape.test(line)) found.set(field, shape.exec(line)![1]!);
  lines.forEach((line, index) => {
    const head = /^ {12}X509v3 ([A-Za-z ]+): ?(critical)?/.exec(line);
    if (head !== null)
      found.set(
        head[1]!,
        `${head[2] ?? ""} ${
          lines
            .slice(index + 1)
            .join("\n")
            .split(/\n {12}X509v3 |\n {4}Signature/)[0]!
        }`.trim(),
      );
  });
  return found;
}

describe("what differs is what differs in the dump of OpenSSL", () => {
  it.each([
    ["a.pem", "b.pem"],
    ["a.pem", "c.pem"],
    ["b.pem", "c.pem"],
  ])("of %s and %s", async (first, second) => {
    const rows = await compare(first, second);
    const [one, other] = [dumped(first), dumped(second)];
    const fields = [...new Set([...one.keys(), ...other.keys()])].filter((field) => field !== "key");
    const said = rows
      .filter(isDifferent)
      .map(nameOf)
      .filter((field) => !["fingerprint", "publicKey", "key"].includes(field));
    expect(new Set(said)).toEqual(new Set(fields.filter((field) => one.get(field) !== other.get(field))));
    expect(new Set(rows.map(nameOf))).toEqual(new Set([...fields, "key", "publicKey", "fingerprint"]));
  });

  it("each alternative name stands in the dump, and those that one side lacks do not stand in the other", async () => {
    const rows = await compare("a.pem", "b.pem");
    const names = rows.find(({ label }) => label === "Subject Alternative Name")!;
    expect(names).toMatchObject({
      relation: "different",
      first: { values: ["DNS: www.example.com", "IP: 192.0.2.1", "email: a@example.com"], isCritical: false },
      firstAlone: ["IP: 192.0.2.1", "email: a@example.com"],
      secondAlone: ["DNS: shop.example.com"],
    });
    expect(dumped("b.pem").get("Subject Alternative Name")).toContain("DNS:shop.example.com");
    expect(dumped("a.pem").get("Subject Alternative Name")).not.toContain("shop.example.com");
  });

  it("the public key is told apart by the digest that openssl pkey gives", async () => {
    const rows = await compare("a.pem", "b.pem");
    const digest = (key: string) => openssl(`dgst -sha256 -r ${at(`${key}.spki`)}`).split(" ")[0];
    for (const key of ["one", "two"])
      openssl(`pkey -in ${at(`${key}.key`)} -pubout -outform DER -out ${at(`${key}.spki`)}`);
    expect(rows.find(({ field }) => field === "publicKey")).toMatchObject({
      relation: "different",
      first: { values: [digest("one")] },
      second: { values: [digest("two")] },
    });
  });
});

it("names in another order are the same names, and a critical flag is a difference", async () => {
  const rows = await compare("a.pem", "c.pem");
  const of = (label: string) => rows.find((row) => row.label === label);
  expect(of("Subject Alternative Name")?.relation).toBe("other-order");
  expect(of("Extended Key Usage")).toMatchObject({ relation: "different", firstAlone: [], secondAlone: [] });
  expect(of("Extended Key Usage")?.second?.isCritical).toBe(true);
});

it("a certificate and the request for it share what the request has, and the rest stands alone", async () => {
  const rows = await compare("a.csr", "a.pem");
  const relations = Object.fromEntries(rows.map((row) => [nameOf(row), row.relation]));
  expect(relations).toMatchObject({
    subject: "same",
    key: "same",
    publicKey: "same",
    serial: "second-only",
    issuer: "second-only",
    notAfter: "second-only",
    "Subject Alternative Name": "different",
  });
});

it("a name in another string type reads the same and is encoded otherwise", async () => {
  openssl(
    `req -x509 -new -key ${at("one.key")} -days 90 -set_serial 90 -subj /CN=example ${always} -config ${plain()} -out ${at("printable.pem")}`,
  );
  const subject = (await compare("utf8.pem", "printable.pem")).find(({ field }) => field === "subject");
  expect(subject?.relation).toBe("other-encoding");
});

function plain(): string {
  folder.write("plain.cnf", "[req]\nstring_mask=default\ndistinguished_name=dn\n[dn]\n");
  return at("plain.cnf");
}

it("a certificate is the same as itself in every field", async () => {
  expect((await compare("b.pem", "b.pem")).filter(isDifferent)).toEqual([]);
});
