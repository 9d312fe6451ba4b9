/**
 * Korean words that passwords are made of, the commonest first: as they are, and as they come out on an English
 * keyboard. No package has them.
 */
export const koreanWords: string[] = [
  ..."비밀번호 암호 사랑해 안녕 안녕하세요 대한민국 한국 서울 관리자 테스트 우리 가족 엄마 아빠 사랑 행복 감사합니다 학교 회사 친구".split(
    " ",
  ),
  ..."바보 하늘 바다 천사 축구 사용자 로그인 인증서 서버 가나다 가나다라 가나다라마바사 무궁화 동해물과 백두산이 화이팅 고양이 강아지".split(
    " ",
  ),
  ..."ㅂㅈㄷㄱ ㅂㅈㄷㄱㅅ ㅁㄴㅇㄹ ㅋㅌㅊㅍ ㅋㅋㅋ ㅎㅎㅎ ㄱㄴㄷㄹ".split(" "),
  // Two-set layout: qlalfqjsgh is 비밀번호, tkfkdgo 사랑해, dkssud 안녕.
  ..."qlalfqjsgh dkagh tkfkdgo tkfkd dkssud dkssudgktpdy eogksalsrnr gksrnr tjdnf rhksflwk xptmxm dnfl rkwhr djaak dkQk".split(
    " ",
  ),
  ..."godqhr gkrry ghltk clsrn qkqh gksmf qkek cjstk cnrrn rkskek rkskekfk andrndghk ghkdlxld rhdiddl rkddkwl".split(
    " ",
  ),
];
