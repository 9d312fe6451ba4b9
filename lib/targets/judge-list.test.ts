import { describe, expect, it } from "vitest";
import { makeIdentity, makeRoot, materialOf } from "../../test/support/target-material.ts";
import { schemaOf } from "../commands/parts/service/target-schema.ts";
import { writePem } from "../pki/asn1/pem.ts";
import { ciscoMeetingServer } from "./cms/cisco-meeting-server.ts";
import { judgeList } from "./judge-list.ts";

const [root, stranger] = [makeRoot("Example Root"), makeRoot("Stranger")];
const bridges = ["one", "two"].map((name) =>
  makeIdentity(name, root, { subject: { CN: `${name}.example.com` }, names: [`${name}.example.com`] }),
);
const material = materialOf({ identities: bridges });
/** Up to 2.9 a Web Bridge holds the certificates of the Call Bridges themselves. */
const plan = ciscoMeetingServer.plan(
  schemaOf(ciscoMeetingServer.fields).parse({
    release: "2.9",
    joinHost: "join.example.com",
    nodes: bridges.map(({ name }) => ({ fqdn: `${name}.example.com`, services: ["call-bridge", "web-bridge"] })),
    identities: bridges.map(({ name }) => ({ service: "all", node: `${name}.example.com`, identity: name })),
  }),
  material,
);
const pem = (...all: readonly { readonly der: Uint8Array }[]): string =>
  all.map(({ der }) => writePem("CERTIFICATE", der)).join("");
const judge = (text: string) => judgeList(plan, "one", text, material.now);
const [first, second] = bridges.map(({ leaf }) => leaf!);

describe("a trust list that lies on a machine, pasted", () => {
  it("the list of the plan is found by what it holds, in any order", () => {
    const judged = judge(pem(second!, first!));
    expect(judged?.list).not.toBeNull();
    expect(judged).toMatchObject({ missing: [], more: [], ended: [], isJoined: false });
    expect(judged?.same).toHaveLength(2);
  });

  it("a peer that was renewed is missing, and what is no peer is one too many", () => {
    expect(judge(pem(first!, stranger.made.certificate))).toMatchObject({
      missing: ["CN=two.example.com"],
      more: ["CN=Stranger"],
    });
    expect(judge(pem(stranger.made.certificate))).toMatchObject({ list: null, missing: [], more: ["CN=Stranger"] });
  });

  it("a missing line break is told; a text without a certificate is no list, and a key in it is not looked at", () => {
    expect(judge(pem(first!, second!).replace("-----\n-----BEGIN", "----------BEGIN"))?.isJoined).toBe(true);
    expect(judge(writePem("PRIVATE KEY", new Uint8Array([48, 0])))).toBeNull();
    expect(judge("callbridge")).toBeNull();
  });
});
