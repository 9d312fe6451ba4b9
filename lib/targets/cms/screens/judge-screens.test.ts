import { describe, expect, it } from "vitest";
import { makeIdentity, makeRoot, materialOf } from "../../../../test/support/target-material.ts";
import { schemaOf } from "../../../commands/parts/service/target-schema.ts";
import type { Plan } from "../../plan.ts";
import { ciscoMeetingServer } from "../cisco-meeting-server.ts";
import { judgeScreens } from "./judge-screens.ts";
import { readScreens } from "./read-screens.ts";

/** What Meeting Servers print, as the vendor's documents show it, against a plan of three machines. */

const root = makeRoot("Example Root");
const hosts = [1, 2, 3].map((place) => `cms${place}.example.com`);
const identities = ["callbridge", "webadmin", "webbridge", "c2w", "dbserver"].map((name) =>
  makeIdentity(name, root, { subject: { CN: "cms.example.com" }, names: ["cms.example.com", ...hosts] }),
);
const dbclient = makeIdentity("dbclient", root, { subject: { CN: "postgres" } });
const plan: Plan = ciscoMeetingServer.plan(
  schemaOf(ciscoMeetingServer.fields).parse({
    clusterName: "cms.example.com",
    joinHost: "cms.example.com",
    nodes: hosts.map((fqdn, place) => ({
      fqdn,
      services: ["web-admin", "call-bridge", "web-bridge", "turn"],
      database: place === 0 ? "primary" : "replica",
    })),
    identities: [
      { service: "all", identity: "callbridge" },
      { service: "web-admin", identity: "webadmin" },
      { service: "web-bridge", identity: "webbridge" },
      { service: "web-bridge-c2w", identity: "c2w" },
      { service: "database-server", identity: "dbserver" },
      { service: "database-client", identity: "dbclient" },
    ],
  }),
  materialOf({ identities: [...identities, dbclient] }),
);

const judge = (text: string, node = "cms1") => judgeScreens(plan, node, text);
const steps = (text: string): readonly string[] => judge(text).proved.map(({ step }) => step);
const factsOf = (text: string) => judge(text).screens.flatMap(({ facts }) => facts);

const webadmin = `Enabled                 : true
TLS listening interface : a
TLS listening port      : 445
Key file                : webadmin.key
Certificate file        : webadmin.crt
CA Bundle file          : webadmin-bundle.crt
HTTP redirect           : Disabled
STATUS                  : webadmin running`;

const webbridge3 = `Enabled                               : true
HTTPS listening ports and interfaces   : a:443
HTTPS Key file                         : webbridge.key
HTTPS Full chain certificate file      : webbridge-fullchain.crt
HTTPS Frame-Ancestors                  : none
HTTP redirect                          : Enabled, Port:80
C2W listening ports and interfaces     : a:6000
C2W Key file                           : c2w.key
C2W Full chain certificate file        : c2w-fullchain.crt
C2W Trust bundle                       : callbridge-trust.crt
Beta options                           : none`;

const database = `Status                   : Enabled

Nodes:
    10.48.36.61 (me)     : Connected Primary
    10.48.36.62          : Connected Replica ( In Sync )
    10.48.36.63          : Connected Replica ( In Sync )
Node in use              : 10.48.36.61

Interface                : a

Certificates
    Server Key           : dbserver.key
    Server Certificate   : dbserver.crt
    Client Key           : dbclient.key
    Client Certificate   : dbclient.crt
    CA Certificate       : dbca.crt

Last command             : 'database cluster initialize' (Success)`;

describe("screens of a Meeting Server", () => {
  it("a screen without its prompt is told by its labels, and ticks what it shows", () => {
    expect(steps(webadmin)).toEqual(["webadmin-listen@cms1", "webadmin@cms1"]);
    expect(steps(webbridge3)).toEqual(["webbridge3@cms1"]);
  });

  it("two screens in one text are two, with their prompts and without", () => {
    expect(steps(`${webadmin}\n\n${webbridge3}`)).toEqual(["webadmin-listen@cms1", "webadmin@cms1", "webbridge3@cms1"]);
    expect(steps(`cms1> webadmin\n${webadmin}\ncms1> webbridge3\n${webbridge3}\ncms1>`)).toHaveLength(3);
  });

  it("each machine of the prompts is judged by its own lines, and a stranger's by none", () => {
    const judged = judge(`cms2> webadmin\n${webadmin}\nother> webadmin\n${webadmin}`);
    expect(judged.proved.map(({ step }) => step)).toEqual(["webadmin-listen@cms2", "webadmin@cms2"]);
    expect(judged.strangers).toEqual(["other"]);
  });

  it("another file, a missing one and one too many are named, and such a step is not ticked", () => {
    const text = webbridge3
      .replace("webbridge-fullchain.crt", "old.crt")
      .replace("callbridge-trust.crt", "none")
      .concat("\nExtra file : left.crt");
    expect(judge(text).disproved).toEqual(["webbridge3@cms1"]);
    expect(factsOf(text).filter(({ is }) => is !== "same")).toEqual([
      { label: "HTTPS Full chain certificate file", wanted: "webbridge-fullchain.crt", found: "old.crt", is: "other" },
      { label: "C2W Trust bundle", wanted: "callbridge-trust.crt", found: null, is: "missing" },
      { label: "extra file", wanted: null, found: "left.crt", is: "more" },
    ]);
  });

  it("what no screen shows is not guessed: a restart stays open", () => {
    const text = `Listening interfaces              : a
Preferred interface               : none
Key file                          : callbridge.key
Certificate file                  : callbridge.crt
CA Bundle file                    : callbridge-bundle.crt
C2W trusted certs                 : c2w-trust.crt
Callbridge cluster trusted certs  : cluster-trust.crt`;
    expect(steps(text)).toEqual(["callbridge-listen@cms1", "callbridge-trust@cms1"]);
    expect(judge(text).partly).toEqual([{ step: "callbridge@cms1", unseen: ["callbridge restart"] }]);
  });

  it("a cluster of databases is whole when each node is connected and in sync, in the place that the plan gives it", () => {
    expect(steps(database)).toEqual([
      "database-certs@cms1",
      "database-localnode@cms1",
      "database-initialize@cms1",
      "database-status@cms1",
    ]);
    const behind = database.replace("( In Sync )", "( Behind )");
    expect(judge(behind).disproved).toEqual(["database-status@cms1"]);
    const lost = database.replace(/ {4}10\.48\.36\.63.*\n/, "");
    expect(judge(lost).disproved).toEqual(["database-status@cms1"]);
    const swapped = database.replace("(me)     : Connected Primary", "(me)     : Connected Replica ( In Sync )");
    expect(judge(swapped).disproved).toEqual(["database-initialize@cms1", "database-status@cms1"]);
  });

  it("the list of files ticks the copy when all are there, and names those that are not", () => {
    const files = plan.files.filter(({ node }) => node === "cms1").map(({ path }) => path);
    const list = (names: readonly string[]) =>
      `cms1> pki list\nUser supplied certificates and keys:\n${names.join("\n")}\nmine.crt\ncms1>`;
    expect(steps(list(files))).toEqual(["copy@cms1"]);
    const lacking = judge(list(files.slice(1)));
    expect(lacking.proved).toEqual([]);
    expect(lacking.disproved).toEqual(["copy@cms1"]);
    expect(lacking.screens[0]?.facts.filter(({ is }) => is === "missing").map(({ label }) => label)).toEqual([
      files[0],
    ]);
    expect(JSON.stringify(lacking)).not.toContain("mine.crt");
  });

  it("match and verify are so when the machine answered SUCCESS to these very lines", () => {
    const check = plan.steps.find(({ id }) => id === "verify-webadmin.crt@cms1")!;
    const answered = (answer: string) => check.lines.map((line) => `cms1> ${line}\n${answer}`).join("\n");
    expect(steps(answered("SUCCESS: Key and certificate pair match"))).toEqual([check.id]);
    expect(judge(answered("FAILURE: mismatch")).disproved).toEqual([check.id]);
    expect(judge("cms1> pki match other.key other.crt\nSUCCESS").proved).toEqual([]);
  });

  it("a password is in nothing that is read, whatever stands round it", () => {
    const text = `cms1> turn
Enabled            : true
Username           : turnuser
Password           : S3cret-of-turn
Short term password: Another0ne
TLS port           : 447
TLS cert           : callbridge.crt
TLS key            : callbridge.key
TLS bundle         : callbridge-bundle.crt
cms1> turn credentials turnuser S3cret-of-turn example.com
cms1> webbridge3 meetingapps add host 5000 secret=S3cret-of-turn`;
    const read = readScreens(text);
    const all = JSON.stringify([
      read.map(({ fields, ...screen }) => ({ ...screen, fields: [...fields] })),
      judge(text),
    ]);
    expect(all).not.toMatch(/S3cret|Another0ne|turnuser/);
    expect(steps(text)).toEqual(["turn@cms1"]);
  });

  it("a text that is no screen proves nothing", () => {
    expect(judge("Hello : world\nsome words")).toMatchObject({ screens: [], proved: [], disproved: [] });
  });
});
