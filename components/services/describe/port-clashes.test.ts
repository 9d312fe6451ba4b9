import { describe, expect, test } from "vitest";
import type { Fields } from "@/lib/targets/fields.ts";
import { choicesNow, portClashes } from "./port-clashes.ts";
import { startValues } from "./service-start.ts";

const [release2, release3] = ["2.9", "3.x"].map((is) => ({ field: "release", is }));
const services = {
  kind: "choices",
  choices: ["web-admin", "web-bridge", "xmpp", "trunk", "scheduler"],
  byDefault: ["web-admin"],
  ports: {
    "web-admin": [{ port: "webAdminPort" }],
    "web-bridge": [{ port: 443 }, { port: "c2wPort", when: release3! }],
    scheduler: [{ port: 9443 }],
  },
  only: { xmpp: release2!, trunk: release2!, scheduler: release3! },
} as const;
const fields: Fields = {
  release: { kind: "choice", choices: ["3.x", "2.9"], byDefault: "3.x" },
  nodes: { kind: "rows", least: 1, most: 20, fields: { services } },
  webAdminPort: { kind: "number", least: 1, most: 65_535, byDefault: 445 },
  c2wPort: { kind: "number", least: 1, most: 65_535, byDefault: 6000 },
};
const start = startValues(fields, {});
const clashes = (values: Readonly<Record<string, string>>, ...ticked: string[]) =>
  portClashes(fields, { name: "services", field: services }, [{ services: ticked }], { ...start, ...values });

describe("the ports of what runs on one machine", () => {
  test("Web Admin on 443 clashes with the browsers of Web Bridge, and 445 mends it", () => {
    expect(clashes({ webAdminPort: "443" }, "web-admin", "web-bridge")).toEqual([
      { row: 0, port: 443, choices: ["web-admin", "web-bridge"], mend: { field: "webAdminPort", port: 445 } },
    ]);
    expect(clashes({}, "web-admin", "web-bridge")).toEqual([]);
  });

  test("one of both alone, or on two machines, does not clash", () => {
    expect(clashes({ webAdminPort: "443" }, "web-admin")).toEqual([]);
    expect(
      portClashes(
        fields,
        { name: "services", field: services },
        [{ services: ["web-admin"] }, { services: ["web-bridge"] }],
        { ...start, webAdminPort: "443" },
      ),
    ).toEqual([]);
  });

  test("the c2w port counts in release 3 alone", () => {
    expect(clashes({ c2wPort: "445" }, "web-admin", "web-bridge")).toHaveLength(1);
    expect(clashes({ c2wPort: "445", release: "2.9" }, "web-admin", "web-bridge")).toEqual([]);
  });

  test("a default that is taken is no mend", () => {
    expect(clashes({ c2wPort: "443", webAdminPort: "6000" }, "web-admin", "web-bridge")).toEqual([
      { row: 0, port: 443, choices: ["web-bridge", "web-bridge"], mend: null },
    ]);
  });

  test("what belongs to the other release is not offered, and is named", () => {
    expect(choicesNow(services, start).other).toEqual(["xmpp", "trunk"]);
    expect(choicesNow(services, { ...start, release: "2.9" }).other).toEqual(["scheduler"]);
  });
});
