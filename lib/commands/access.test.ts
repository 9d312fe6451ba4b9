import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { markedInputs } from "../../test/support/marked-inputs.ts";
import { deny, type Grant, mayOnAll, roleGrants } from "./access.ts";
import { commands } from "./index.ts";
import { type Actor, covers, type TokenLimits } from "./permission.ts";

const person: Actor = { kind: "user", id: "u1", label: "kim@example.com", role: "operator" };
const unlimited: TokenLimits = { commands: null, authorities: null, mayDelegate: false };
const token = (limits: Partial<TokenLimits>, role: Actor["role"] = "administrator"): Actor => ({
  kind: "token",
  id: "t1",
  label: "ci",
  role,
  limits: { ...unlimited, ...limits },
});
const staff = { kind: "authority", id: "aa", name: "staff-ca" } as const;
const other = { kind: "authority", id: "bb", name: "other-ca" } as const;

describe("a permission", () => {
  it("of a role is held on all", () => {
    expect(deny(person, { command: "sign", may: "certificate.sign", on: staff })).toBeNull();
    expect(mayOnAll(person, "certificate.sign")).toBe(true);
    expect(deny(person, { command: "sign", may: "certificate.sign-authority", on: staff })).toEqual({
      code: "actor.forbidden",
      facts: { permission: "certificate.sign-authority", role: "operator" },
    });
  });

  it.each([
    ["a person", person, { person: "u1" }],
    ["a token", token({}, "auditor"), { token: "t1" }],
    ["a role", { ...person, role: "auditor" } as const, { role: "auditor" }],
  ] as const)("can be given to %s on one authority alone", (_, actor, who) => {
    const grant: Grant = { who, may: "key.export-authority", on: staff };
    const grants = [...roleGrants, grant];
    const asked = { command: "export", may: "key.export-authority" } as const;
    expect(deny(actor, { ...asked, on: staff }, grants)).toBeNull();
    expect(deny(actor, { ...asked, on: other }, grants)).toMatchObject({ code: "actor.forbidden" });
    expect(deny({ ...actor, id: "another", role: "operator" }, { ...asked, on: staff }, grants)).toMatchObject({
      code: "actor.forbidden",
    });
    // Before it is known on what, it is enough that there is something.
    expect(deny(actor, asked, grants)).toBeNull();
    expect(mayOnAll(actor, "key.export-authority", grants)).toBe(false);
  });

  it("on a service is none on an authority of the same name", () => {
    const grants: Grant[] = [{ who: { person: "u1" }, may: "audit.read", on: { kind: "service", id: "aa" } }];
    expect(deny(person, { command: "x", may: "audit.read", on: staff }, grants)).not.toBeNull();
  });
});

describe("the limits of a token", () => {
  it("leave out every other command, whatever its role may", () => {
    const actor = token({ commands: ["list"] });
    expect(deny(actor, { command: "list", may: "inventory.read" })).toBeNull();
    expect(deny(actor, { command: "item", may: "inventory.read" })).toEqual({
      code: "token.out-of-scope",
      facts: { token: "ci", what: "command", name: "item" },
    });
  });

  it("leave out every other authority, by its key and not by its name", () => {
    const actor = token({ authorities: [{ id: "aa", name: "staff-ca" }] });
    const asked = { command: "sign", may: "certificate.sign" } as const;
    expect(deny(actor, { ...asked, on: staff })).toBeNull();
    expect(deny(actor, { ...asked, on: { ...staff, name: "renamed" } })).toBeNull();
    expect(deny(actor, { ...asked, on: { ...other, name: "staff-ca" } })).toEqual({
      code: "token.out-of-scope",
      facts: { token: "ci", what: "authority", name: "staff-ca" },
    });
    expect(mayOnAll(actor, "certificate.sign")).toBe(false);
  });

  it("give nothing that its role has not", () => {
    const actor = token({ commands: ["user-create"], mayDelegate: true }, "operator");
    expect(deny(actor, { command: "user-create", may: "user.manage" })).toMatchObject({ code: "actor.forbidden" });
  });

  it.each(["token.make", "user.manage"] as const)("leave out %s, which outlives it, unless it was said", (may) => {
    const asked = { command: "x", may };
    expect(deny(token({}), asked)).toEqual({
      code: "token.may-not-delegate",
      facts: { token: "ci", permission: may },
    });
    expect(deny(token({ mayDelegate: true }), asked)).toBeNull();
  });
});

it("a role covers another when it may all that the other may", () => {
  expect(covers("administrator", "operator")).toBe(true);
  expect(covers("administrator", "auditor")).toBe(true);
  expect(covers("operator", "operator")).toBe(true);
  expect(covers("operator", "administrator")).toBe(false);
  expect(covers("auditor", "operator")).toBe(false);
  // The log is the auditor's.
  expect(covers("operator", "auditor")).toBe(false);
});

/**
 * Commands that take a stored name and touch no authority by it: they read what every role may read, or make something
 * new. A command that is in neither list is a command that forgot to say what it touches.
 */
const readsAlone = new Set(
  "list inspect match compare inventory-csv verify bundle download item request complete overview facets renewal renew-preview revoke-preview staple request-like preflight services targets template template-try authority authority-list offline-list".split(
    " ",
  ),
);
const changesNone: Readonly<Record<string, string>> = {
  selfsigned: "makes a new name",
  rebuild: "changes a bundle",
  "view-save": "keeps how a person looks at the list",
  "view-remove": "forgets how a person looks at the list",
  "key-lock": "takes away what the session itself opened",
  "import-review": "keeps what it read apart from the inventory",
};
const storedNameFields = [
  "certificate",
  "authority",
  "issuer",
  "request",
  "name",
  "file",
  "files.name",
  "key",
  "username",
  "bundle",
  "items.name",
];

const mentioning = commands.flatMap((command) => {
  const inputs = markedInputs(command.input as z.ZodType);
  const takesName = storedNameFields.some((field) => JSON.stringify(inputs).includes(`⟦${field}⟧`));
  const takesFiles = command.permission.startsWith("inventory.") || command.permission.startsWith("certificate.");
  if (!takesName || !takesFiles || readsAlone.has(command.name) || command.name in changesNone) return [];
  return [{ name: command.name, inputs, on: (command as { on?: (input: unknown) => readonly unknown[] }).on }];
});

it.each(mentioning)("the command $name says to the gate which authority its input mentions", ({ name, inputs, on }) => {
  expect(on, `${name} takes a stored name: give it \`on\`, or say in this test why it touches nothing`).toBeDefined();
  expect(inputs.some((input) => JSON.stringify(on!(input)).includes("⟦"))).toBe(true);
});
