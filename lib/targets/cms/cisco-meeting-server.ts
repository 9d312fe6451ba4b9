import { checkRoles } from "../checks/roles.ts";
import { checkTrusts, trustRules } from "../checks/trusts.ts";
import { checkDeployment } from "./checks.ts";
import { deploymentOf, fields } from "./deployment.ts";
import { handshakesOf } from "./handshakes.ts";
import { logLines } from "./log-lines.ts";
import { filesOf } from "./pairs.ts";
import { requestsOf } from "./requests.ts";
import { rolesOf } from "./roles.ts";
import { judgeScreens } from "./screens/judge-screens.ts";
import { withNeeds } from "./step-needs.ts";
import { stepsOf } from "./steps.ts";
import { trustsOf } from "./trusts.ts";
import { target } from "../target.ts";

/** A list of leaf certificates needs no root: the appliance takes the peers' own certificates as well. */
const leafRules = trustRules.filter(({ code }) => code !== "trust.has-root");

/**
 * Cisco Meeting Server 2.9 and 3.x: a deployment described once gives the requests to make, what each machine trusts,
 * the files and the lines for each machine in order, and the renewal, which for the database is another one.
 */
export const ciscoMeetingServer = target({
  name: "cisco-meeting-server",
  vendor: "Cisco",
  fields,
  messages: logLines,
  judgeScreens,
  plan(inputs, material) {
    const deployment = deploymentOf(inputs, material);
    const roles = rolesOf(deployment);
    const requests = requestsOf(deployment, roles);
    const trusts = trustsOf(deployment);
    const files = filesOf(deployment, trusts);
    // A derived list is empty until its pairs are there, which their roles tell; a chosen one has to hold something.
    const filled = trusts.filter(({ certificates, field }) => certificates.length > 0 || field !== null);
    const [byLeaf, byAuthority] = [
      filled.filter(({ holds }) => holds === "leaf"),
      filled.filter(({ holds }) => holds === "authority"),
    ];
    return {
      nodes: deployment.nodes.map(({ name }) => name),
      roles,
      trusts,
      requests,
      files,
      settings: [],
      checks: [
        ...checkDeployment(deployment, requests),
        ...checkRoles({ roles, trusts, requests, material }),
        ...checkTrusts(byAuthority, material),
        ...checkTrusts(byLeaf, material, { rules: leafRules }),
      ],
      steps: withNeeds(deployment, trusts, stepsOf(deployment, { requests, trusts, files })),
      handshakes: handshakesOf(deployment, trusts),
    };
  },
});
