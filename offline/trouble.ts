/** Something that the page says to the person, in their language. */
export type TroubleCode =
  | "not-a-package"
  | "an-answer"
  | "package-changed"
  | "unreadable"
  | "algorithm"
  | "browser"
  | "key-unreadable"
  | "key-traditional"
  | "key-scheme"
  | "key-passphrase"
  | "key-foreign"
  | "signature-wrong";

export class Trouble extends Error {
  readonly code: TroubleCode;
  /** A name or an identifier that the sentence has; "" for none. */
  readonly detail: string;

  constructor(code: TroubleCode, detail = "") {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
