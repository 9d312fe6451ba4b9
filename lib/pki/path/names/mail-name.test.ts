import { expect, test } from "vitest";
import { isMailboxWithin, isMailConstraint, readMailbox } from "./mail-name.ts";

test("a mailbox is read unless it is quoted or ambiguous", () => {
  expect(readMailbox("Who@Host.Example")).toEqual({ local: "Who", host: "host.example" });
  for (const bad of ["who", "@host", "a@b@c", '"a b"@host', "who@[192.0.2.1]", "wh\u0000o@host", "wér@host"])
    expect(readMailbox(bad), bad).toBeNull();
  expect(readMailbox("wér@host", "utf8")).toEqual({ local: "wér", host: "host" });
});

test("a constraint of mailboxes is one mailbox, one host or the hosts below a domain", () => {
  const who = readMailbox("Who@host.example")!;
  expect(
    ["Who@HOST.example", "host.example", ".example"].map((constraint) => isMailboxWithin(who, constraint)),
  ).toEqual([true, true, true]);
  expect(
    ["who@host.example", "example", ".host.example"].map((constraint) => isMailboxWithin(who, constraint)),
  ).toEqual([false, false, false]);
  expect(["a@b@c", "@host", ""].map(isMailConstraint)).toEqual([false, false, false]);
});
