import { rootCertificates } from "node:tls";
import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { Crl } from "../pki/x509/crl.ts";
import { instant, make, makeCrl } from "../../test/support/authority.ts";
import { openssl, temporaryFolder } from "../../test/support/external-tools.ts";
import {
  identityFrom,
  makeIdentity,
  makeIntermediate,
  makeRoot,
  materialOf,
  stored,
} from "../../test/support/target-material.ts";
import { schemaOf } from "../commands/parts/service/target-schema.ts";
import { preflight as english } from "../i18n/en/sentences/preflight.ts";
import { sentenceOfCheck } from "../i18n/sentences/preflight.ts";
import { readCertificate } from "../pki/x509/certificate.ts";
import { Oid } from "../pki/asn1/oid.ts";
import { authorityKeyIdentifierExtension, extendedKeyUsageExtension } from "../pki/x509/extension-write.ts";
import { readPem } from "../pki/asn1/pem.ts";
import { findTarget } from "./index.ts";
import type { CheckResult, Status } from "./preflight.ts";
import type { Identity, Material } from "./material.ts";

/** For each check of preflight a fixture that trips it and one that does not; the last test counts them. */

const folder = temporaryFolder();
afterAll(() => folder.remove());

const day = 86_400_000;
const root = makeRoot("Example Root");
const issuing = makeIntermediate("Example Issuing", root);
const host = "www.example.com";
const good = makeIdentity("www", issuing, {
  names: [host],
  uses: ["server"],
  notAfter: new Date(instant.getTime() + 90 * day),
});

const met = new Set<string>();
function check(target: string, inputs: unknown, material: Material): readonly CheckResult[] {
  const found = findTarget(target)!;
  const { checks } = found.plan(schemaOf(found.fields).parse(inputs), material);
  for (const each of checks) {
    met.add(`${each.code} ${each.status}`);
    for (const locale of ["en", "ko"] as const)
      expect(sentenceOfCheck(each, locale)).not.toMatch(/undefined|\[object|^[a-z]+\.[a-z-]+$/);
  }
  return checks;
}
const statusesOf = (checks: readonly CheckResult[], code: string): Status[] =>
  checks.filter((each) => each.code === code).map(({ status }) => status);
const server = (identity: Identity) =>
  check(
    "tls-server",
    { host, identity: "www", audience: "public" },
    materialOf({ identities: [{ ...identity, name: "www" }] }),
  );
const expectStatus = (checks: readonly CheckResult[], code: string, status: Status) =>
  expect(statusesOf(checks, code), code).toContain(status);

const wrong = (identity: Partial<Identity>): Identity => ({ ...good, ...identity });
const rsa = (bits: number, digest: string): Identity => {
  openssl(
    `req -x509 -newkey rsa:${bits} -nodes -keyout ${folder.path("k")} -out ${folder.path("c")} -outform DER -days 30 -${digest} -subj /CN=small -addext extendedKeyUsage=clientAuth`,
  );
  return identityFrom("client", readCertificate(folder.read("c")), []);
};

describe("a good server certificate", () => {
  it("a good certificate passes every check but the one for a public authority", () => {
    expect(
      server(good)
        .filter(({ status }) => status !== "pass")
        .map(({ code }) => code),
    ).toEqual(["authority.public-for-browsers"]);
  });
});

const trips: readonly (readonly [code: string, status: Status, Identity])[] = [
  ["identity.certificate", "fail", wrong({ leaf: null, certificateFile: null, requestFile: "www.csr" })],
  ["key.present", "fail", wrong({ key: "absent", keyFile: null, keySpkiSha256: null })],
  ["key.unlocked", "fail", wrong({ key: "locked", keySpkiSha256: null })],
  ["key.matches", "fail", wrong({ keySpkiSha256: "00".repeat(32) })],
  ["chain.complete", "fail", wrong({ issuers: [issuing.made.certificate], isComplete: false })],
  [
    "chain.short",
    "warn",
    makeIdentity("www", makeIntermediate("3", makeIntermediate("2", issuing)), { names: [host] }),
  ],
  [
    "certificate.self-signed",
    "warn",
    identityFrom(
      "www",
      make({ subject: { CN: host }, names: [{ kind: "dns", value: host }], purposes: [Oid.serverAuth] }).certificate,
      [],
    ),
  ],
  ["use.allowed", "fail", makeIdentity("www", issuing, { names: [host], uses: ["client"] })],
  [
    "name.present",
    "fail",
    makeIdentity("www", issuing, { subject: { CN: host }, uses: ["server"], without: [Oid.subjectAltName] }),
  ],
  ["name.covered", "fail", makeIdentity("www", issuing, { names: ["other.example.com"] })],
  [
    "validity.expired",
    "fail",
    makeIdentity("www", issuing, { names: [host], notAfter: new Date(instant.getTime() - day) }),
  ],
  [
    "validity.ends-soon",
    "warn",
    makeIdentity("www", issuing, { names: [host], notAfter: new Date(instant.getTime() + 5 * day) }),
  ],
  [
    "path.expired",
    "fail",
    makeIdentity("www", issuing, { names: [host], notAfter: new Date(instant.getTime() - day) }),
  ],
];
it.each(trips)("%s: %s", (code, status, identity) => expectStatus(server(identity), code, status));

it("identity.stored is unknown when nothing is chosen and nothing stored", () => {
  expectStatus(check("tls-server", { host }, materialOf({})), "identity.stored", "unknown");
  expectStatus(check("tls-server", { host, identity: "www" }, materialOf({})), "identity.stored", "fail");
});

it("certificate.self-signed is refused where CUCM calls", () => {
  const alone = identityFrom("cms", make({ subject: { CN: "cms1.example.com" } }).certificate, []);
  const inputs = {
    nodes: [{ fqdn: "cms1.example.com" }],
    usesCucm: true,
    identities: [{ service: "all", identity: "cms" }],
  };
  expectStatus(
    check("cisco-meeting-server", inputs, materialOf({ identities: [alone] })),
    "certificate.self-signed",
    "fail",
  );
});

it("name.wildcard accepts, cannot tell or refuses", () => {
  expectStatus(server(makeIdentity("www", issuing, { names: ["*.example.com"] })), "name.wildcard", "pass");
  const wild = makeIdentity("x", root, { subject: { CN: "postgres" }, names: ["*.example.com"] });
  const cluster = {
    nodes: [{ fqdn: "cms1.example.com", services: ["xmpp"], database: "primary" }],
    release: "2.9",
    xmppDomain: "example.com",
    identities: ["xmpp", "database-client"].map((service) => ({ service, identity: "x" })),
  };
  const checks = check("cisco-meeting-server", cluster, materialOf({ identities: [wild] }));
  expect(statusesOf(checks, "name.wildcard")).toEqual(expect.arrayContaining(["warn", "fail"]));
});

it("authority.public-for-browsers and authority.private-for-clients: a certificate with proofs of transparency", () => {
  const proofs = [{ oid: Oid.signedCertificateTimestamps, critical: false, value: new Uint8Array([4, 2, 0, 0]) }];
  const shared = makeIdentity("www", issuing, { names: [host], extensions: proofs });
  expectStatus(server(shared), "authority.public-for-browsers", "pass");
  const mutual = (identity: Identity) =>
    check(
      "mutual-tls",
      { host, clients: ["c"], clientAuthorities: ["ca"] },
      materialOf({ identities: [{ ...identity, name: "c" }], lists: [stored("ca", root.made.certificate)] }),
    );
  expectStatus(mutual(shared), "authority.private-for-clients", "warn");
  expectStatus(mutual(good), "authority.private-for-clients", "pass");
});

describe("what something trusts", () => {
  const mutual = (...lists: Parameters<typeof stored>[1][]) =>
    check(
      "mutual-tls",
      { host, clientAuthorities: ["ca"] },
      materialOf({ lists: lists.length === 0 ? [] : [stored("ca", ...lists)] }),
    );
  it("trust.stored and trust.chosen tell what is missing", () => {
    const nothing = mutual();
    expectStatus(nothing, "trust.stored", "fail");
    expectStatus(nothing, "trust.chosen", "fail");
    expectStatus(mutual(root.made.certificate), "trust.chosen", "pass");
  });
  it("trust.has-root fails without a root", () => {
    expectStatus(mutual(issuing.made.certificate), "trust.has-root", "fail");
    expectStatus(mutual(root.made.certificate), "trust.has-root", "pass");
  });
  it("trust.authorities fails with a leaf in the list", () => {
    expectStatus(mutual(root.made.certificate, good.leaf!), "trust.authorities", "fail");
    expectStatus(mutual(root.made.certificate), "trust.authorities", "pass");
  });
  it("trust.order warns of the wrong order", () => {
    expectStatus(mutual(root.made.certificate, issuing.made.certificate), "trust.order", "warn");
    expectStatus(mutual(issuing.made.certificate, root.made.certificate), "trust.order", "pass");
  });
  it("trust.form and trust.line-breaks tell the form of the file", () => {
    const pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    const withText = (text: string, form: "pem" | "pkcs7" = "pem") =>
      check(
        "mutual-tls",
        { host, clientAuthorities: ["ca"] },
        materialOf({ lists: [{ ...stored("ca", root.made.certificate), text, form }] }),
      );
    expectStatus(withText(pem), "trust.form", "pass");
    expectStatus(withText(pem, "pkcs7"), "trust.form", "warn");
    expectStatus(withText(pem + pem), "trust.line-breaks", "pass");
    expectStatus(withText(pem.replaceAll("\n", "\r\n")), "trust.line-breaks", "pass");
    for (const bad of [`${pem}\n`, `${pem}\n${pem}`, pem.trimEnd(), `subject=x\n${pem}`])
      expectStatus(withText(bad), "trust.line-breaks", "warn");
  });
});

it("the checks of a revocation list tell whether it is stored, signed, current, and what it names", () => {
  const client = makeIdentity("c", root, { uses: ["client"] });
  const ask = (crls: Parameters<typeof materialOf>[0]["crls"]) =>
    check(
      "mutual-tls",
      { host, clients: ["c"], clientAuthorities: ["ca"], crl: "list" },
      materialOf({
        identities: [client],
        lists: [stored("ca", root.made.certificate)],
        ...(crls === undefined ? {} : { crls }),
      }),
    );
  const list = (more: Partial<Parameters<typeof makeCrl>[0]> = {}) => ({
    list: makeCrl({ issuer: root.made, ...more }).crl,
  });
  expectStatus(ask(undefined), "crl.stored", "fail");
  const clean = ask(list());
  for (const code of ["crl.stored", "crl.signed", "crl.current", "crl.not-revoked"]) expectStatus(clean, code, "pass");
  expectStatus(ask({ list: makeCrl({ issuer: makeRoot("Other").made }).crl }), "crl.signed", "fail");
  expectStatus(ask(list({ revoked: [{ serial: client.leaf!.serialNumber }] } as never)), "crl.not-revoked", "fail");
  expectStatus(ask(list({ nextUpdate: new Date(instant.getTime() + day) })), "crl.current", "warn");
  expectStatus(ask(list({ nextUpdate: new Date(instant.getTime() - day) })), "crl.current", "fail");
});

it("lists that are signed here are told level by level, and go into the file when none is missing", () => {
  const client = makeIdentity("c", issuing, { uses: ["client"] });
  const own = (authority: typeof root, crl: Crl | null) => ({
    certificate: authority.made.certificate,
    fileName: "ca.crt",
    publishedName: crl === null ? null : "ca",
    crl,
  });
  const ask = (...authorityLists: readonly ReturnType<typeof own>[]) =>
    check(
      "mutual-tls",
      { host, clients: ["c"], clientAuthorities: ["ca"] },
      materialOf({ identities: [client], lists: [stored("ca", root.made.certificate)], authorityLists }),
    );
  const listOf = (authority: typeof root, more: Partial<Parameters<typeof makeCrl>[0]> = {}) =>
    own(authority, makeCrl({ issuer: authority.made, ...more }).crl);
  const none = ask(own(root, null), own(issuing, null));
  expect(statusesOf(none, "crl.published")).toEqual(["warn", "warn"]);
  expect(none.find(({ code }) => code === "crl.published")?.fix).toEqual({
    code: "fix.sign-list",
    params: { authority: "ca" },
  });
  expect(statusesOf(none, "crl.levels")).toEqual([]);
  expect(statusesOf(ask(listOf(root), own(issuing, null)), "crl.published")).toEqual(["pass", "warn"]);
  expectStatus(ask(listOf(issuing)), "crl.levels", "warn");
  const whole = ask(listOf(root), listOf(issuing));
  expect(statusesOf(whole, "crl.levels")).toEqual(["pass"]);
  expect(statusesOf(whole, "crl.not-revoked")).toEqual(["pass"]);
  const ended = ask(listOf(root), listOf(issuing, { nextUpdate: new Date(instant.getTime() - day) }));
  expect(ended.find(({ code, status }) => code === "crl.current" && status === "fail")?.fix?.code).toBe(
    "fix.sign-list",
  );
  const revoking = listOf(issuing, { revoked: [{ serial: client.leaf!.serialNumber }] });
  expect(statusesOf(ask(listOf(root), revoking), "crl.not-revoked")).toEqual(["fail"]);
});

it("the stored revocation lists are asked about an identity, and the newest one is the one for the service", () => {
  const client = makeIdentity("c", root, { uses: ["client"] });
  const listOf = (hours: number, revoked: Parameters<typeof makeCrl>[0]["revoked"] = []) =>
    makeCrl({ issuer: root.made, thisUpdate: new Date(instant.getTime() - hours * 3_600_000), revoked }).crl;
  const ask = (...revocationLists: readonly Crl[]) =>
    check(
      "mutual-tls",
      { host, clients: ["c"], clientAuthorities: ["ca"], crl: "list" },
      materialOf({
        identities: [client],
        lists: [stored("ca", root.made.certificate)],
        crls: { list: listOf(9) },
        revocationLists,
      }),
    );
  const revoking = listOf(5, [{ serial: client.leaf!.serialNumber }]);
  expectStatus(ask(listOf(9)), "revocation.stored-lists", "pass");
  expect(ask(listOf(9)).some(({ code }) => code === "crl.newest")).toBe(false);
  expectStatus(ask(listOf(9), revoking), "revocation.stored-lists", "fail");
  expectStatus(ask(revoking, listOf(9)), "revocation.stored-lists", "fail");
  expectStatus(ask(listOf(9), revoking), "crl.newest", "warn");
  expectStatus(ask(revoking, listOf(1)), "revocation.stored-lists", "pass");
});

it("request.free-name, cms.file-name and the checks of the whole deployment fail one by one", () => {
  const cms = (nodes: readonly object[], more: object = {}) =>
    check("cisco-meeting-server", { nodes, ...more }, materialOf({ identities: [] }));
  const one = { fqdn: "cms1.example.com" };
  expectStatus(server(good), "request.free-name", "pass");
  expectStatus(server(makeIdentity("www", root, { names: ["other.example.com"] })), "request.free-name", "warn");
  const fine = cms([{ ...one, services: ["web-admin", "call-bridge", "web-bridge", "scheduler"] }], {
    joinHost: "join.example.com",
  });
  for (const code of [
    "request.free-name",
    "cms.file-name",
    "cms.services-of-release",
    "cms.ports",
    "cms.c2w-host",
    "cms.scheduler-place",
    "cms.join-url",
  ])
    expectStatus(fine, code, "pass");
  expectStatus(cms([one], { identities: [{ service: "all", identity: "my.name" }] }), "cms.file-name", "fail");
  expectStatus(cms([{ ...one, services: ["xmpp"] }]), "cms.services-of-release", "fail");
  expectStatus(cms([{ ...one, services: ["web-admin", "web-bridge"] }], { webAdminPort: 443 }), "cms.ports", "fail");
  expectStatus(cms([{ ...one, services: ["web-bridge"] }], { c2wPort: 443 }), "cms.ports", "fail");
  const bridge = { ...one, services: ["web-bridge"] };
  expectStatus(cms([bridge, bridge]), "cms.c2w-host", "fail");
  const named = { ...one, calledAs: ["admin.example.com", "10.1.1.5"] };
  expectStatus(cms([{ ...named, services: ["web-admin"] }]), "cms.called-as", "pass");
  expectStatus(cms([{ ...named, services: ["call-bridge"] }]), "cms.called-as", "fail");
  expectStatus(cms([one], { usesCucm: true }), "cms.called-as", "warn");
  expect(statusesOf(cms([one]), "cms.called-as")).toEqual([]);
  expectStatus(cms([{ ...one, services: ["meeting-apps"] }]), "cms.meeting-apps-place", "pass");
  expectStatus(cms([{ ...one, services: ["meeting-apps", "turn"] }]), "cms.meeting-apps-place", "fail");
  expectStatus(cms([{ ...one, services: ["h323-gateway"] }]), "cms.services-of-release", "fail");
  const lists = { ucmCertificates: ["cucm"], impsCertificates: ["imps"] };
  expectStatus(cms([one], lists), "cms.list-verified", "pass");
  expectStatus(cms([one], { ...lists, verifiesUcm: false }), "cms.list-verified", "warn");
  expectStatus(cms([one], { ...lists, release: "2.9" }), "cms.list-of-release", "fail");
  expectStatus(cms([one], lists), "trust.stored", "fail");
  expectStatus(cms([{ ...one, services: ["scheduler"] }]), "cms.scheduler-place", "fail");
  expectStatus(cms([{ ...one, services: ["web-bridge"] }]), "cms.join-url", "fail");
  expectStatus(cms([{ ...one, services: ["xmpp"] }], { release: "2.9" }), "cms.xmpp-domain", "fail");
  expectStatus(
    cms([{ ...one, services: ["xmpp"] }], { release: "2.9", xmppDomain: "example.com" }),
    "cms.xmpp-domain",
    "pass",
  );
  const two = [one, { fqdn: "cms2.example.com" }];
  expectStatus(cms(two), "cms.cluster-name", "warn");
  expectStatus(cms(two, { clusterName: "cms.example.com" }), "cms.cluster-name", "pass");
});

describe("the database", () => {
  const nodes = (...parts: string[]) =>
    parts.map((database, index) => ({ fqdn: `cms${index + 1}.example.com`, services: [], database }));
  const ask = (serverBy: typeof root, clientBy: typeof root, commonName = "postgres", parts = ["primary"]) =>
    check(
      "cisco-meeting-server",
      {
        nodes: nodes(...parts),
        identities: [
          { service: "database-server", identity: "s" },
          { service: "database-client", identity: "c" },
        ],
      },
      materialOf({
        identities: [
          makeIdentity("s", serverBy, { subject: { CN: "cms1.example.com" }, without: [Oid.subjectAltName] }),
          makeIdentity("c", clientBy, { subject: { CN: commonName }, uses: ["client"] }),
        ],
      }),
    );
  it("database.single-root and database.same-authority want one authority", () => {
    const fine = ask(root, root);
    for (const code of [
      "database.single-root",
      "database.same-authority",
      "database.node-count",
      "database.one-primary",
      "name.common-name",
    ])
      expectStatus(fine, code, "pass");
    expectStatus(fine, "name.covered", "warn");
    expectStatus(ask(issuing, issuing), "database.single-root", "warn");
    expectStatus(ask(root, makeRoot("Other")), "database.same-authority", "fail");
  });
  it("database.time-left warns three months ahead, since a renewal is a downtime", () => {
    const at = (days: number) =>
      statusesOf(
        check(
          "cisco-meeting-server",
          { nodes: nodes("primary"), identities: [{ service: "database-client", identity: "c" }] },
          materialOf({
            identities: [client],
            now: new Date(client.leaf!.notAfter.getTime() - days * 86_400_000),
          }),
        ),
        "database.time-left",
      );
    const client = makeIdentity("c", root, { subject: { CN: "postgres" }, uses: ["client"] });
    expect(at(91)).toEqual(["pass"]);
    expect(at(89)).toEqual(["warn"]);
    expect(at(-1)).toEqual([]);
  });
  it("name.common-name and name.postgrest want the user of the database", () => {
    expectStatus(ask(root, root, "postgrest"), "name.postgrest", "fail");
    expectStatus(ask(root, root, "dbuser"), "name.common-name", "fail");
    expect(statusesOf(ask(root, root, "dbuser"), "name.postgrest")).toEqual([]);
  });
  it("database.node-count and database.one-primary want a whole cluster", () => {
    expectStatus(ask(root, root, "postgres", ["primary", "replica"]), "database.node-count", "warn");
    expectStatus(
      ask(root, root, "postgres", ["primary", "replica", "replica", "replica", "replica"]),
      "database.node-count",
      "warn",
    );
    expectStatus(
      ask(root, root, "postgres", ["primary", "replica", "replica", "replica", "replica", "replica"]),
      "database.node-count",
      "fail",
    );
    expectStatus(ask(root, root, "postgres", ["primary", "primary"]), "database.one-primary", "fail");
    expectStatus(ask(root, root, "postgres", ["replica"]), "database.one-primary", "fail");
  });
});

it("the checks of Mattermost fail one by one", () => {
  const ask = (identities: readonly Identity[], more: object = {}, authority = root.made.certificate) =>
    check(
      "mattermost-nginx",
      { host: "chat.example.com", users: identities.map(({ name }) => name), clientAuthorities: ["ca"], ...more },
      materialOf({ identities, lists: [stored("ca", authority)] }),
    );
  const user = (name: string, more: object = {}) =>
    makeIdentity(name, root, { uses: ["client"], subject: { CN: name, emailAddress: `${name}@example.com` }, ...more });
  const login = { mattermost: "10", certificateLogin: true };
  const fine = ask([user("a"), user("b")], login);
  for (const code of [
    "mattermost.certificate-login",
    "mattermost.email",
    "mattermost.serial-repeated",
    "mattermost.authority-name",
  ])
    expectStatus(fine, code, "pass");
  expectStatus(ask([user("a")]), "mattermost.certificate-login", "warn");
  expectStatus(ask([user("a")], { certificateLogin: true }), "mattermost.certificate-login", "fail");
  expectStatus(ask([user("a", { subject: { CN: "a" } })], login), "mattermost.email", "fail");
  const serial = new Uint8Array([1]);
  expectStatus(ask([user("a", { serial }), user("b", { serial })]), "mattermost.serial-repeated", "warn");
  expectStatus(
    ask([user("a")], {}, makeRoot("chat.example.com").made.certificate),
    "mattermost.authority-name",
    "warn",
  );
});

it("the checks of Tableau Server fail one by one", () => {
  const ask = (identity: Identity, more: object = {}) =>
    check(
      "tableau-server",
      { host: "t.example.com", clients: ["client"], clientAuthorities: ["ca"], ...more },
      materialOf({
        identities: [{ ...identity, name: "client" }],
        lists: [stored("ca", identity.issuers.at(-1) ?? identity.leaf!)],
      }),
    );
  const upn = makeIdentity("client", root, { uses: ["client"], names: ["UPN:mina@example.com"] });
  const fine = ask(upn);
  for (const code of ["tableau.mapped-name", "key.large-enough", "signature.digest-accepted", "tableau.size-setting"])
    expectStatus(fine, code, "pass");
  expect(fine.find(({ code }) => code === "tableau.mapped-name")?.params).toEqual({
    user: "mina@example.com",
    mapping: "UPN",
  });
  expectStatus(ask(makeIdentity("client", root, { uses: ["client"] })), "tableau.mapped-name", "fail");
  expect(ask(upn, { mapping: "cn" }).find(({ code }) => code === "tableau.mapped-name")?.params).toEqual({
    user: "client",
    mapping: "CN",
  });
  expectStatus(ask(upn, { mapping: "ldap" }), "tableau.mapped-name", "warn");
  const small = rsa(1024, "sha1");
  expectStatus(ask(small), "key.large-enough", "fail");
  expectStatus(ask(small), "signature.digest-accepted", "fail");
  expectStatus(ask(small, { rsaBits: 1024 }), "tableau.size-setting", "warn");
  expect(statusesOf(ask(small, { rsaBits: 1024 }), "key.large-enough")).not.toContain("fail");
});

it("the checks of the Dialogflow webhook fail one by one", () => {
  const roots = rootCertificates.map((pem) => readCertificate(readPem(pem).blocks[0]!.bytes));
  const print = (der: Uint8Array) => createHash("sha256").update(der).digest("hex");
  const sslCom = roots.find(
    ({ der }) => print(der) === "85666a562ee0be5ce925c1d8890a6f76a87ec16d4d7d5f29ea7419cf20123b69",
  )!;
  const gts = roots.find(
    ({ der }) => print(der) === "d947432abde7b7fa90fc2e6b59101b1280e0e1c7e4e40fa3c6887fff57a7f4cf",
  )!;
  const ask = (list: readonly (typeof gts)[], more: object = {}, now = new Date("2026-11-26T00:00:00Z")) =>
    check(
      "dialogflow-webhook",
      { host: "hook.example.com", clientAuthorities: ["ca"], ...more },
      materialOf({ lists: [stored("ca", ...list)], now }),
    );
  const fine = ask([sslCom, gts], { header: "X-Webhook-Token" });
  for (const code of [
    "dialogflow.current-root",
    "dialogflow.legacy-root",
    "dialogflow.switch",
    "dialogflow.old-authority",
    "dialogflow.second-factor",
  ])
    expectStatus(fine, code, "pass");
  expectStatus(ask([gts]), "dialogflow.current-root", "fail");
  expectStatus(ask([sslCom]), "dialogflow.legacy-root", "warn");
  expectStatus(ask([sslCom]), "dialogflow.second-factor", "warn");
  const webhook = { host, server: "www" };
  expectStatus(
    check("dialogflow-webhook", webhook, materialOf({ identities: [good] })),
    "dialogflow.unregistered-authority",
    "warn",
  );
  const legacyOnly = { clientNames: ["*.dialogflow.com"] };
  const before = ask([sslCom], legacyOnly).find(({ code }) => code === "dialogflow.switch");
  expect(before).toMatchObject({ status: "warn", params: { days: 5 } });
  expectStatus(ask([sslCom], legacyOnly, new Date("2026-12-01T00:00:01Z")), "dialogflow.switch", "fail");
  expectStatus(ask([sslCom, makeRoot("GTS CA 1O1").made.certificate]), "dialogflow.old-authority", "warn");
});

const expectRefusal = (checks: readonly CheckResult[], code: string, sentence: RegExp, status: Status = "fail") => {
  const told = checks.find((each) => each.code === code);
  expect(told?.status, code).toBe(status);
  expect(sentenceOfCheck(told!, "en")).toMatch(sentence);
};

describe("what the receivers of a service refuse", () => {
  const withEku = (oid: string) =>
    makeIdentity("www", issuing, { names: [host], uses: [], extensions: [extendedKeyUsageExtension([oid])] });

  it("a certificate for any purpose alone holds by RFC 5280, and OpenSSL refuses it", () => {
    const checks = server(withEku(Oid.anyExtendedKeyUsage));
    expectStatus(checks, "use.allowed", "pass");
    expectStatus(checks, "chain.trusted", "pass");
    expectRefusal(checks, "receiver.any-purpose", /^RFC 5280: holds\. OpenSSL.* it: anyExtendedKeyUsage .*serverAuth/);
    expect(checks.find(({ code }) => code === "receiver.any-purpose")?.fix?.code).toBe("fix.request");
  });

  it("what a check of the role tells already is not told once more for each receiver", () => {
    const checks = server(withEku(Oid.codeSigning));
    expectStatus(checks, "use.allowed", "fail");
    expect(checks.filter(({ code }) => code.startsWith("receiver.") && code.includes("purpose"))).toEqual([]);
  });

  it("an issuer that is named by another key id is refused, and both ids are said", () => {
    const checks = server(
      makeIdentity("www", issuing, {
        names: [host],
        extensions: [authorityKeyIdentifierExtension(new Uint8Array(20))],
      }),
    );
    expectRefusal(
      checks,
      "receiver.key-id-differs",
      /^RFC 5280: holds\. OpenSSL.*key id 0{40}, and CN=Example Issuing has/,
    );
  });

  it.each(["secp256k1", "brainpoolP256r1"])("a key on %s has no place in TLS", (namedCurve) => {
    const key = generateKeyPairSync("ec", { namedCurve }).privateKey;
    const checks = server(makeIdentity("www", issuing, { names: [host], key }));
    expectRefusal(checks, "receiver.key-outside-tls", new RegExp(`OpenSSL.*${namedCurve}`));
  });

  it("a receiver that may come along warns where it refuses, and does not fail the service", () => {
    const edwards = makeIdentity("www", issuing, { names: [host], algorithm: "ed25519" });
    const checks = server({ ...edwards, leaf: edwards.leaf! });
    expectStatus(checks, "receivers.accept", "pass");
    const others = checks.filter(({ code, status }) => code.startsWith("receiver.") && status === "fail");
    expect(others).toEqual([]);
  });

  it("a key that may not sign cannot shake hands", () => {
    const usages = (key: KeyObject) =>
      server(makeIdentity("www", issuing, { names: [host], key, usages: ["keyEncipherment"] }));
    expectStatus(usages(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey), "use.signature", "fail");
    expectStatus(usages(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey), "use.signature", "warn");
    expectStatus(server(good), "use.signature", "pass");
  });

  it("the rules of a service for its clients are checked along the whole chain, as a rehearsal does", () => {
    const deep = makeIdentity("c", makeIntermediate("Lower", issuing), { uses: ["client"] });
    const ask = (target: string, inputs: object, client: Identity) =>
      check(
        target,
        { host, server: "www", clientAuthorities: ["ca"], ...inputs },
        materialOf({ identities: [good, client], lists: [stored("ca", root.made.certificate)] }),
      );
    const clients = { clients: ["c"] };
    expectStatus(ask("mutual-tls", { ...clients, depth: 1 }, deep), "client.depth", "fail");
    expect(statusesOf(ask("mutual-tls", { ...clients, depth: 2 }, deep), "client.depth")).toEqual([]);
    expectStatus(server({ ...good, rootMark: "stored" }), "chain.root-not-trusted", "fail");
    const nameless = makeIdentity("c", root, { subject: { O: "Example" }, uses: ["client"] });
    const dialogflow = { clientAuthorities: [], testClient: "c" };
    expectStatus(ask("dialogflow-webhook", dialogflow, nameless), "client.identity", "fail");
  });
});

it("these tests have met every code with every status that it has", () => {
  const all = Object.entries(english).flatMap(([code, byStatus]) =>
    Object.keys(byStatus).map((status) => `${code} ${status}`),
  );
  expect(all.filter((each) => !met.has(each))).toEqual([]);
});

it("each check cites a source", () => {
  expect(server(good).filter(({ citation }) => citation === "")).toEqual([]);
});

it("an authority above the certificate that has ended is named", () => {
  const ended = make({ subject: { CN: "Ended" }, isCa: true, notAfter: new Date(instant.getTime() - day) });
  const leaf = makeIdentity("www", { made: ended, chain: [ended.certificate] }, { names: [host] });
  const check = findTarget("tls-server")!
    .plan(
      schemaOf(findTarget("tls-server")!.fields).parse({ host, identity: "www" }),
      materialOf({ identities: [leaf] }),
    )
    .checks.find(({ code }) => code === "path.expired")!;
  expect(sentenceOfCheck(check, "en")).toMatch(/^CN=Ended: It ended on /);
  expect(sentenceOfCheck(check, "ko")).toMatch(/^CN=Ended: /);
});
