import type { RevocationListSentences } from "../../sentences/revocation-list-sentences.ts";

/** 폐기 목록이 무엇을 말하고 누가 서명했는지. */
export const revocationLists: RevocationListSentences = {
  signature: {
    valid: (who) => `서명: ${who}의 키로 만들어졌습니다.`,
    invalid: (who) =>
      `서명: 이름으로는 ${who}가 발급자이지만 그 키로 만든 서명이 아닙니다. 목록이 바뀌었거나 위조되었습니다.`,
    unsupported: (who) => `서명: ${who}의 키로 확인할 수 없습니다. 지원하지 않는 알고리즘입니다.`,
    "other-key": (who) => `서명: 목록에 적힌 발급자 키가 ${who}의 키와 달라 확인하지 않았습니다.`,
    "not-allowed": (who) => `서명: ${who}의 키로 만들어졌지만 그 키 용도는 폐기 목록 서명을 허용하지 않습니다.`,
    "no-issuer": () => "서명: 발급자의 인증서가 저장되어 있지 않아 확인하지 않았습니다.",
  },
  revoked: ({ serial, date, reason, issuer }) =>
    `일련번호 ${serial}은 목록에 있습니다. 폐기일: ${date}${reason === null ? "" : `, 사유: ${reason}`}${issuer === null ? "" : `, 발급자: ${issuer}`}.`,
  notListed: (serials) => `일련번호 ${serials.join(", ")}은 목록에 없습니다.`,
};
