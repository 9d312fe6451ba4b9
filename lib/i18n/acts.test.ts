import { describe, expect, it } from "vitest";
import { foreignWordsIn } from "../../test/support/terms.ts";
import { type ActName, acts, actVariants, type SentenceName, sentenceNameOf } from "../commands/ports/acts.ts";
import type { AuditRow } from "../commands/ports/audit.ts";
import { actSentences as english } from "./en/sentences/acts.ts";
import { actSentences as korean } from "./ko/sentences/acts.ts";
import type { Locale } from "./locale.ts";
import { tellAct, textOfAct } from "./sentences/acts.ts";
import { wordsOfReason } from "./sentences/reasons.ts";

type Told = Pick<AuditRow, "actor" | "actorKind" | "actorName" | "command" | "errorCode" | "facts" | "outcome">;

const ada: Told = {
  actor: "ada@example.com",
  actorKind: "user",
  actorName: "Ada",
  command: "sign",
  errorCode: null,
  facts: {},
  outcome: "done",
};
const titles = new Map([["b-1", "Tableau"]]);
const tell = (row: Partial<Told>, locale: Locale = "en"): string =>
  textOfAct(tellAct({ ...ada, ...row }, titles, locale));

describe("a row of the log is told in a sentence", () => {
  it.each<[Partial<Told>, string, string]>([
    [
      { facts: { request: "cmscore1.csr", issuer: "root-ca.crt" } },
      "Ada signed cmscore1.csr with root-ca.crt.",
      "Ada가 cmscore1.csr에 root-ca.crt로 서명했습니다.",
    ],
    [
      { outcome: "failed", errorCode: "key.wrong-passphrase", facts: { request: "web.csr", issuer: "dbca" } },
      "Ada could not sign web.csr with dbca: the passphrase was wrong.",
      "Ada가 web.csr에 dbca로 서명하지 못했습니다. 암호가 틀렸습니다.",
    ],
    [
      { outcome: "refused", errorCode: "actor.forbidden", command: "remove", facts: {} },
      "Ada could not delete a file: their role may not do this.",
      "Ada가 파일을 삭제하지 못했습니다. 이 역할로는 할 수 없는 일입니다.",
    ],
    [
      { outcome: "unfinished", command: "selfsigned", facts: { name: "root", commonName: "Example Root CA" } },
      "Ada began to make the self-signed certificate root; nothing says how it ended.",
      "Ada가 자체 서명 인증서 root를 만들기 시작했지만 어떻게 끝났는지 기록이 없습니다.",
    ],
    [
      { command: "export", facts: { name: "web", format: "p12", underPassphrase: false, unencrypted: true } },
      "Ada exported web with its key in clear.",
      "Ada가 web을 키와 함께 암호 없이 내보냈습니다.",
    ],
    [
      { command: "archive", facts: { names: ["a1", "a2", "a3"], count: 5 } },
      "Ada archived a1, a2 and 3 more.",
      "Ada가 a1, a2 외 3개를 아카이브했습니다.",
    ],
    [
      { command: "archive", facts: { names: ["a1", "a2"], count: 2 } },
      "Ada archived a1 and a2.",
      "Ada가 a1, a2를 아카이브했습니다.",
    ],
    [
      { command: "client-batch", facts: { people: 1, issuer: "staff-ca", title: null } },
      "Ada began the batch for 1 person, signed with staff-ca.",
      "Ada가 1명의 인증서에 staff-ca로 서명하는 일괄 발급을 시작했습니다.",
    ],
    [
      { command: "client-batch", facts: { batch: "b-1", row: 3, name: "minji", issuer: "staff-ca" } },
      "Ada issued minji in the batch Tableau.",
      "Ada가 일괄 발급 Tableau에서 minji를 발급했습니다.",
    ],
    [
      { actorKind: "token", actorName: null, actor: "ci", command: "csr", facts: { name: "web", commonName: null } },
      "The token ci made the request web.",
      "토큰 ci가 요청 web을 만들었습니다.",
    ],
    [
      { actorKind: "link", actorName: null, actor: "Minji Park (b-1)", command: "batch-collect" },
      "The link of Minji Park collected a file.",
      "Minji Park의 링크가 파일을 받아 갔습니다.",
    ],
    [
      {
        actorKind: null,
        actorName: null,
        actor: "",
        command: "sign-in",
        outcome: "refused",
        errorCode: "sign-in.refused",
        facts: { email: "ada@example.com" },
      },
      "An unknown caller could not sign in as ada@example.com: the e-mail address and the password did not belong together.",
      "확인되지 않은 사용자가 ada@example.com으로 로그인하지 못했습니다. 이메일 주소와 비밀번호가 맞지 않았습니다.",
    ],
    [
      { command: "user-create", facts: { email: "kim@example.com", role: "auditor" } },
      "Ada added kim@example.com as auditor.",
      "Ada가 kim@example.com을 감사자로 추가했습니다.",
    ],
    [{ command: "from-before" }, "Ada ran from-before.", "Ada가 from-before 명령을 실행했습니다."],
  ])("%o", (row, inEnglish, inKorean) => {
    expect(tell(row)).toBe(inEnglish);
    expect(tell(row, "ko")).toBe(inKorean);
  });

  it("a name with brackets and bars, as anybody may type it, stays as it is", () => {
    expect(tell({ command: "rename", facts: { name: "{to|x}", to: "[a]이(가)" } })).toBe(
      "Ada renamed {to|x} to [a]이(가).",
    );
  });

  it("the reason of a code that this version has not is said to be unknown", () => {
    expect(wordsOfReason("from.before", "en")).toMatch(/does not know/);
    expect(wordsOfReason("constructor", "ko")).toMatch(/모르는/);
  });
});

/** What every fact of an act may be in the log. */
const sample = {
  item: "web",
  items: ["web"],
  file: "web.crt",
  service: "shop",
  batch: "b-1",
  person: "kim@example.com",
};
const sampleOf = (kind: string): unknown =>
  ({ ...sample, role: "auditor", text: "words", texts: ["words"], number: 2 })[kind];

const names = [...Object.keys(acts), ...Object.keys(actVariants)] as SentenceName[];

it.each(names)("the act %s names the same facts in both languages, and leaves no place empty", (name) => {
  const variant = name in actVariants ? actVariants[name as keyof typeof actVariants] : null;
  const act: ActName = variant?.of ?? (name as ActName);
  const places = (text: string): string[] =>
    [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, place]) => place!))].sort();
  expect(places(korean[name].done)).toEqual(places(english[name].done));
  const full = Object.fromEntries(Object.entries(acts[act].facts).map(([fact, kind]) => [fact, sampleOf(kind)]));
  for (const phrase of ["done", "act"] as const) {
    // A place without words of its own behind a bar, and outside of brackets, has its fact whenever the command ran.
    const bare = english[name][phrase].replace(/\[[^\]]*\]/g, "");
    if (phrase === "act" && variant === null) expect(bare, "a refusal may know no facts").not.toMatch(/\{\w+\}/);
  }
  for (const outcome of ["done", "refused", "unfinished"] as const)
    for (const facts of [full, {}]) {
      const row = { ...ada, command: act, outcome, errorCode: outcome === "refused" ? "actor.forbidden" : null, facts };
      if (outcome === "done" && facts !== full) continue;
      const said = tell(row);
      expect(said).toMatch(/^Ada .*\.$/);
      expect(said).not.toMatch(/[{}[\]|#…]|undefined|  | [.:](?:\s|$)/);
      const saidInKorean = tell(row, "ko");
      expect(saidInKorean).toMatch(/^Ada가 .*다\.$/);
      expect(saidInKorean).not.toMatch(/[{}[\]|#…]|undefined|  |\(이\)|은\(는\)|이\(가\)|을\(를\)|와\(과\)|\(으\)로/);
      expect(foreignWordsIn(tell({ ...row, facts: {} }, "ko").replace(/^Ada/, ""))).toEqual([]);
    }
});

it("a variant is chosen by what the command writes into the log, the first that is so", () => {
  expect(sentenceNameOf("export", { name: "a", unencrypted: false, underPassphrase: true })).toBe("export:key");
  expect(sentenceNameOf("export", { name: "a", unencrypted: false, underPassphrase: false })).toBe("export");
  expect(sentenceNameOf("service-save", { name: "a", previous: "a" })).toBe("service-save:change");
  expect(sentenceNameOf("service-save", { name: "b", previous: "a" })).toBe("service-save:rename");
  expect(sentenceNameOf("service-save", { name: "a", previous: null })).toBe("service-save");
});
