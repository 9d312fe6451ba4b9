import "server-only";
import { pino, stdSerializers } from "pino";
import { requestId } from "../serve/request-id.ts";
import { visibleText } from "../pki/asn1/visible-text.ts";

/** JSON lines on standard error. Nothing of it is ever shown to a caller, and nothing secret is ever written to it. */
const secretFields = [
  "password",
  "passphrase",
  "token",
  "authorization",
  "cookie",
  "secret",
  "privateKey",
  "unencrypted",
];

export const log = pino(
  {
    base: null,
    mixin: () => {
      const id = requestId();
      return id === null ? {} : { requestId: id };
    },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: "[removed]" },
    serializers: {
      error: (error: unknown) => {
        if (!(error instanceof Error)) return withoutSecrets(String(error));
        const { type, message, stack } = stdSerializers.err(error);
        return { type, message: withoutSecrets(message), stack: withoutSecrets(stack) };
      },
    },
  },
  // The words of other people in a line are escaped as JSON has it: the log may be read in a terminal.
  { write: (line: string) => void process.stderr.write(visibleText(line)) },
);

/**
 * The words of a library can quote what it was given. PEM of a private key, our tokens, URLs with a password and very
 * long texts are cut out; redaction by field name cannot see inside of a message.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(
      /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
      "[private key removed]",
    )
    .replace(/\bcs_[A-Za-z0-9_-]{43}/g, "[token removed]")
    .replace(/(\w+:\/\/[^\s:/@]+):[^\s@/]+@/g, "$1:***@")
    .replace(/[A-Za-z0-9+/=_-]{400,}/g, "[long text removed]");
}
