import { expect, test } from "vitest";
import { make } from "../../../../test/support/authority.ts";
import { Collector } from "../collector.ts";
import { pathFactsOf } from "../facts.ts";
import { checkPeerName, readPeerName } from "./peer-name.ts";

test("readPeerName takes a host, an IP address or a mailbox as a person types it", () => {
  expect(readPeerName("www.example.")).toEqual({ kind: "dns", value: "www.example" });
  expect(readPeerName("2001:db8::1").kind).toBe("ip");
  expect(readPeerName("who@host.example").kind).toBe("email");
});

test.each([
  ["https://www.example:8443/sign-in?x=1#y", "dns", "www.example"],
  ["ldaps://reader@ldap.example:636/dc=example", "dns", "ldap.example"],
  ["db01.example:5432", "dns", "db01.example"],
  ["www.example/path", "dns", "www.example"],
  ["한국.example", "dns", "xn--3e0b707e.example"],
  ["https://한국.example:8443/", "dns", "xn--3e0b707e.example"],
  ["DNS:www.example", "dns", "www.example"],
  ["[2001:db8::1]:443", "ip", "2001:db8::1"],
  ["[::1]", "ip", "::1"],
  ["https://[2001:db8::1]:8443/", "ip", "2001:db8::1"],
  ["192.0.2.1:443", "ip", "192.0.2.1"],
  ["10.0.0.0/8", "dns", "10.0.0.0/8"],
  ["UPN:김민지@corp.example", "upn", "김민지@corp.example"],
  ["mailto:who@host.example", "email", "who@host.example"],
])("readPeerName reads %s as people write it", (text, kind, value) => {
  expect(readPeerName(text)).toEqual({ kind, value });
});

const upn = make({
  subject: { CN: "Minji Kim" },
  names: [{ kind: "upn", value: "Minji.Kim@corp.example" }],
}).certificate;
const mail = make({
  subject: { CN: "Minji Kim" },
  names: [{ kind: "email", value: "minji@host.example" }],
}).certificate;

test.each([
  ["minji.kim@corp.example", upn, []],
  ["UPN:minji.kim@CORP.example", upn, []],
  ["minji@host.example", mail, []],
  ["UPN:minji@host.example", mail, ["path.peer-name-mismatch"]],
  ["other@corp.example", upn, ["path.peer-name-mismatch"]],
  ["who@host@example", mail, ["path.peer-name-malformed"]],
  ["10.0.0.0/8", mail, ["path.peer-name-malformed"]],
] as const)("checkPeerName holds %s against the names of a person", (text, certificate, codes) => {
  const collector = new Collector();
  checkPeerName(pathFactsOf(certificate), readPeerName(text), collector);
  expect(collector.findings.map(({ code }) => code)).toEqual(codes);
});
