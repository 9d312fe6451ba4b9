import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createPlainServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { answerOcsp, ocspPath } from "../../serve/ocsp.ts";
import { answerPublished, publishedPath } from "../../serve/published.ts";

/** Where authorities publish: set once, said by certificates, and asked from the host itself. */

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterAll(stopTestServer);

const listening: Server[] = [];
afterAll(() => listening.forEach((server) => server.close()));
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  listening.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(providers)("the address that authorities publish under, on %s", (provider) => {
  let console_: TestConsole;
  const ask: TestConsole["ask"] = (...words) => console_.ask(...words);
  const refusal: TestConsole["refusal"] = (...words) => console_.refusal(...words);

  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    await ask("selfsigned", { name: "corp-root", subject: { CN: "Corp Root" }, key: "p-256" });
    await person("before", "corp-root");
  });
  afterAll(() => console_.close());

  async function person(name: string, issuer: string, more: Record<string, unknown> = {}): Promise<void> {
    await ask("csr", { name, subject: { CN: name }, key: "p-256" });
    await ask("sign", { request: name, issuer, profile: "client", ...more });
  }
  async function text(name: string): Promise<string> {
    const { bytes } = await ask("download", { file: `${name}.crt` });
    return openssl(`x509 -in ${folder.write(`${name}.crt`, bytes)} -noout -text`);
  }
  /** As the console serves it, with something done to each answer. */
  const served = (spoil: (...heard: Parameters<RequestListener>) => boolean = () => false): Promise<string> =>
    listen((request, response) => {
      if (spoil(request, response)) return;
      const target = request.url ?? "";
      const asked = ocspPath(target);
      if (asked !== null) void answerOcsp(request, response, asked, console_.console.ocsp);
      else void answerPublished(request, response, publishedPath(target) ?? undefined, console_.console.published);
    });

  it("is no address with another scheme, a query or a person in it, and is for administrators to set", async () => {
    expect(await refusal("addresses.not-http", "addresses-save", { base: "https://pki.example.com" })).toEqual({
      scheme: "https",
    });
    for (const base of ["http://", "http://a b", "http://pki.example.com/?a=1", "http://me@pki.example.com", " "])
      await refusal("addresses.malformed", "addresses-save", { base });
    await refusal("actor.forbidden", "addresses-save", { base: "http://pki.example.com" }, "operator");
    await refusal("actor.forbidden", "addresses-check", {}, "operator");
    await refusal("actor.forbidden", "crl-save", { authority: "corp-root", listDays: 3 }, "operator");
    expect(await ask("addresses", {})).toMatchObject({ base: null, authorities: [] });
    expect(await text("before")).not.toContain("CRL Distribution Points");
  });

  it("stands in each certificate that is signed from then on, and what it names is there before it is asked for", async () => {
    const saved = await ask("addresses-save", { base: " http://PKI.example.com:8080/ " });
    expect(saved).toEqual({ base: "http://pki.example.com:8080", before: null, isOnlyHere: false });
    await person("kim", "corp-root");
    const said = await text("kim");
    expect(said).toContain("URI:http://pki.example.com:8080/crl/corp-root.crl");
    expect(said).toContain("OCSP - URI:http://pki.example.com:8080/ocsp/corp-root");
    expect(said).toContain("CA Issuers - URI:http://pki.example.com:8080/ca/corp-root.crt");
    expect(said).not.toContain("Freshest CRL");
    expect(await console_.console.published({ kind: "list", name: "corp-root", form: "der" })).not.toBeNull();
    expect((await ask("addresses", {})).authorities).toMatchObject([
      { name: "corp-root", number: 1, standing: "good", list: "http://pki.example.com:8080/crl/corp-root.crl" },
    ]);
  });

  it("stands in a sub-authority, in a renewal instead of the former one, and in each certificate of a batch", async () => {
    await ask("csr", { name: "sub", subject: { CN: "Sub CA" }, key: "p-256" });
    await ask("sign", { request: "sub", issuer: "corp-root", profile: "sub-ca" });
    expect(await text("sub")).toContain("/crl/corp-root.crl");
    await ask("addresses-save", { base: "http://lists.example.com" });
    await ask("renew", { name: "kim", key: "same" });
    const said = await text("kim");
    expect(said).toContain("URI:http://lists.example.com/crl/corp-root.crl");
    expect(said).not.toContain("pki.example.com");
    await ask("client-batch", { issuer: "sub", rows: [{ name: "Lee" }], profile: "none" });
    await ask("addresses-save", { base: "http://later.example.com" });
    await console_.console.batches.idle();
    const made = await text("lee");
    // As it was when the batch was asked for: a row that is taken up again becomes the very same certificate.
    expect(made).toContain("URI:http://lists.example.com/crl/sub.crl");
    await ask("addresses-save", { base: "http://lists.example.com" });
  });

  it("is left out of the certificates of an authority that is not to say it", async () => {
    await ask("crl-save", { authority: "sub", addresses: false });
    await person("park", "sub");
    expect(await text("park")).not.toContain("CRL Distribution Points");
    await ask("crl-save", { authority: "sub", addresses: true, listDays: 3 });
    await person("choi", "sub");
    expect(await text("choi")).toContain("/crl/sub.crl");
    const own = (await ask("addresses", {})).authorities.find(({ name }) => name === "sub");
    expect(own).toMatchObject({ settings: { hasAddresses: true, listDays: 3 }, usual: { listDays: 7 } });
  });

  it("of an authority under a passphrase names a list that the same passphrase signs", async () => {
    const passphrase = "a long passphrase";
    await ask("selfsigned", { name: "locked", subject: { CN: "Locked Root" }, key: "p-256", passphrase });
    await person("han", "locked", { passphrase });
    expect(await text("han")).toContain("/crl/locked.crl");
    const list = await console_.console.published({ kind: "list", name: "locked", form: "der" });
    const days = (list!.nextUpdate!.getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(180);
  });

  it("is reached where the console answers, and every other answer is told for what it is", async () => {
    const found = async (base: string) => {
      const { isReached, answers } = await ask("addresses-check", { base });
      expect(isReached).toBe(answers.every(({ found: { code } }) => code === "reached"));
      return answers.map(({ use, found: { code } }) => `${use} ${code}`).filter((each) => !each.endsWith("reached"));
    };
    expect(await found(await served())).toEqual([]);
    const redirecting = await listen((_, response) =>
      response.writeHead(301, { location: "https://pki.example.com/" }).end(),
    );
    expect((await ask("addresses-check", { base: redirecting })).answers[0]!.found).toEqual({
      code: "redirected",
      status: 301,
      location: "https://pki.example.com/",
    });
    expect(await found(await listen((_, response) => response.end("<h1>It works!</h1>")))).toEqual([
      "console other-console",
    ]);
    expect(await found(await listen((_, response) => response.writeHead(404).end()))).toEqual([
      "console other-console",
    ]);
    const withCharset = await served((request, response) => {
      if (request.url?.startsWith("/ocsp/") === true)
        response.setHeader("content-type", "application/ocsp-response; charset=utf-8");
      const isOcsp = request.url?.startsWith("/ocsp/") === true;
      if (isOcsp) response.end(Buffer.from("30030a0101", "hex"));
      return isOcsp;
    });
    expect(new Set(await found(withCharset))).toEqual(new Set(["ocsp media-type"]));
    const withOtherList = await served((request, response) => {
      const isList = request.url?.endsWith(".crl") === true;
      if (isList) response.writeHead(200, { "content-type": "application/pkix-crl" }).end("no list");
      return isList;
    });
    expect(new Set(await found(withOtherList))).toEqual(new Set(["list content"]));
    const refusing = await served((request, response) => {
      const isCertificate = request.url?.startsWith("/ca/corp") === true;
      if (isCertificate) response.writeHead(403).end();
      return isCertificate;
    });
    expect(await found(refusing)).toEqual(["certificate status"]);
    expect(await found("http://no-such-host.invalid")).toEqual(["console unknown-host"]);
    const closed = createPlainServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.once("listening", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await found(`http://127.0.0.1:${port}`)).toEqual(["console refused"]);
    const silent = await listen(() => undefined);
    expect(await found(silent)).toEqual(["console timeout"]);
    const other = createPlainServer((socket) => socket.on("error", () => undefined).end("SSH-2.0-OpenSSH_9.2\r\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    expect(await found(`http://127.0.0.1:${(other.address() as AddressInfo).port}`)).toEqual(["console not-http"]);
    other.close();
  }, 30_000);

  it("a list that a cache keeps for too long is told with its number and that of the newest one", async () => {
    const old = await console_.console.published({ kind: "list", name: "corp-root", form: "der" });
    await ask("crl", { authority: "corp-root" });
    const caching = await served((request, response) => {
      const isList = request.url === "/crl/corp-root.crl";
      if (isList) response.writeHead(200, { "content-type": "application/pkix-crl" }).end(old!.bytes);
      return isList;
    });
    const { answers } = await ask("addresses-check", { base: caching });
    expect(answers.filter(({ found }) => found.code !== "reached")).toMatchObject([
      { use: "list", authority: "Corp Root", found: { code: "stale", number: 1, newest: 2 } },
    ]);
  });

  it("certificates that say another address, or none, are found with their names", async () => {
    const { certificates } = await ask("addresses-check", {});
    expect(certificates.isCut).toBe(false);
    expect(certificates.others).toEqual([
      { origin: "http://pki.example.com:8080", count: 1, names: ["sub"] },
      { origin: null, count: 2, names: ["park", "before"] },
    ]);
  });

  it("is taken away again, and certificates say nothing then", async () => {
    await ask("addresses-save", { base: null });
    await person("yoon", "corp-root");
    expect(await text("yoon")).not.toContain("CRL Distribution Points");
    expect(await ask("addresses-check", {})).toMatchObject({ base: null, isReached: false, answers: [] });
  });
});
