import "server-only";
import { commands, type AnyCommand, type CommandName } from "../../commands/index.ts";
import { jsonSchemaOf } from "./json-bytes.ts";
import { examples, summaries } from "./openapi-texts.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The description of the HTTP interface, OpenAPI 3.1. The inputs are the very schemas that the gate parses with, so
 * that the document cannot fall behind.
 */
export function writeOpenApi(version: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "Chainsmith",
      version,
      description:
        "The same commands as the browser and the terminal. Make a token under Settings, or with `npm run --silent token`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    tags: [
      { name: "console", description: "Health, this document and the typed line." },
      { name: "pki", description: "One path per command." },
      { name: "files", description: "Stored files as raw bytes." },
    ],
    paths: {
      ...consolePaths,
      ...filePaths,
      ...Object.fromEntries(
        commands.map((command) => [`/api/v1/pki/${command.name}`, { post: commandOperation(command) }]),
      ),
    },
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: { Failure: failureSchema },
      parameters: {
        fileName: {
          name: "fileName",
          in: "path",
          required: true,
          description: "Name of the stored file.",
          schema: { type: "string", minLength: 1 },
          example: "dbserver.crt",
        },
      },
      responses: errorResponses,
    },
  };
}

const failureSchema: Json = {
  type: "object",
  required: ["ok", "error"],
  properties: {
    ok: { const: false },
    error: {
      type: "object",
      required: ["code", "params", "message"],
      properties: {
        code: { type: "string", description: "Stable; `area.reason`." },
        params: { type: "object", description: "The facts of the sentence." },
        message: { type: "string", description: "In the language of `Accept-Language`, English or Korean." },
      },
    },
  },
  examples: [
    {
      ok: false,
      error: {
        code: "name.in-use",
        params: { name: "dbserver", fileNames: ["dbserver.key"] },
        message: "The name dbserver is in use by dbserver.key. Nothing was overwritten; choose another name.",
      },
    },
  ],
};

function failure(description: string): Json {
  return { description, content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } } };
}

const errorResponses: Json = {
  Malformed: failure("The input is not what the command takes, or could not be read."),
  Nobody: failure("No token, or one that is not valid."),
  Forbidden: failure("The role of the token may not do this."),
  NotFound: failure("There is no such file, name or command."),
  Conflict: failure("Something is in the way: a name in use, a key that is locked, or a confirmation that is missing."),
  TooLarge: failure("More than the limit."),
  Refused: failure("Understood and refused, with the reason."),
  TooMany: failure("Too many requests; `Retry-After` says when to come back."),
};

const commonErrors: Json = {
  "400": { $ref: "#/components/responses/Malformed" },
  "401": { $ref: "#/components/responses/Nobody" },
  "403": { $ref: "#/components/responses/Forbidden" },
  "404": { $ref: "#/components/responses/NotFound" },
  "409": { $ref: "#/components/responses/Conflict" },
  "413": { $ref: "#/components/responses/TooLarge" },
  "422": { $ref: "#/components/responses/Refused" },
  "429": { $ref: "#/components/responses/TooMany" },
};

const anyBytes: Json = { description: "The bytes.", content: { "application/octet-stream": { schema: {} } } };

function answer(value: Json): Json {
  return {
    description: "The answer. A no is an answer too.",
    content: {
      "application/json": {
        schema: { type: "object", required: ["ok", "value"], properties: { ok: { const: true }, value } },
      },
    },
  };
}

const isBytes: ReadonlySet<CommandName> = new Set<CommandName>(["export", "download", "staple"]);

function commandOperation(command: AnyCommand): Json {
  const example = examples[command.name];
  return {
    operationId: command.name,
    tags: ["pki"],
    summary: summaries[command.name],
    description: `Permission: \`${command.permission}\`.${needsConfirmation(command) ? " Needs `confirm: true`." : ""}`,
    requestBody: {
      required: true,
      content: { "application/json": { schema: jsonSchemaOf(command), ...(example === undefined ? {} : { example }) } },
    },
    responses: { "200": isBytes.has(command.name) ? anyBytes : answer({}), ...commonErrors },
  };
}

function needsConfirmation({ effect }: AnyCommand): boolean {
  return effect === "replace" || effect === "destroy";
}

const fileParameter: Json = { $ref: "#/components/parameters/fileName" };

const filePaths: Json = {
  "/api/v1/files/{fileName}": {
    get: {
      operationId: "readFile",
      tags: ["files"],
      summary: "A stored file. A private key is not readable here; export it.",
      parameters: [
        fileParameter,
        {
          name: "generation",
          in: "query",
          required: false,
          description: "An older certificate of the same name.",
          schema: { type: "integer", minimum: 1 },
        },
      ],
      responses: { "200": anyBytes, ...commonErrors },
    },
    put: {
      operationId: "writeFile",
      tags: ["files"],
      summary: "Takes in a file of any format that inspect reads.",
      description:
        "A certificate finds its key and request by public key and becomes theirs. Other content under a name in use needs `?confirm=replace`; the old one stays as a generation.",
      parameters: [fileParameter, { name: "confirm", in: "query", required: false, schema: { const: "replace" } }],
      requestBody: { required: true, content: { "application/octet-stream": { schema: {} } } },
      responses: { "200": answer({}), "201": answer({}), ...commonErrors },
    },
    delete: {
      operationId: "deleteFile",
      tags: ["files"],
      summary: "Deletes a file. The request is its own confirmation.",
      description:
        "When other files depend on it, the answer is 409 and names them; `?confirm=<file name>` deletes it all the same.",
      parameters: [fileParameter, { name: "confirm", in: "query", required: false, schema: { type: "string" } }],
      responses: { "200": answer({}), ...commonErrors },
    },
  },
};

const readinessSchema: Json = {
  type: "object",
  required: ["status", "database", "vault", "disk", "clock"],
  properties: {
    status: { enum: ["ready", "not-ready"] },
    ...Object.fromEntries(
      ["database", "vault", "disk", "clock"].map((part) => [
        part,
        { type: "string", description: "`ok`, the code of what is wrong, or `unknown`." },
      ]),
    ),
  },
};

const consolePaths: Json = {
  "/api/v1/ready": {
    get: {
      operationId: "ready",
      tags: ["console"],
      summary: "Can the console work: database, vault, disk and clock.",
      security: [],
      responses: {
        "200": {
          description: "It can.",
          content: {
            "application/json": {
              schema: readinessSchema,
              example: { status: "ready", database: "ok", vault: "ok", disk: "ok", clock: "ok" },
            },
          },
        },
        "503": {
          description: "It cannot: send it no work, and do not restart it for that.",
          content: {
            "application/json": {
              schema: readinessSchema,
              example: { status: "not-ready", database: "ok", vault: "ok", disk: "storage.full", clock: "ok" },
            },
          },
        },
      },
    },
  },
  "/api/v1/health": {
    get: {
      operationId: "health",
      tags: ["console"],
      summary: "Does the console live.",
      security: [],
      responses: {
        "200": {
          description: "It is.",
          content: {
            "application/json": {
              schema: { type: "object", required: ["status"], properties: { status: { const: "ok" } } },
              example: { status: "ok" },
            },
          },
        },
      },
    },
  },
  "/api/v1/openapi.json": {
    get: {
      operationId: "openapi",
      tags: ["console"],
      summary: "This document.",
      security: [],
      responses: {
        "200": { description: "OpenAPI 3.1.", content: { "application/json": { schema: { type: "object" } } } },
      },
    },
  },
  "/api/v1/terminal": {
    post: {
      operationId: "terminal",
      tags: ["console"],
      summary: "One typed line, as at the prompt of the appliance.",
      description:
        "200 when the question was answered; a no begins with `FAILURE:` too. 4xx when it could not be answered; the first line is then `FAILURE: …`.",
      requestBody: { required: true, content: { "text/plain": { schema: { type: "string" }, example: "pki list" } } },
      responses: {
        "200": {
          description: "What is printed.",
          content: {
            "text/plain": {
              schema: { type: "string" },
              example: "User supplied certificates and keys:\ndbca.crt\ndbca.key",
            },
          },
        },
        ...Object.fromEntries(
          ["400", "401", "403", "404", "409", "413", "422", "429"].map((status) => [
            status,
            {
              description: "`FAILURE: …` with the reason.",
              content: {
                "text/plain": { schema: { type: "string" }, example: "FAILURE: There is no file dbserver.crt." },
              },
            },
          ]),
        ),
      },
    },
  },
};
