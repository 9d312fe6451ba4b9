import { expect, test } from "vitest";
import { readForm } from "./form-data.ts";

function form(fields: readonly (readonly [string, string | File])[]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test("fields of fields, lists, numbers and booleans become what the schema takes", async () => {
  const input = await readForm(
    "selfsigned",
    form([
      ["name", "dbca"],
      ["subject.CN", "db.example.com"],
      ["subjectAltNames[]", "a.example.com"],
      ["subjectAltNames[]", "b.example.com"],
      ["days", "365"],
      ["subject.O", ""],
      ["$ACTION_ID_x", "1"],
    ]),
  );
  expect(input).toEqual({
    name: "dbca",
    subject: { CN: "db.example.com" },
    subjectAltNames: ["a.example.com", "b.example.com"],
    days: 365,
  });
});

test("a checked box is true, and text that is no number is left for the schema to refuse", async () => {
  expect(
    await readForm(
      "sign",
      form([
        ["confirm", "on"],
        ["days", "a year"],
      ]),
    ),
  ).toEqual({ confirm: true, days: "a year" });
});

test("a file becomes its bytes", async () => {
  expect(await readForm("inspect", form([["bytes", new File([new Uint8Array([0, 255])], "x.der")]]))).toEqual({
    bytes: new Uint8Array([0, 255]),
  });
});

test("a field name cannot reach the prototype of an object", async () => {
  const input = await readForm(
    "sign",
    form([
      ["__proto__.isAdmin", "true"],
      ["a.constructor", "x"],
      ["prototype[]", "x"],
    ]),
  );
  expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
  expect(Object.keys(input)).toEqual(["a"]);
});
