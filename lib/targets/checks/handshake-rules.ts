import { readCrl } from "../../pki/x509/crl.ts";
import { readCertificate, sha256Hex } from "../../pki/x509/certificate.ts";
import type { Handshake } from "../handshake.ts";
import type { Material } from "../material.ts";
import type { Plan, Role } from "../plan.ts";
import { type CheckResult, result } from "../preflight.ts";
import { builtChain, verdictOn } from "../rehearsal/built-chain.ts";
import { clientIdentityOf, identityValue } from "../rehearsal/identity.ts";
import type { RehearsalFacts, RehearsalLine } from "../rehearsal/line.ts";
import { brokenRules, hasRules } from "../rehearsal/rules.ts";

/**
 * The rules that a service has for its clients beyond TLS, by the functions of the rehearsal: sizes and digests of every
 * certificate of the chain, its depth, the common name, and whom the service takes the client for.
 */
export function checkHandshakeRules(
  { roles, handshakes, checks }: Pick<Plan, "roles" | "handshakes" | "checks">,
  material: Material,
): CheckResult[] {
  const told = new Set(checks.map(keyOf));
  return handshakes.flatMap((handshake) => {
    const { server, client, rules } = handshake;
    const role = roles.find(
      ({ id, identity, uses }) =>
        identity === client.identity && uses.includes("client") && handshake.roles.includes(id),
    );
    const isJudged = role !== undefined && client.identity !== null && server.clientCertificate !== "none";
    if (!isJudged || (!hasRules(rules) && rules.identity === undefined)) return [];
    return brokenBy(handshake, role, material.now).filter((check) => {
      const key = keyOf(check);
      return !told.has(key) && told.add(key);
    });
  });
}

const keyOf = ({ code, about, params }: CheckResult): string => JSON.stringify([code, about, params]);

function brokenBy({ client, server, rules }: Handshake, role: Role, now: Date): CheckResult[] {
  const chain = client.chain.map((der) => readCertificate(der));
  const [leaf] = chain;
  if (leaf === undefined) return [];
  const crls = server.crls.map((der) => readCrl(der));
  const verification = verdictOn(chain, server.trust, { at: now, purpose: "client", crls });
  const built = builtChain(verification, [...chain, ...server.trust.map((der) => readCertificate(der))]);
  const broken = brokenRules(rules, built.length === 0 ? chain : built).map((each) => checkOf(each, role));
  const kind = rules.identity;
  if (kind === undefined || identityValue(clientIdentityOf(leaf, sha256Hex(leaf.der)), kind) !== null) return broken;
  return [...broken, result("client.identity", "fail", { kind }, whereOf(role))];
}

const whereOf = ({ id, citation, confirmation }: Role) => ({ about: id, citation, confirmation });

/** The line of a transcript that tells of a broken rule, as the check that does. */
function checkOf({ code, params }: RehearsalLine, role: Role): CheckResult {
  const where = whereOf(role);
  switch (code) {
    case "rehearsal.rule-key-small":
      return result("key.large-enough", "fail", params as RehearsalFacts[typeof code], where);
    case "rehearsal.rule-digest":
      return result("signature.digest-accepted", "fail", params as RehearsalFacts[typeof code], where);
    case "rehearsal.rule-common-name":
      return result("name.common-name", "fail", params as RehearsalFacts[typeof code], where);
    default:
      return result("client.depth", "fail", params as RehearsalFacts["rehearsal.rule-depth"], where);
  }
}
