import type { OfflineWords } from "../../documents/document-words.ts";

const instant = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;

export const offlineWords: OfflineWords = {
  certificate: ({ subject, authority, notBefore, notAfter, isAuthority, pathLength, names, template, by }) => [
    isAuthority
      ? `${by} asks ${authority} for a certificate that makes ${subject} an authority.`
      : `${by} asks ${authority} for a certificate for ${subject}.`,
    ...(pathLength === null
      ? []
      : [
          pathLength === 0
            ? "No authority may stand below it."
            : `Authorities below it, one under another: ${pathLength}.`,
        ]),
    ...(names.length === 0 ? [] : [`Names: ${names.join(", ")}.`]),
    `Valid from ${instant(notBefore)} until ${instant(notAfter)}. Template: ${template}.`,
  ],
  list: ({ authority, number, entries, thisUpdate, nextUpdate, by }) => [
    `${by} asks ${authority} for its revocation list number ${number}.`,
    entries === 0 ? "It revokes nothing." : `Certificates that it revokes: ${entries}.`,
    `It holds from ${instant(thisUpdate)} until ${instant(nextUpdate)}.`,
  ],
};
