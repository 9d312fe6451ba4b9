import type { LineErrorMessages } from "../../sentences/error-messages.ts";
import { settled } from "../particles.ts";

const secretWords: Readonly<Record<string, string>> = {
  passphrase: "암호",
  passphrases: "암호",
  password: "비밀번호",
  current: "현재 비밀번호",
};

function secretWord(what: string): string {
  return secretWords[what] ?? "비밀 값";
}

export const lineErrors: LineErrorMessages = settled({
  // the typed line
  "line.unbalanced-quote": ({ position }) => `${position}번째의 따옴표가 닫히지 않았습니다.`,
  "line.unknown-word": ({ word, nearest }) =>
    `${word} 명령은 없습니다.${nearest === null ? " help를 입력하면 모든 명령을 볼 수 있습니다." : ` 가장 가까운 명령은 ${nearest}입니다.`}`,
  "line.unknown-attribute": ({ attribute, command, nearest }) =>
    `pki ${command}은(는) ${attribute}을(를) 받지 않습니다.${nearest === null ? ` help ${command}을(를) 입력하십시오.` : ` 가장 가까운 것은 ${nearest}입니다.`}`,
  "line.repeated-attribute": ({ attribute }) => `${attribute}이(가) 두 번 주어졌습니다.`,
  "line.missing-word": ({ command, word, usage }) => `pki ${command}에는 ${word}이(가) 필요합니다. 사용법: ${usage}`,
  "line.extra-word": ({ word, usage }) =>
    `${word}은(는) 남는 단어입니다. 공백이 있는 값은 따옴표로 묶으십시오. 사용법: ${usage}`,
  "line.secret-inline": ({ command, what }) =>
    `${secretWord(what)}은(는) 명령줄에 적지 않습니다. 빼고 pki ${command}을(를) 입력하면 가린 채로 묻습니다.`,
  "line.secret-needed": ({ command, what, path }) =>
    `pki ${command}에는 ${secretWord(what)}이(가) 필요하지만 명령줄에 적지 않습니다. POST ${path}에 JSON으로 보내십시오.`,
});
