import type { ChainMessages } from "../../sentences/error-messages.ts";

export const chainMessages: ChainMessages = {
  leads: ({ subject, isRoot }) =>
    isRoot ? `The chain leads to the root ${subject}.` : `The chain ends before a root: ${subject} is missing.`,
  otherWay: ({ subject, length, root, problem }) =>
    `Another way leads to ${subject} (${length} certificates). Choose it with ${root}.${problem === "" ? "" : ` It does not hold: ${problem}`}`,
};
