import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { caseOf, type ChainCase, draft } from "../../../test/support/receivers/blueprint.ts";
import { askPrograms, type Judgement, type Said } from "../../../test/support/receivers/judges.ts";
import { crossedCases } from "../../../test/support/receivers/crossed.ts";
import { ruleRows } from "../../../test/support/receivers/rule-table.ts";
import { rules } from "../../../test/support/receivers/rules.ts";
import type { ReceiverQuestion } from "./asked.ts";
import type { Receiver } from "./receiver.ts";
import { receiverVerdicts } from "./verdicts.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** RECEIVER_MATRIX=whole asks every rule in every place: a minute more. */
const isWholeMatrix = process.env["RECEIVER_MATRIX"] === "whole";

/** Every rule by itself, for the first purpose in which it says something, and chains that are odd in two or three ways. */
const cases: readonly ChainCase[] = [
  ...rules
    .filter(({ isWide }) => isWide !== true || isWholeMatrix)
    .map((rule) => {
      const [purpose] = rule.purposes ?? (["server"] as const);
      const blueprint = draft(purpose!);
      rule.apply(blueprint);
      return caseOf(`${rule.name} [${purpose}]`, blueprint);
    }),
  ...crossedCases(120, 20261130),
];

describe("what is said of a receiver is what the program says", () => {
  let judgements: readonly Judgement[] = [];
  beforeAll(() => {
    judgements = askPrograms(cases, folder.path("."));
  }, 600_000);

  /** The cases in which the program says otherwise, with what both say. */
  function disagreements(
    receiver: Receiver,
    saidBy: (judgement: Judgement) => Said | null,
    asked: { readonly handshake?: boolean; readonly isNameAsked?: boolean } = {},
  ): string[] {
    return cases.flatMap((each, index) => {
      const said = saidBy(judgements[index]!);
      if (said === null) return [];
      const [verdict] = receiverVerdicts(questionOf(each, asked), [receiver]);
      if (verdict!.takes === said.takes) return [];
      return [`${each.rule}: we ${verdict!.takes} (${verdict!.reason?.code ?? ""}), it ${said.takes} (${said.text})`];
    });
  }

  test("the chains are many, and every program takes some and refuses some", () => {
    expect(cases.length).toBeGreaterThan(800);
    for (const program of ["opensslVerify", "gnutls", "nss", "java", "go"] as const) {
      const taken = judgements.filter((judgement) => judgement[program].takes).length;
      expect(taken, program).toBeGreaterThan(cases.length / 4);
      expect(cases.length - taken, program).toBeGreaterThan(100);
    }
  });

  test("openssl verify", () => {
    expect(disagreements("openssl", ({ opensslVerify }) => opensslVerify, { handshake: false })).toEqual([]);
  });
  test("a TLS handshake of OpenSSL", () => {
    expect(disagreements("openssl", ({ opensslHandshake }) => opensslHandshake)).toEqual([]);
  });
  test("certtool --verify", () => {
    expect(disagreements("gnutls", ({ gnutls }) => gnutls)).toEqual([]);
  });
  test("NSS's vfychain, which asks for no name", () => {
    expect(disagreements("nss", ({ nss }) => nss, { isNameAsked: false })).toEqual([]);
  });
  test("Java: a TLS handshake, or its builder of paths", () => {
    expect(disagreements("java", ({ java }) => java)).toEqual([]);
  });
  test("Go: a TLS handshake, or its building of paths", () => {
    expect(disagreements("go", ({ go }) => go)).toEqual([]);
  });
});

test("the table of docs/receivers.md says what the model says", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/receivers.md"), "utf8");
  const rows = text
    .slice(text.indexOf("## Where they part"))
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(rows.slice(2)).toEqual(ruleRows());
});

function questionOf(
  each: ChainCase,
  { handshake = true, isNameAsked = true }: { readonly handshake?: boolean; readonly isNameAsked?: boolean },
): ReceiverQuestion {
  return {
    target: each.target,
    sent: each.sent,
    anchors: each.anchors,
    at: new Date(),
    purpose: each.purpose,
    handshake,
    ...(each.name === null || !isNameAsked ? {} : { name: each.name }),
    ...(each.crls === null ? {} : { crls: each.crls }),
  };
}
