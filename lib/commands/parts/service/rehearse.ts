import { Failure } from "../../error-codes.ts";
import type { AttemptQuestion } from "../../../targets/rehearsal/attempt.ts";
import type { ClientIdentity } from "../../../targets/rehearsal/identity.ts";
import { writeTranscript, type Transcript } from "../../../targets/rehearsal/transcript.ts";
import type { CheckResult } from "../../../targets/preflight.ts";
import type { Handshake } from "../../../targets/handshake.ts";
import type { Material } from "../../../targets/material.ts";
import type { Plan } from "../../../targets/plan.ts";
import type { Context } from "../../command.ts";
import type { KeyOpening } from "../../ports/vault.ts";
import type { Planned } from "./plan.ts";

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
  /** Why nothing could be rehearsed, or less than was planned: the checks that fail of what took no part. */
  readonly missing: readonly CheckResult[];
}

/** A deployment of any size that is met fits; what is above is refused whole and not cut silently. */
const mostAttempts = 400;

/**
 * Runs every handshake of a plan over every version, and where a server wants a certificate also without one. It passed
 * when all went as expected and no role was left out for want of its certificate.
 * @throws Failure `rehearsal.too-many`, `key.wrong-passphrase`.
 */
export async function rehearsePlan(
  context: Context,
  { plan, material }: Pick<Planned, "plan" | "material">,
  opening: KeyOpening,
): Promise<Rehearsed> {
  await requireOpening(context, material, opening);
  const rehearsal = opening.passphrase === undefined ? context.rehearsal : context.rehearsal.withOpening(opening);
  const questions = [...plan.handshakes, ...withoutCertificate(plan.handshakes)].flatMap((handshake) =>
    attemptsOf(handshake, material),
  );
  if (questions.length > mostAttempts)
    throw new Failure("rehearsal.too-many", { attempts: questions.length, limit: mostAttempts });
  const open = plan.checks.filter(({ status }) => status === "fail" || status === "unknown");
  const failing = open.filter(({ status }) => status === "fail");
  const at = context.clock.now();
  const transcript = await Promise.all(
    questions.map(async (question) => {
      const { title, facts, roles } = question.handshake;
      const checks = failing.filter(({ about }) => about !== null && roles.includes(about));
      return { ...writeTranscript(question, await rehearsal.attempt(question), at), title, facts, checks };
    }),
  );
  const tried = new Set(transcript.length === 0 ? [] : plan.handshakes.flatMap(({ roles }) => roles));
  const untried = untriedIn(plan, material).filter((id) => !tried.has(id));
  const known = transcript.find(({ passed, identity }) => passed && identity !== null)?.identity ?? null;
  return {
    passed: transcript.length > 0 && untried.length === 0 && transcript.every(({ passed }) => passed),
    transcript,
    ...(known === null ? {} : { identity: known }),
    missing: transcript.length === 0 ? failing : open.filter(({ about }) => about !== null && untried.includes(about)),
  };
}

/** The roles and trust lists without a certificate: no connection of theirs can be tried. */
function untriedIn({ roles, trusts, checks }: Plan, { identities }: Material): string[] {
  const isHere = (name: string | null): boolean => Boolean(name === null ? null : identities.get(name)?.leaf);
  const empty = new Set(
    checks.flatMap(({ code, status, about }) => (code === "trust.chosen" && status === "fail" ? [about] : [])),
  );
  return [
    ...roles.filter(({ identity }) => !isHere(identity)).map(({ id }) => id),
    ...trusts.filter(({ id }) => empty.has(id)).map(({ id }) => id),
  ];
}

/** Opens each key once before all connections are made: a wrong passphrase is one, and not one for each of them. */
async function requireOpening(
  { vault }: Pick<Context, "vault">,
  { identities }: Material,
  opening: KeyOpening,
): Promise<void> {
  if (opening.passphrase === undefined) return;
  const files = [...identities.values()].flatMap(({ keyFile }) => keyFile ?? []);
  for (const { fileName, state } of (await vault.locks(files)).values())
    if (state === "own-passphrase") await vault.withOpening(opening).signer(fileName);
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
