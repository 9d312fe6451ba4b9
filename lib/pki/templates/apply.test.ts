import { describe, expect, it } from "vitest";
import { readPublicKeyFacts } from "../keys/public-key.ts";
import { parseGeneralNameText } from "../x509/general-name-text.ts";
import { formatName, readNameBytes, type Subject, writeName } from "../x509/name.ts";
import { makeKey } from "../../../test/support/pki.ts";
import { applyTemplate, type Asked } from "./apply.ts";
import { builtIn, builtInNames } from "./built-in.ts";
import { faultsOf } from "./rule-faults.ts";
import type { TemplateRules } from "./template.ts";

const key = readPublicKeyFacts(makeKey().spki);
const asked = (subject: Subject, names: readonly string[] = [], more: Partial<Asked> = {}): Asked => ({
  subject: readNameBytes(writeName(subject)),
  names: names.map(parseGeneralNameText),
  key,
  days: 365,
  pathLength: undefined,
  sid: null,
  ...more,
});
const base: TemplateRules = builtIn.server.rules;
const apply = (rules: Partial<TemplateRules>, what: Asked) =>
  applyTemplate({ name: "t", version: 1, rules: { ...base, ...rules } }, what);
const codes = (rules: Partial<TemplateRules>, what: Asked) => apply(rules, what).refusals.map(({ code }) => code);

describe("the subject by a template", () => {
  it("stays byte for byte where nothing is fixed", () => {
    const what = asked({ CN: "a.example.com", OU: ["One", "Two"], C: "KR" });
    expect(apply({}, what).subject).toBe(what.subject);
  });

  it("takes what is fixed at the place where it would have been written, and says what became of it", () => {
    const rules = {
      subject: { attributes: { O: { from: "template", value: "Example Inc" } }, others: "request" },
    } as const;
    const added = apply(rules, asked({ CN: "a", C: "KR" }));
    expect(formatName(added.subject)).toBe("CN=a, O=Example Inc, C=KR");
    expect(Buffer.compare(added.subject.der, writeName({ CN: "a", O: "Example Inc", C: "KR" }))).toBe(0);
    expect(added.rows.find(({ part }) => part === "O")).toMatchObject({ outcome: "added", granted: "Example Inc" });
    const changed = apply(rules, asked({ CN: "a", O: ["Evil", "Example Inc", "More"], C: "KR" }));
    expect(formatName(changed.subject)).toBe("CN=a, O=Example Inc, C=KR");
    expect(changed.rows.filter(({ part }) => part === "O").map(({ outcome }) => outcome)).toEqual([
      "changed",
      "taken",
      "changed",
    ]);
  });

  it("is refused for an attribute that has no place, that is missing or that does not fit, all at once", () => {
    const rules = {
      subject: {
        attributes: {
          CN: { from: "request", patterns: ["*.example.com"] },
          OU: { from: "request", isRequired: true },
          C: { from: "request" },
        },
        others: "nowhere",
      },
    } as const;
    expect(codes(rules, asked({ CN: "a.example.org", L: "Pangyo", C: "KR" }))).toEqual([
      "template.attribute-refused",
      "template.attribute-misfit",
      "template.attribute-missing",
    ]);
    expect(codes(rules, asked({ CN: "a.example.com", OU: "UC", C: "KR" }))).toEqual([]);
  });
});

describe("names, key, time and account by a template", () => {
  it.each<[string, Partial<TemplateRules>, Asked, string[]]>([
    ["a kind without a rule", { names: { dns: {} } }, asked({ CN: "a" }, ["10.1.2.3"]), ["template.kind-refused"]],
    [
      "a host outside",
      { names: { dns: { patterns: ["*.example.com"] } } },
      asked({ CN: "a" }, ["a.example.org"]),
      ["template.name-misfit"],
    ],
    [
      "a host inside in capitals",
      { names: { dns: { patterns: ["*.example.com"] } } },
      asked({ CN: "a" }, ["A.EXAMPLE.com"]),
      [],
    ],
    [
      "an address outside",
      { names: { ip: { patterns: ["10.20.0.0/16", "2001:db8::/32"] } } },
      asked({ CN: "a" }, ["10.21.0.1"]),
      ["template.name-misfit"],
    ],
    [
      "addresses inside",
      { names: { ip: { patterns: ["10.20.0.0/16", "2001:db8::/32"] } } },
      asked({ CN: "a" }, ["10.20.3.4", "2001:db8::1"]),
      [],
    ],
    ["too few", { names: { upn: { minimum: 1 } } }, asked({ CN: "a" }), ["template.names-few"]],
    [
      "too many",
      { names: { dns: { maximum: 1 } } },
      asked({ CN: "a" }, ["a.example.com", "b.example.com"]),
      ["template.names-many"],
    ],
    ["another key", { keys: [{ family: "rsa", minimumBits: 3072 }] }, asked({ CN: "a" }), ["template.key-refused"]],
    ["a curve that is allowed", { keys: [{ family: "ec", curves: ["P-256"] }] }, asked({ CN: "a" }), []],
    [
      "too long",
      { days: { byDefault: 90, maximum: 397 } },
      asked({ CN: "a" }, [], { days: 398 }),
      ["template.days-many"],
    ],
    [
      "a path too long",
      { authority: { pathLength: 0, longestPath: 1 } },
      asked({ CN: "a" }, [], { pathLength: 2 }),
      ["template.path-long"],
    ],
    [
      "an account that nobody asked for",
      {},
      asked({ CN: "a" }, [], { sid: "S-1-5-21-1-2-3-4" }),
      ["template.sid-refused"],
    ],
    [
      "nothing published where it is required",
      { publication: { lists: { from: "authority", isRequired: true }, ocsp: { from: "authority" } } },
      asked({ CN: "a" }, [], { published: null }),
      ["template.address-missing"],
    ],
    [
      "an address below that of the console, which has none",
      { publication: { issuer: { from: "template", addresses: ["{base}/ca/{ca}.crt"] } } },
      asked({ CN: "a" }, [], { published: null }),
      ["template.address-missing"],
    ],
    ["no account", { sid: "required" }, asked({ CN: "a" }), ["template.sid-missing"]],
  ])("%s", (_, rules, what, expected) => expect(codes(rules, what)).toEqual(expected));
});

describe("rules that nothing could follow", () => {
  it.each(builtInNames)("the built-in template %s has none", (name) =>
    expect(faultsOf(builtIn[name].rules)).toEqual([]),
  );

  it.each<[string, Partial<TemplateRules>]>([
    ["bad-value", { subject: { attributes: { C: { from: "template", value: "Korea" } }, others: "request" } }],
    ["empty-pattern", { names: { dns: { patterns: [" "] } } }],
    ["not-a-network", { names: { ip: { patterns: ["10.20.0.1/16"] } } }],
    ["least-above-most", { names: { dns: { minimum: 2, maximum: 1 } } }],
    ["no-key-left", { keys: [] }],
    ["weak-key", { keys: [{ family: "rsa", minimumBits: 1024 }] }],
    ["no-usage", { keyUsage: [] }],
    ["usage-without-authority", { keyUsage: ["keyCertSign"] }],
    ["authority-without-signing", { authority: { pathLength: 0 } }],
    ["not-an-oid", { purposes: ["serverAuth"] }],
    ["default-above-most", { days: { byDefault: 400, maximum: 397 } }],
    [
      "not-a-subtree",
      {
        keyUsage: ["keyCertSign"],
        authority: { pathLength: 0, nameConstraints: { permitted: ["10.0.0.0/8"], excluded: [] } },
      },
    ],
    [
      "empty-constraints",
      { keyUsage: ["keyCertSign"], authority: { pathLength: 0, nameConstraints: { permitted: [], excluded: [] } } },
    ],
    ["not-a-statement", { policies: [{ policy: "1.2.3", cps: "ftp://x" }] }],
    ["not-an-address", { publication: { lists: { from: "template", addresses: [] } } }],
    ["not-an-address", { publication: { lists: { from: "template", addresses: ["{host}/a.crl"] } } }],
    ["not-an-address", { publication: { ocsp: { from: "template", addresses: ["javascript:alert(1)"] } } }],
    ["known-extension", { extensions: [{ oid: "2.5.29.19", isCritical: false, value: "NULL:" }] }],
    [
      "extension-twice",
      {
        extensions: [
          { oid: "1.3.6.1.4.1.99999.5", isCritical: false, value: "NULL:" },
          { oid: "1.3.6.1.4.1.99999.5", isCritical: false, value: "0500" },
        ],
      },
    ],
    ["not-a-value", { extensions: [{ oid: "1.3.6.1.4.1.99999.5", isCritical: false, value: "0502" }] }],
    ["nothing-to-name", { subject: { attributes: {}, others: "nowhere" }, names: {} }],
  ])("%s", (problem, rules) =>
    expect(faultsOf({ ...base, ...rules }).map((fault) => fault.problem)).toEqual([problem]),
  );
});
