import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCorpora } from "./corpora.ts";
import { goneDifferences, type KnownDifferences, newDifferences, readKnownDifferences } from "./known-differences.ts";
import { type CorpusResult, runCorpus } from "./run.ts";

const known: KnownDifferences = {
  reasons: { why: "because" },
  differences: [{ corpus: "suite", id: "a", got: "REJECT", reason: "why" }],
};
const resultOf = (disagreements: CorpusResult["disagreements"], corpus = "suite"): CorpusResult => ({
  corpus,
  run: 2,
  agreed: 2 - disagreements.length,
  wrongAccepts: 0,
  wrongRejects: 0,
  unsupported: 0,
  worstMs: 1,
  disagreements,
});
const difference = (id: string, got: string) => ({ id, expected: "ACCEPT" as const, got, code: "path.x" });

describe("known differences", () => {
  test("an explained difference is neither new nor gone", () => {
    const results = [resultOf([difference("a", "REJECT")])];
    expect(newDifferences(results, known)).toEqual([]);
    expect(goneDifferences(results, known)).toEqual([]);
  });

  test("another case, and another verdict on a known one, are new", () => {
    const results = [resultOf([difference("a", "UNSUPPORTED"), difference("b", "REJECT")])];
    expect(newDifferences(results, known)).toHaveLength(2);
  });

  test("an agreement that was not expected is told, but not for a suite that did not run", () => {
    expect(goneDifferences([resultOf([])], known)).toEqual(["suite a: no longer REJECT"]);
    expect(goneDifferences([resultOf([], "other")], known)).toEqual([]);
  });

  test("a case over which the runner itself stumbles is counted as unsupported and the others still run", () => {
    const result = runCorpus({
      name: "suite",
      cases: [
        { id: "broken", expected: "ACCEPT", run: () => JSON.parse("{") as never },
        { id: "whole", expected: "REJECT", run: () => ({ got: "REJECT", code: "path.expired" }) },
      ],
    });
    expect(result).toMatchObject({
      run: 2,
      agreed: 1,
      unsupported: 1,
      disagreements: [{ id: "broken", code: "conformance.failed" }],
    });
  });

  test("every reason is a heading of the document, and every difference has a reason", () => {
    const document = readFileSync(new URL("../docs/divergences-path.md", import.meta.url), "utf8");
    const { reasons, differences } = readKnownDifferences();
    for (const [reason, title] of Object.entries(reasons)) expect(document).toContain(`### ${reason}: ${title}`);
    for (const { id, reason } of differences) {
      expect(reasons, id).toHaveProperty([reason]);
      expect(document).toContain(id.split("unittest/").at(-1)!);
    }
  });
});

const { validFrom } = new X509Certificate(readFileSync(new URL("../testdata/chain/server.crt", import.meta.url)));
const attime = ["-attime", String(Date.parse(validFrom) / 1000 + 60)];
const at = new Date(Date.parse(validFrom) + 60_000).toISOString();

/** OpenSSL's layout over the chain of the fixtures. */
const entry = (id: string, expected: unknown, changed: object = {}) => ({
  id,
  kind: "path-validation",
  expected,
  cert: "chain/server.crt",
  purpose: "sslserver",
  trusted: ["chain/root.crt"],
  untrusted: ["chain/issuing.crt"],
  options: attime,
  ...changed,
});

describe("the runner over a folder that is not a whole corpus", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "conformance-"));
    mkdirSync(join(root, "openssl-test"));
    cpSync(fileURLToPath(new URL("../testdata/chain", import.meta.url)), join(root, "openssl-test/chain"), {
      recursive: true,
    });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (file: string, content: unknown) =>
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  const runAll = () => readCorpora(root).map(runCorpus);
  const broken = (id: string) => expect.objectContaining({ id, got: "UNSUPPORTED", code: "conformance.broken" });

  test("what is whole is run, and nothing that is broken agrees with a rejection", () => {
    const cut = readFileSync(join(root, "openssl-test/chain/issuing.crt"), "latin1").slice(0, -40);
    write("openssl-test/chain/cut.crt", cut);
    write("openssl-test/chain/rubbish.crt", "nothing");
    write("openssl-test/index.json", {
      entries: [
        entry("whole", "ACCEPT"),
        entry("wrong anchor", "REJECT", { trusted: ["chain/server.crt"], cert: "chain/issuing.crt", untrusted: [] }),
        entry("gone", "REJECT", { untrusted: ["chain/not-there.crt"] }),
        entry("cut", "REJECT", { untrusted: ["chain/cut.crt"] }),
        entry("rubbish", "REJECT", { trusted: ["chain/rubbish.crt"] }),
        entry("no verdict", "MAYBE"),
        entry("no list", "REJECT", { untrusted: 42 }),
        entry("nothing stated", null),
        { kind: "path-validation" },
        null,
      ],
    });
    const [result, ...others] = runAll();
    expect(others).toEqual([]);
    expect(result).toMatchObject({ run: 9, agreed: 2, wrongAccepts: 0, wrongRejects: 0, unsupported: 7 });
    expect(result!.disagreements).toEqual(
      ["gone", "cut", "rubbish", "no verdict", "no list", "index.json[8]", "index.json[9]"].map(broken),
    );
  });

  test("an index that is cut off is one broken thing, and so is a data file", () => {
    write("openssl-test/index.json", JSON.stringify({ entries: [entry("whole", "ACCEPT")] }).slice(0, -3));
    mkdirSync(join(root, "x509-limbo"));
    write("x509-limbo/limbo.json", `{"testcases": [`);
    expect(runAll()).toMatchObject([
      { corpus: "x509-limbo", run: 1, agreed: 0, unsupported: 1, disagreements: [{ id: "limbo.json" }] },
      { corpus: "openssl-test verify", run: 1, agreed: 0, unsupported: 1, disagreements: [{ id: "index.json" }] },
    ]);
  });

  test("of a data file those cases are run that the index lists; a case whose certificates are gone does not agree", () => {
    const pem = (name: string) => readFileSync(join(root, "openssl-test/chain", name), "latin1");
    const testcase = (id: string, expected: string, untrusted: readonly string[]) => ({
      id,
      expected,
      trusted: ["root"],
      untrusted,
      peer: "server",
      peer_name: { kind: "DNS", value: "nobody.example" },
      validation_time: at,
    });
    mkdirSync(join(root, "bettertls"));
    write("bettertls/bettertls-pathbuilding.json", {
      certs: { root: pem("root.crt"), server: pem("server.crt"), issuing: pem("issuing.crt") },
      testcases: [
        testcase("a", "FAILURE", ["issuing"]),
        testcase("b", "FAILURE", ["gone"]),
        testcase("c", "FAILURE", ["issuing"]),
      ],
    });
    write("bettertls/index.json", {
      entries: ["a", "b", "z"].map((id) => ({
        id,
        file: "bettertls-pathbuilding.json",
        kind: "path-validation",
        expected: "FAILURE",
      })),
    });
    rmSync(join(root, "openssl-test"), { recursive: true });
    expect(runAll()).toMatchObject([
      { corpus: "bettertls-pathbuilding", run: 2, agreed: 1, disagreements: [broken("b")] },
    ]);
  });

  test("an empty folder is an empty answer, and no folder is said", () => {
    rmSync(join(root, "openssl-test"), { recursive: true });
    const main = fileURLToPath(new URL("../scripts/conformance.mjs", import.meta.url));
    const run = (folder: string) =>
      spawnSync(process.execPath, [main, folder, "--json", join(root, "out/answer.json")], { encoding: "utf8" });
    expect(run(root)).toMatchObject({ status: 0, stderr: expect.stringContaining("no corpus found") });
    expect(JSON.parse(readFileSync(join(root, "out/answer.json"), "utf8"))).toEqual([]);
    expect(run(join(root, "none"))).toMatchObject({ status: 2, stderr: expect.stringContaining("is not there") });
  });
});
