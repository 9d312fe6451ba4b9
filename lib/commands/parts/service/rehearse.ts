import { Failure } from "../../error-codes.ts";
import type { AttemptQuestion } from "../../../targets/rehearsal/attempt.ts";
import type { ClientIdentity } from "../../../targets/rehearsal/identity.ts";
import { writeTranscript, type Transcript } from "../../../targets/rehearsal/transcript.ts";
import type { CheckResult } from "../../../targets/preflight.ts";
import type { Handshake } from "../../../targets/handshake.ts";
import type { Material } from "../../../targets/material.ts";
import type { Plan } from "../../../targets/plan.ts";
import type { Context } from "../../command.ts";

/** A transcript, and what preflight says of the certificates that met in it. */
export interface RehearsedHandshake extends Transcript {
  readonly title: Handshake["title"];
  readonly facts: Handshake["facts"];
  readonly checks: readonly CheckResult[];
}

export interface Rehearsed {
  readonly passed: boolean;
  readonly transcript: readonly RehearsedHandshake[];
  /** Whom the service took the first client for that was let in. */
  readonly identity?: ClientIdentity;
  /** Why nothing could be rehearsed, or less than was planned: the checks that fail. */
  readonly missing: readonly CheckResult[];
}

/** A deployment of any size that is met fits; what is above is refused whole and not cut silently. */
const mostAttempts = 400;

/**
 * Runs every handshake of a plan over every version, and where a server wants a certificate also without one.
 * @throws Failure `rehearsal.too-many`.
 */
export async function rehearsePlan(context: Context, plan: Plan, material: Material): Promise<Rehearsed> {
  const questions = [...plan.handshakes, ...withoutCertificate(plan.handshakes)].flatMap((handshake) =>
    attemptsOf(handshake, material),
  );
  if (questions.length > mostAttempts)
    throw new Failure("rehearsal.too-many", { attempts: questions.length, limit: mostAttempts });
  const failing = plan.checks.filter(({ status }) => status === "fail");
  const at = context.clock.now();
  const transcript = await Promise.all(
    questions.map(async (question) => {
      const { title, facts, roles } = question.handshake;
      const checks = failing.filter(({ about }) => about !== null && roles.includes(about));
      return { ...writeTranscript(question, await context.rehearsal.attempt(question), at), title, facts, checks };
    }),
  );
  const known = transcript.find(({ passed, identity }) => passed && identity !== null)?.identity ?? null;
  return {
    passed: transcript.length > 0 && transcript.every(({ passed }) => passed),
    transcript,
    ...(known === null ? {} : { identity: known }),
    missing: transcript.length === 0 ? failing : [],
  };
}

/**
 * A server that asks for certificates has to be seen without one too; targets that plan it themselves are not asked
 * twice.
 */
function withoutCertificate(handshakes: readonly Handshake[]): Handshake[] {
  const asking = handshakes.filter(({ server }) => server.clientCertificate !== "none");
  const isCovered = ({ server }: Handshake) =>
    asking.some((each) => each.client.identity === null && each.server.identity === server.identity);
  const first = asking.filter(
    (each, index) =>
      !isCovered(each) && asking.findIndex(({ server }) => server.identity === each.server.identity) === index,
  );
  return first.map((handshake) => ({
    ...handshake,
    client: { ...handshake.client, identity: null, chain: [] },
    expected: handshake.server.clientCertificate === "required" ? "refused" : "accepted",
  }));
}

function attemptsOf(handshake: Handshake, material: Material): AttemptQuestion[] {
  const { server, client, expected } = handshake;
  const serverKey = keyOf(material, server.identity);
  const clientKey = client.identity === null ? null : keyOf(material, client.identity);
  return handshake.versions.map((version) => ({ handshake, serverKey, clientKey, version, expected }));
}

/** Whether it can be used is for the rehearsal to see, and a line of its transcript. */
function keyOf(material: Material, name: string): string {
  return material.identities.get(name)?.keyFile ?? `${name}.key`;
}
