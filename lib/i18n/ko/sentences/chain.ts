import { settled } from "../particles.ts";
import type { ChainMessages } from "../../sentences/error-messages.ts";

export const chainMessages: ChainMessages = settled({
  leads: ({ subject, isRoot }) =>
    isRoot ? `체인은 루트 ${subject}까지 이어집니다.` : `체인이 루트 전에 끝납니다. ${subject} 인증서가 없습니다.`,
  otherWay: ({ subject, length, root, problem }) =>
    `${subject}까지 이어지는 다른 길도 있습니다(인증서 ${length}개). ${root}(으)로 고를 수 있습니다.${problem === "" ? "" : ` 이 길은 성립하지 않습니다: ${problem}`}`,
});
