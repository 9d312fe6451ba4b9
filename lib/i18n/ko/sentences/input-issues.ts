import type { InputIssue } from "../../../commands/error-codes.ts";
import { settled } from "../particles.ts";

type Params = InputIssue["params"];

/** 필드가 받는 값을 사람의 말로 적습니다. */
const kinds: Readonly<Record<string, string>> = {
  string: "글",
  number: "숫자",
  int: "정수",
  boolean: "참 또는 거짓",
  array: "목록",
  object: "객체",
  record: "객체",
};

/** 필드 이름 없이 무엇이 잘못되었는지 말합니다(양식은 필드 옆에 보여 줍니다). */
export const inputIssues: Readonly<Record<string, (params: Params) => string>> = settled<
  Record<string, (params: Params) => string>
>({
  required: () => "필요한 값입니다.",
  "wrong-type": ({ expected }) => `값의 형식은 ${kinds[String(expected)] ?? expected}이어야 합니다.`,
  "unknown-field": ({ name }) => `여기에는 ${name} 필드가 없습니다.`,
  "too-short": ({ minimum }) => (minimum === 1 ? "값이 비어 있습니다." : `길이가 ${minimum} 이상이어야 합니다.`),
  "too-long": ({ maximum }) => `길이가 ${maximum}보다 깁니다.`,
  "too-small": ({ minimum }) => `가장 작은 값은 ${minimum}입니다.`,
  "too-large": ({ maximum }) => `가장 큰 값은 ${maximum}입니다.`,
  "not-one-of": ({ values }) => `다음 중 하나여야 합니다: ${values}.`,
  "not-whole": () => "정수여야 합니다.",
  "not-for-format": ({ format, formats }) => `${format}에는 쓰지 않습니다. ${formats}에 쓰는 항목입니다.`,
  "one-of-fields": ({ fields }) => `${fields} 중 정확히 하나만 주어야 합니다.`,
  base64: () => "base64가 아닙니다.",
  host: () => "호스트 이름이나 IP 주소가 아닙니다. 한글 등 다른 문자의 이름은 xn-- 형식으로 입력하십시오.",
  email: () => "이메일 주소가 아닙니다.",
  malformed: () => "이 필드가 받는 값이 아닙니다.",
});

export function inputIssueText(issue: InputIssue): string {
  return (inputIssues[issue.code] ?? inputIssues["malformed"])!(issue.params);
}

/** 터미널과 HTTP에서 쓰도록 필드 이름을 앞에 붙입니다. */
export function inputIssueSentence(issue: InputIssue): string {
  return issue.field === "" ? inputIssueText(issue) : `${issue.field}: ${inputIssueText(issue)}`;
}
