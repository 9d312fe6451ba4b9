import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import { writeOpenApi } from "./openapi.ts";
import { decodeBytes } from "./json-bytes.ts";
import { examples } from "./openapi-texts.ts";

it("the description is a valid OpenAPI 3.1 document", async () => {
  const document = JSON.parse(JSON.stringify(writeOpenApi("0.1.0"))) as Record<string, unknown>;
  const verdict = await new Validator().validate(document);
  expect(verdict.errors ?? []).toEqual([]);
  expect(verdict.valid).toBe(true);
  expect(document).toHaveProperty(["openapi"], "3.1.0");
});

it("the description has a path for each command, and the routes beside them", () => {
  const { paths } = writeOpenApi("0.1.0") as { paths: Record<string, Record<string, unknown>> };
  for (const { name } of commands) expect(paths).toHaveProperty([`/api/v1/pki/${name}`, "post"]);
  expect(Object.keys(paths["/api/v1/files/{fileName}"] ?? {})).toEqual(["get", "put", "delete"]);
  for (const path of ["/api/v1/health", "/api/v1/ready", "/api/v1/terminal", "/api/v1/openapi.json"])
    expect(paths).toHaveProperty([path]);
});

it.each(commands.map((command) => [command.name, command] as const))(
  "the example of %s is input that the command takes",
  (name, command) => {
    if (examples[name] !== undefined)
      expect(command.input.safeParse(decodeBytes(command.input, examples[name])).error?.issues ?? []).toEqual([]);
  },
);
