import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** What a text may mean, of every kind that has a page. */

let console_: TestConsole;
afterAll(() => console_.close());
beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "shop-ca", subject: { CN: "Shop CA" }, key: "p-256" });
  await console_.ask("csr", { name: "shop", subject: { CN: "shop.example.com" }, key: "p-256" });
  await console_.ask("sign", { request: "shop", issuer: "shop-ca" });
  await console_.ask("service-save", {
    name: "Shop of Seoul",
    target: "tls-server",
    inputs: { host: "shop.example.com", identity: "shop" },
  });
});

it("names, authorities and services that hold the text, each name once and the very name first", async () => {
  const { names, authorities, services, batches } = await console_.ask("find", { text: "shop" }, "auditor");
  expect(names.map(({ basename, found }) => [basename, found])).toEqual([["shop", "exact"]]);
  expect(authorities.map(({ basename }) => basename)).toEqual(["shop-ca"]);
  expect(services).toEqual([{ name: "Shop of Seoul", target: "tls-server" }]);
  expect(batches).toEqual([]);
});

it("nothing that a text does not mean", async () => {
  expect(await console_.ask("find", { text: "nothing-like-it" })).toEqual({
    names: [],
    authorities: [],
    services: [],
    batches: [],
    messages: [],
    hasMore: false,
  });
});

it("a line of a log, with what it means and the services of whose programs it may be", async () => {
  const line = "10:11:12 webbridge failed to establish connection to web bridge link 2 (unknown error)";
  const before = await console_.ask("find", { text: line }, "auditor");
  expect(before.messages).toMatchObject([
    {
      message: "failed to establish connection to web bridge link … (unknown error)",
      meaning: { code: "trouble-cms-web-bridge-list" },
      target: "cisco-meeting-server",
      services: [],
    },
  ]);
  await console_.ask("service-save", {
    name: "Meetings",
    target: "cisco-meeting-server",
    inputs: { release: "2.9", nodes: [{ fqdn: "cms1.example.com", services: ["call-bridge", "web-bridge"] }] },
  });
  const { messages, names } = await console_.ask("find", { text: line }, "auditor");
  expect(messages.map(({ services }) => services)).toEqual([["Meetings"]]);
  expect(names).toEqual([]);
});

it("the terminal says it in both languages, and what is not found", async () => {
  const { text } = await console_.type("pki find No recording device found");
  expect(text).toContain("What this line of a log means:\n  No recording device found\n    The recorder does not know");
  expect(text).toContain("(Cisco 202722)");
  expect(text).toContain("The steps that mend it are in the plan of Meetings.");
  expect((await console_.type("pki find shop")).text).toBe(
    "Names:\n  shop (shop.example.com)\nAuthorities:\n  shop-ca (Shop CA)\nServices:\n  Shop of Seoul",
  );
  expect((await console_.type("pki find nothing-like-it")).text).toBe("Nothing is found");
});
