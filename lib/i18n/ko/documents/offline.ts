import type { OfflineWords } from "../../documents/document-words.ts";

const instant = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;

export const offlineWords: OfflineWords = {
  certificate: ({ subject, authority, notBefore, notAfter, isAuthority, pathLength, names, template, by }) => [
    isAuthority
      ? `요청자 ${by}: ${authority}의 서명으로 ${subject} 이름의 인증 기관을 만드는 인증서를 요청합니다.`
      : `요청자 ${by}: ${authority}의 서명으로 ${subject} 인증서를 요청합니다.`,
    ...(pathLength === null
      ? []
      : [
          pathLength === 0
            ? "그 아래에는 인증 기관을 둘 수 없습니다."
            : `그 아래로 이어질 수 있는 인증 기관: ${pathLength}단계.`,
        ]),
    ...(names.length === 0 ? [] : [`이름: ${names.join(", ")}.`]),
    `유효 기간: ${instant(notBefore)} ~ ${instant(notAfter)}. 템플릿: ${template}.`,
  ],
  list: ({ authority, number, entries, thisUpdate, nextUpdate, by }) => [
    `요청자 ${by}: ${authority}의 폐기 목록 ${number}번을 요청합니다.`,
    entries === 0 ? "폐기하는 인증서가 없습니다." : `폐기하는 인증서: ${entries}개.`,
    `효력 기간: ${instant(thisUpdate)} ~ ${instant(nextUpdate)}.`,
  ],
};
