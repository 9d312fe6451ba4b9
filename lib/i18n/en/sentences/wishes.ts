import type { WishMessages } from "../../sentences/error-messages.ts";

/** What a request asks for and a profile does not grant. */
export const wishes: WishMessages = {
  subject: (asked, granted) => `The request names the subject ${asked}; the certificate says ${granted || "nothing"}.`,
  authority: (asked, granted) => `The request asks for an authority (${asked}); the certificate says ${granted}.`,
  "key-usage": (asked, granted) => `The request asks for the key usage ${asked}; the profile gives ${granted}.`,
  "extended-key-usage": (asked, granted) =>
    granted === ""
      ? `The request asks for the use as ${asked}; the profile names no uses, so this was left out.`
      : `The request asks for the use as ${asked}; the profile gives ${granted}.`,
  names: (asked) => `The request asks for the names ${asked}; they are not in the certificate.`,
  policies: (asked) =>
    `The request asks for the certificate policies ${asked}; no profile has policies, so they were left out.`,
  template: (asked) =>
    `The request names the template ${asked} of Windows; the profile decides here, so it was left out.`,
  extension: (asked) => `The request asks for the extensions ${asked}; they were left out.`,
  attribute: (asked) => `The request carries the attributes ${asked}; a certificate has no place for them.`,
};
