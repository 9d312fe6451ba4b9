import "server-only";
import type { AttemptFacts, AttemptQuestion, LoadProblem } from "../../targets/rehearsal/attempt.ts";

/** What the process of a connection is asked, before the keys. */
export interface Order {
  readonly question: AttemptQuestion;
  /** Why an end has no key that can be used. */
  readonly problems: { readonly server: LoadProblem | null; readonly client: LoadProblem | null };
}

/** What it answers. `bug`: an error that was not foreseen, for the log. */
export type Answer = { readonly facts: AttemptFacts } | { readonly bug: string };

/** JSON; certificates and lists are base64 of their DER. */
export function writeOrder(order: Order): Buffer {
  return Buffer.from(JSON.stringify(withBytes(order, (der) => Buffer.from(der).toString("base64"))));
}

export function readOrder(bytes: Buffer): Order {
  const written = JSON.parse(bytes.toString()) as Order;
  return withBytes(written, (text) => Buffer.from(text as unknown as string, "base64")) as Order;
}

function withBytes<T>({ question, problems }: Order, each: (bytes: Uint8Array) => T) {
  const { server, client, ...handshake } = question.handshake;
  return {
    problems,
    question: {
      ...question,
      handshake: {
        ...handshake,
        server: {
          ...server,
          chain: server.chain.map(each),
          trust: server.trust.map(each),
          crls: server.crls.map(each),
        },
        client: { ...client, chain: client.chain.map(each), trust: client.trust.map(each) },
      },
    },
  };
}
