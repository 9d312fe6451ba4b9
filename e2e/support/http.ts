import { readFileSync } from "node:fs";
import { address, tokenPath, type Role } from "./console.ts";

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Http {
  /** `value` of a command that is done; throws with the message of one that is refused. */
  ask<Value = Record<string, unknown>>(command: string, input: unknown): Promise<Value>;
  /** The error of a command that is refused; throws when it is done. */
  refused(command: string, input: unknown): Promise<Refused>;
  /** The bytes of `export`. */
  take(input: unknown): Promise<Buffer>;
  line(line: string): Promise<{ readonly status: number; readonly text: string }>;
  put(fileName: string, content: string | Uint8Array): Promise<Response>;
  get(fileName: string): Promise<Response>;
}

/** The HTTP interface, with the token of a role. */
export function httpOf(role: Role): Http {
  const authorization = `Bearer ${readFileSync(tokenPath(role), "utf8").trim()}`;
  const post = (command: string, input: unknown) =>
    fetch(`${address}/api/v1/pki/${command}`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
  const file = (fileName: string, more: RequestInit = {}) =>
    fetch(`${address}/api/v1/files/${encodeURIComponent(fileName)}`, { ...more, headers: { authorization } });

  return {
    async ask<Value>(command: string, input: unknown) {
      const answer = await post(command, input);
      const body = (await answer.json()) as { value: Value; error?: { message: string } };
      if (!answer.ok) throw new Error(`${command} answered ${answer.status}: ${body.error?.message ?? ""}`);
      return body.value;
    },
    async refused(command, input) {
      const answer = await post(command, input);
      if (answer.ok) throw new Error(`${command} was done, and should have been refused`);
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      return { status: answer.status, ...error };
    },
    async take(input) {
      const answer = await post("export", input);
      if (!answer.ok) throw new Error(`export answered ${answer.status}: ${await answer.text()}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    async line(line) {
      const answer = await fetch(`${address}/api/v1/terminal`, {
        method: "POST",
        headers: { authorization, "content-type": "text/plain" },
        body: line,
      });
      return { status: answer.status, text: await answer.text() };
    },
    put: (fileName, content) => file(fileName, { method: "PUT", body: content as BodyInit }),
    get: (fileName) => file(fileName),
  };
}
