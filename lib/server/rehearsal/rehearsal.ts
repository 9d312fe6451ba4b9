import "server-only";
import pLimit from "p-limit";
import type { Rehearsal } from "../../commands/ports/rehearsal.ts";
import { isFailure } from "../error-codes.ts";
import { notLoaded, type AttemptQuestion, type LoadProblem } from "../../targets/rehearsal/attempt.ts";
import { Connection } from "./connection.ts";
import { loadContext, type LoadedContext, type TlsFiles } from "../vault/tls-context.ts";

/** Hands out a context that holds a stored key; the key itself stays where it is. */
export type SecureContexts = (fileName: string, files: TlsFiles) => Promise<LoadedContext>;

/** Connections at a time, each with one port, over all callers. */
const mostAtOnce = 4;

/** Real connections on the loopback interface, and nowhere else. */
export function createRehearsal(secureContexts: SecureContexts): Rehearsal {
  const limit = pLimit(mostAtOnce);
  return {
    attempt: (question) =>
      limit(async () => {
        const [server, client] = await loadBoth(secureContexts, question);
        if ("problem" in server || "problem" in client) return notLoaded(problemOf(server), problemOf(client));
        return new Connection(question, server.context, client.context).run();
      }),
  };
}

async function loadBoth(
  contexts: SecureContexts,
  { handshake, serverKey, clientKey, version }: AttemptQuestion,
): Promise<[LoadedContext, LoadedContext]> {
  const { server, client } = handshake;
  const judges = server.clientCertificate === "none" ? [] : server.trust;
  const clientFiles = { chain: clientKey === null ? [] : client.chain, trust: client.trust, crls: [], version };
  return [
    await loadStored(contexts, serverKey, { chain: server.chain, trust: judges, crls: server.crls, version }),
    clientKey === null ? loadContext(clientFiles, null) : await loadStored(contexts, clientKey, clientFiles),
  ];
}

/** A key that cannot be used is a fact about this end alone: the other connections of a rehearsal go on. */
async function loadStored(contexts: SecureContexts, key: string, files: TlsFiles): Promise<LoadedContext> {
  try {
    return await contexts(key, files);
  } catch (error) {
    if (isFailure(error, "key.still-locked")) return { problem: "key-locked" };
    if (isFailure(error, "key.absent")) return { problem: "key-absent" };
    throw error;
  }
}

const problemOf = (loaded: LoadedContext): LoadProblem | null => ("problem" in loaded ? loaded.problem : null);
