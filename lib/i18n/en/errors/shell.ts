import type { LineErrorMessages } from "../../sentences/error-messages.ts";

export const lineErrors: LineErrorMessages = {
  // the typed line
  "line.unbalanced-quote": ({ position }) => `The quote at position ${position} is never closed.`,
  "line.unknown-word": ({ word, nearest }) =>
    `There is no command ${word}.${nearest === null ? " Type help to see them all." : ` The nearest is ${nearest}.`}`,
  "line.unknown-attribute": ({ attribute, command, nearest }) =>
    `pki ${command} takes no ${attribute}.${nearest === null ? ` Type help ${command}.` : ` The nearest is ${nearest}.`}`,
  "line.repeated-attribute": ({ attribute }) => `${attribute} is given twice.`,
  "line.missing-word": ({ command, word, usage }) => `pki ${command} needs ${word}. Usage: ${usage}`,
  "line.extra-word": ({ word, usage }) =>
    `${word} is one word too many. A value with spaces needs quotes. Usage: ${usage}`,
  "line.secret-inline": ({ command, what }) =>
    `A ${what} is never typed in a line. Type pki ${command} without it; it is asked for, masked.`,
  "line.secret-needed": ({ command, what, path }) =>
    `pki ${command} needs a ${what}, which is never part of a line. Send it as JSON to POST ${path}.`,
};
