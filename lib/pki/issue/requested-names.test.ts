import { describe, expect, it } from "vitest";
import { rawDnsNames, writeForeignRequest } from "../../../test/support/foreign-request.ts";
import { isFailure } from "../failure.ts";
import { readRequest } from "../x509/csr.ts";
import { Oid } from "../asn1/oid.ts";
import { requestedNames, requireRequestedNames, typedName } from "./requested-names.ts";

function refusal(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (isFailure(error)) return { code: error.code, ...error.facts };
    throw error;
  }
  return "accepted";
}
const [a, b] = [rawDnsNames("a.example"), rawDnsNames("b.example", "c.example")];

describe("lists of alternative names of a request", () => {
  it.each([
    ["twice in one extensionRequest", [{ extensions: [a, b] }]],
    ["in two extensionRequests", [{ extensions: [a] }, { extensions: [b] }]],
    ["in Microsoft's attribute beside that of PKCS#9", [{ extensions: [a] }, { isMicrosoft: true, extensions: [b] }]],
  ])("two lists that differ are never merged: %s", (_, requests) => {
    const request = readRequest(writeForeignRequest({ requests }));
    expect(refusal(() => requestedNames(request))).toEqual({
      code: "csr.names-twice",
      lists: ["a.example", "b.example, c.example"],
    });
  });
  it("two lists that say the same in another order are one", () => {
    const requests = [{ extensions: [b] }, { isMicrosoft: true, extensions: [rawDnsNames("C.example", "b.example")] }];
    const request = readRequest(writeForeignRequest({ requests }));
    expect(requestedNames(request).map(typedName).toSorted()).toHaveLength(2);
  });
  it("a list that cannot be read is refused and not taken for an empty one", () => {
    const broken = { ...a, value: a.value.subarray(0, a.value.length - 1) };
    const request = readRequest(writeForeignRequest({ requests: [{ extensions: [broken] }] }));
    expect(refusal(() => requestedNames(request))).toMatchObject({ code: "csr.names-unreadable" });
  });
});

describe("names that hold more than ASCII", () => {
  it("a host in its own script is refused with its A-labels as the offer", () => {
    const request = readRequest(
      writeForeignRequest({ requests: [{ extensions: [rawDnsNames("한국.example", "a.example")] }] }),
    );
    const [name, ...rest] = requestedNames(request);
    expect(typedName(name!)).toBe("한국.example");
    expect(refusal(() => requireRequestedNames([name!, ...rest]))).toEqual({
      code: "csr.name-not-ascii",
      name: "한국.example",
      suggestion: "xn--3e0b707e.example",
      names: ["xn--3e0b707e.example", "a.example"],
    });
  });
  it("a name that is none in any script has no offer", () => {
    expect(refusal(() => requireRequestedNames([{ kind: "dns", value: "한국 .example" }]))).toEqual({
      code: "csr.name-not-ascii",
      name: "한국 .example",
      suggestion: "",
      names: [],
    });
    expect(refusal(() => requireRequestedNames([{ kind: "dns", value: "a\u0000.example" }]))).toMatchObject({
      code: "san.malformed",
    });
  });
  it("an address in a dNSName keeps the kind that it has", () => {
    expect(typedName({ kind: "dns", value: "10.0.0.1" })).toBe("DNS:10.0.0.1");
    expect(typedName({ kind: "other", type: Oid.srvName, raw: new Uint8Array() })).toContain("srvName");
  });
});
