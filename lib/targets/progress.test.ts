import { describe, expect, it } from "vitest";
import { instant } from "../../test/support/authority.ts";
import { makeIdentity, makeRoot, materialOf } from "../../test/support/target-material.ts";
import { schemaOf } from "../commands/parts/service/target-schema.ts";
import { findTarget } from "./index.ts";
import type { Identity } from "./material.ts";
import { progressOf, summaryOf, type Mark } from "./progress.ts";

/** What is done, by whom, and what waits for what: of a cluster of which only a part has its certificates. */

const root = makeRoot("Example Root");
const cms = findTarget("cisco-meeting-server")!;
const inputs = schemaOf(cms.fields).parse({
  clusterName: "cms.example.com",
  joinHost: "join.example.com",
  nodes: [
    { fqdn: "cms1.example.com", services: ["web-admin", "call-bridge"] },
    { fqdn: "cms2.example.com", services: ["web-admin", "call-bridge"] },
  ],
  identities: [
    { service: "call-bridge", identity: "callbridge" },
    { service: "web-admin", node: "cms1.example.com", identity: "webadmin-cms1" },
    { service: "web-admin", node: "cms2.example.com", identity: "webadmin-cms2" },
  ],
});

const bridge = makeIdentity("callbridge", root, {
  subject: { CN: "cms.example.com" },
  names: ["cms.example.com", "cms1.example.com", "cms2.example.com"],
});
const admin = makeIdentity("webadmin-cms1", root, {
  subject: { CN: "cms1.example.com" },
  names: ["cms1.example.com"],
  uses: ["server"],
});
const waiting: Identity = {
  ...admin,
  name: "webadmin-cms2",
  keyFile: "webadmin-cms2.key",
  certificateFile: null,
  leaf: null,
  issuers: [],
  isComplete: false,
  requestFile: "webadmin-cms2.csr",
  generation: 0,
  storedAt: { key: instant, request: instant, certificate: null },
};

const at = (marks: readonly Mark[] = [], identities: readonly Identity[] = [bridge, admin, waiting]) => {
  const material = materialOf({ identities });
  const plan = cms.plan(inputs, material);
  const progress = progressOf(plan, material, { marks, sightings: [] });
  return { plan, material, progress, stateOf: (step: string) => progress.states.get(step) };
};
const day = 86_400_000;

describe("the progress of a service", () => {
  it("ticks a request and a certificate that are in the inventory, and says in which file it saw them", () => {
    const { stateOf } = at();
    expect(stateOf("request-pair:webadmin-cms2")).toEqual({
      state: "done-by-console",
      evidence: { from: "inventory", fileName: "webadmin-cms2.csr", at: instant.toISOString() },
    });
    expect(stateOf("sign-pair:webadmin-cms2")).toMatchObject({ state: "open" });
    expect(stateOf("sign-pair:callbridge")).toEqual({
      state: "done-by-console",
      evidence: { from: "inventory", fileName: "callbridge.crt", at: instant.toISOString() },
    });
  });

  it("lets a step wait for the certificates that its lines name, those of its trust lists among them", () => {
    const { stateOf } = at();
    const wanted = { for: "certificate", name: "webadmin-cms2", requestFile: "webadmin-cms2.csr" };
    expect(stateOf("webadmin@cms2")).toMatchObject({ state: "waits", for: [wanted] });
    expect(stateOf("callbridge-trust@cms1"), "a list that lacks one machine").toMatchObject({
      state: "waits",
      for: [wanted],
    });
    expect(stateOf("webadmin@cms1")).toEqual({ state: "open", lapsed: null });
    const nothing = at([], []);
    expect(nothing.stateOf("webadmin@cms1")).toEqual({
      state: "waits",
      for: [{ for: "request", name: "webadmin-cms1", request: "pair:webadmin-cms1" }],
    });
    expect(nothing.progress.next).toBe("request-pair:webadmin-cms1");
  });

  it("takes a person's word, until the certificate that it was about is replaced", () => {
    const mark = (days: number): Mark => ({
      stepId: "webadmin@cms1",
      actor: "Minji",
      at: new Date(instant.getTime() + days * day),
    });
    expect(at([mark(1)]).stateOf("webadmin@cms1")).toMatchObject({ state: "done-by-person", actor: "Minji" });
    expect(at([mark(-1)]).stateOf("webadmin@cms1")).toMatchObject({
      state: "open",
      lapsed: { actor: "Minji", fileName: "webadmin-cms1.crt" },
    });
  });

  it("counts machines, phases and roles apart, without the next renewal", () => {
    const { progress, plan } = at([{ stepId: "copy@cms1", actor: "Minji", at: new Date(instant.getTime() + day) }]);
    const now = plan.steps.filter(({ phase }) => phase !== "renew");
    expect(progress.whole).toMatchObject({ all: now.length, byConsole: 5, byPerson: 1, done: 6 });
    expect(progress.machines.map(({ node, tally }) => [node, tally.all])).toEqual(
      plan.nodes.map((node) => [node, now.filter((step) => step.node === node).length]),
    );
    expect(progress.machines[0]?.phases.find(({ phase }) => phase === "copy")?.tally).toMatchObject({
      all: 2,
      byPerson: 1,
    });
    expect(progress.roles.find(({ role }) => role === "web-admin@cms2")?.tally).toMatchObject({ byConsole: 1 });
    expect(plan.steps.every(({ roles }) => roles.every((role) => plan.roles.some(({ id }) => id === role)))).toBe(true);
  });

  it("sums up what is missing once for all who share it, by name and machine", () => {
    const { plan, material, progress } = at([], [admin, waiting]);
    const summary = summaryOf(plan, material, plan.checks, progress);
    expect(summary).toMatchObject({ isReady: false, isDone: false, certificates: { here: 1, wanted: 3 } });
    expect(summary.missing.map(({ check, subjects }) => [check.code, subjects])).toEqual([
      [
        "identity.stored",
        ["cms1", "cms2"].map((node) => ({ kind: "role", title: "call-bridge", node, name: "callbridge" })),
      ],
      ["identity.certificate", [{ kind: "role", title: "web-admin", node: "cms2", name: "webadmin-cms2" }]],
    ]);
    expect(summary.nextExpiry).toMatchObject({ name: "webadmin-cms1", fileName: "webadmin-cms1.crt" });
  });
});
