/** Words that no text of the product has any more, and what it says instead. */
export const droppedWords: Readonly<Record<"en" | "ko", readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/has to be (?:let in|turned away)/, "should connect, should be refused; of what passed: connected, was refused"],
    [/went as it has to|[Aa]s it has to be/, "as expected"],
    [/It was not done/, "This could not be done"],
    [/Nothing to object to/, "No problem was found"],
    [/"What it is for/, "Purpose"],
    [/: "As"/, "Purpose"],
    [/"For the name/, "Name to check"],
    [/each with its mend/, "each with a way to fix it"],
    [/\bLeast (?:RSA|curve)\b/, "Minimum"],
    [/life is over/, "validity has passed"],
    [/Stands on it/, "Used by"],
  ],
  ko: [
    [/optional: "선택"/, "선택 사항"],
    [/이름 \{n\}개(?:를 (?:찾|삭제)| (?:갱신|내보내기|검증|삭제|되돌리기))/, "항목 {n}개"],
    [/(?<![가-힣])리프(?![가-힣]*레)/, "최종 인증서"],
    [/붙여 넣/, "붙여넣"],
    [/견주/, "비교하"],
    [/\b(?:server|client) 용도/, "서버 용도, 클라이언트 용도"],
    [/인벤토리/, "보관함"],
    [/내려받/, "다운로드"],
    [/묶음 발급/, "일괄 발급"],
    [/CA 응답/, "CA 회신"],
    [/(?:세요|나요|해요|에요)[.?"]/, "하십시오체"],
  ],
};
