import { describe, expect, it } from "vitest";
import {
  identityFrom,
  makeIdentity,
  makeIntermediate,
  makeRoot,
  materialOf,
  stored,
} from "../../../test/support/target-material.ts";
import { make } from "../../../test/support/authority.ts";
import { schemaOf } from "../../commands/parts/service/target-schema.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import type { Identity, Material } from "../material.ts";
import type { Plan } from "../plan.ts";
import { brokenByServer } from "../rehearsal/rules.ts";
import { ciscoMeetingServer } from "./cisco-meeting-server.ts";

/** What calls the deployment from outside, and what lies beside it: CUCM, IM and Presence, Expressway-E, single sign-on. */

const root = makeRoot("Example Root");
const issuing = makeIntermediate("Example Issuing", root);
const host = "cms1.example.com";

const planOf = (inputs: object, parts: Parameters<typeof materialOf>[0] = {}): Plan =>
  ciscoMeetingServer.plan(schemaOf(ciscoMeetingServer.fields).parse(inputs), materialOf(parts) satisfies Material);

const withIdentity = (identity: Identity, more: object = {}, node: object = {}): Plan =>
  planOf(
    { nodes: [{ fqdn: host, ...node }], identities: [{ service: "all", identity: identity.name }], ...more },
    { identities: [identity] },
  );

const found = (plan: Plan, code: string, status: string, about: string) =>
  plan.checks.filter((each) => each.code === code && each.status === status && each.about === about);

/** What the rehearsal says of the certificate that a connection shows. */
const refusals = (plan: Plan): readonly string[] =>
  plan.handshakes.flatMap(({ id, rules, server }) =>
    brokenByServer(rules, readCertificate(server.chain[0]!)).map(({ code }) => `${id} ${code}`),
  );

describe("CUCM uses the deployment", () => {
  const wild = makeIdentity("cms", issuing, { subject: { CN: "*.example.com" }, names: ["*.example.com"] });
  const alone = make({ subject: { CN: host } });
  const selfSigned = identityFrom("cms", alone.certificate, []);
  const good = makeIdentity("cms", issuing, { subject: { CN: host }, names: [host] });

  it("a wildcard is refused at Web Admin and Call Bridge, before and in the rehearsal", () => {
    const plan = withIdentity(wild, { usesCucm: true });
    for (const role of ["web-admin@cms1", "call-bridge@cms1"]) {
      const [check] = found(plan, "name.wildcard", "fail", role);
      expect(check, role).toMatchObject({
        params: { caller: "CUCM" },
        citation: "Cisco 213820",
        confirmation: "vendor",
      });
    }
    expect(refusals(plan)).toEqual([
      "caller-to-web-admin@cms1-cms1.example.com rehearsal.rule-wildcard",
      "cucm-to-call-bridge@cms1 rehearsal.rule-wildcard",
    ]);
  });

  it("a certificate that signed itself is refused, before and in the rehearsal", () => {
    const plan = withIdentity(selfSigned, { usesCucm: true });
    for (const role of ["web-admin@cms1", "call-bridge@cms1"])
      expect(found(plan, "certificate.self-signed", "fail", role), role).toHaveLength(1);
    expect(refusals(plan)).toEqual([
      "caller-to-web-admin@cms1-cms1.example.com rehearsal.rule-self-signed",
      "cucm-to-call-bridge@cms1 rehearsal.rule-self-signed",
    ]);
  });

  it("without CUCM both are as before, and neither is refused in the rehearsal", () => {
    expect(found(withIdentity(wild), "name.wildcard", "pass", "web-admin@cms1")).toHaveLength(1);
    expect(found(withIdentity(selfSigned), "certificate.self-signed", "warn", "web-admin@cms1")).toHaveLength(1);
    expect(refusals(withIdentity(wild))).toEqual([]);
    expect(refusals(withIdentity(selfSigned))).toEqual([]);
  });

  it("a certificate of an authority with the names is accepted in both", () => {
    const plan = withIdentity(good, { usesCucm: true });
    expect(plan.checks.filter(({ status, about }) => status === "fail" && about !== null)).toEqual([]);
    expect(refusals(plan)).toEqual([]);
  });

  it("the steps name both stores of CUCM, the subject of its trunk, and the TLS version", () => {
    const steps = withIdentity(good, { usesCucm: true }).steps.filter(({ id }) => id.startsWith("cucm-"));
    expect(steps.map(({ id, note }) => [id, note?.params])).toEqual([
      ["cucm-trust", {}],
      ["cucm-trunk", { commonName: host }],
      ["cucm-tls", {}],
    ]);
    expect(withIdentity(good).steps.filter(({ id }) => id.startsWith("cucm-"))).toEqual([]);
  });
});

describe("the addresses by which others call Web Admin", () => {
  const calledAs = ["cms-admin.example.com", "10.1.1.5"];

  it("go into the request of its certificate, addresses without a prefix", () => {
    const [request] = planOf({ nodes: [{ fqdn: host, services: ["web-admin"], calledAs }] }).requests;
    expect(request?.line).toBe(`pki csr webadmin CN:${host} subjectAltName:cms-admin.example.com,10.1.1.5`);
    expect(request?.subjectAltNames).toEqual([host, ...calledAs]);
  });

  it("are looked for in its certificate, and each is a connection of the rehearsal", () => {
    const without = withIdentity(makeIdentity("cms", issuing, { names: [host] }), {}, { calledAs });
    expect(found(without, "name.covered", "fail", "web-admin@cms1")[0]).toMatchObject({
      params: { missing: calledAs.join(", ") },
    });
    const named = withIdentity(makeIdentity("cms", issuing, { names: [host, ...calledAs] }), {}, { calledAs });
    expect(found(named, "name.covered", "pass", "web-admin@cms1")).toHaveLength(1);
    expect(
      named.handshakes.filter(({ title }) => title === "caller-to-web-admin").map(({ client }) => client.expectedName),
    ).toEqual(calledAs);
  });
});

describe("lists that others gave", () => {
  const [server, above] = [make({ subject: { CN: "cucm1.example.com" }, issuer: issuing.made }), issuing.chain];
  const inputs = {
    nodes: [{ fqdn: host }, { fqdn: "cms2.example.com" }],
    ucmCertificates: ["cucm"],
    impsCertificates: ["imps"],
  };
  const lists = [stored("cucm", server.certificate, ...above), stored("imps", ...above)];

  it("are loaded on each Call Bridge with their switch, before it starts again", () => {
    const plan = planOf(inputs, { lists });
    for (const node of ["cms1", "cms2"]) {
      const ids = plan.steps.filter((step) => step.node === node && step.phase === "apply").map(({ id }) => id);
      expect(ids.indexOf(`callbridge-ucm@${node}`)).toBeLessThan(ids.indexOf(`callbridge@${node}`));
      expect(plan.steps.find(({ id }) => id === `callbridge-ucm@${node}`)?.lines).toEqual([
        "callbridge ucm certs ucm-trust.crt",
        "callbridge ucm verify enable",
        "callbridge imps certs imps-trust.crt",
        "callbridge imps verify enable",
      ]);
      expect(plan.files.filter((file) => file.node === node).map(({ path }) => path)).toEqual(
        expect.arrayContaining(["ucm-trust.crt", "imps-trust.crt"]),
      );
    }
  });

  it("say so when the switch is off, when the root is missing, and when there is no such file", () => {
    const off = planOf({ ...inputs, verifiesUcm: false }, { lists });
    expect(off.steps.find(({ id }) => id === "callbridge-ucm@cms1")?.lines).toContain("callbridge ucm verify disable");
    const rootless = planOf(inputs, { lists: [stored("cucm", server.certificate), lists[1]!] });
    expect(found(rootless, "trust.has-root", "fail", "trust-ucm")).toHaveLength(1);
    expect(found(planOf(inputs, { lists: [lists[1]!] }), "trust.stored", "fail", "trust-ucm")).toHaveLength(1);
  });
});

describe("what lies beside the deployment", () => {
  it("Expressway-E's certificate has to hold the join URL, and needs no key here", () => {
    const inputs = { nodes: [{ fqdn: host }], joinHost: "join.example.com", expressway: "edge" };
    const edge = (names: readonly string[]): Identity => ({
      ...makeIdentity("edge", issuing, { names }),
      key: "absent",
      keyFile: null,
    });
    const bad = planOf(inputs, { identities: [edge(["edge.example.com"])] });
    expect(found(bad, "name.covered", "fail", "expressway-e")[0]).toMatchObject({
      params: { missing: "join.example.com" },
    });
    const fine = planOf(inputs, { identities: [edge(["edge.example.com", "join.example.com"])] });
    expect(found(fine, "name.covered", "pass", "expressway-e")).toHaveLength(1);
    expect(fine.checks.filter(({ about, status }) => about === "expressway-e" && status === "fail")).toEqual([]);
  });

  it("keys of single sign-on have to fit their certificates, which may sign themselves", () => {
    const own = make({ subject: { CN: "sso" } });
    const fits = identityFrom("sso", own.certificate, []);
    const inputs = {
      nodes: [{ fqdn: host, services: ["web-bridge"] }],
      joinHost: "join.example.com",
      ssoSign: "sso",
      ssoEncrypt: "other",
    };
    const plan = planOf(inputs, { identities: [fits, { ...fits, name: "other", keySpkiSha256: "0".repeat(64) }] });
    expect(found(plan, "key.matches", "pass", "sso-sign")).toHaveLength(1);
    expect(found(plan, "key.matches", "fail", "sso-encrypt")).toHaveLength(1);
    expect(plan.checks.filter(({ code, about }) => code === "certificate.self-signed" && about === "sso-sign")).toEqual(
      [],
    );
    expect(plan.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["sso/sso_sign.key", "sso/sso_encrypt.key"]),
    );
  });
});
