import "server-only";
import {
  notLoaded,
  type AttemptFacts,
  type AttemptQuestion,
  type LoadProblem,
} from "../../targets/rehearsal/attempt.ts";
import { Connection } from "./connection.ts";
import { FrameReader, writeFrame } from "./frames.ts";
import { type Answer, type Order, readOrder } from "./order.ts";
import { loadContext, type LoadedContext, type TlsFiles } from "./tls-context.ts";

/** The process of child.ts: takes an order and two keys, makes the connection, answers, and waits for the next. */

/** Bytes of one message at the most: the certificates and lists of both ends. */
const mostOrderBytes = 256 * 1024 * 1024;

const parts: Buffer[] = [];
const reader = new FrameReader(mostOrderBytes, (frame) => {
  parts.push(frame);
  if (parts.length < 3) return;
  const [order, serverKey, clientKey] = parts.splice(0) as [Buffer, Buffer, Buffer];
  void answerTo(order, serverKey, clientKey).then((answer) =>
    writeFrame(process.stdout, Buffer.from(JSON.stringify(answer))),
  );
});
process.stdin.on("data", (chunk: Buffer) => reader.read(chunk));
process.stdin.on("end", () => process.exit(0));

async function answerTo(order: Buffer, serverKey: Buffer, clientKey: Buffer): Promise<Answer> {
  try {
    return { facts: await connect(readOrder(order), serverKey, clientKey) };
  } catch (error) {
    return { bug: error instanceof Error ? (error.stack ?? error.message) : "no error" };
  } finally {
    for (const key of [serverKey, clientKey]) key.fill(0);
  }
}

async function connect(
  { question, problems }: Order,
  serverKey: Uint8Array,
  clientKey: Uint8Array,
): Promise<AttemptFacts> {
  const files = filesOf(question);
  const server = loadEnd(files.server, problems.server, serverKey);
  const client = loadEnd(files.client, problems.client, question.clientKey === null ? null : clientKey);
  if ("problem" in server || "problem" in client) return notLoaded(problemOf(server), problemOf(client));
  return new Connection(question, server.context, client.context).run();
}

function filesOf({ handshake, clientKey, version }: AttemptQuestion): { server: TlsFiles; client: TlsFiles } {
  const { server, client } = handshake;
  const judges = server.clientCertificate === "none" ? [] : server.trust;
  return {
    server: {
      chain: server.chain,
      trust: judges,
      trustsCertificates: server.trustsCertificates,
      crls: server.crls,
      version,
    },
    client: {
      chain: clientKey === null ? [] : client.chain,
      trust: client.trust,
      trustsCertificates: false,
      crls: [],
      version,
    },
  };
}

function loadEnd(files: TlsFiles, problem: LoadProblem | null, key: Uint8Array | null): LoadedContext {
  return problem === null ? loadContext(files, key) : { problem };
}

const problemOf = (loaded: LoadedContext): LoadProblem | null => ("problem" in loaded ? loaded.problem : null);
