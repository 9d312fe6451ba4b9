import { z } from "zod";
import { batchRows, readPeople, requireUsableIssuer } from "../parts/batch/input.ts";
import { readTemplate } from "../parts/batch/template.ts";
import { batch } from "../parts/example/content.ts";
import { makeExample } from "../parts/example/make.ts";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";

/**
 * Loads the example inventory: four services with their authorities, certificates, requests that wait, and a batch of
 * client certificates, all marked as example until `example-remove` takes them away.
 */
export const exampleLoad = command({
  name: "example-load",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({
    example: z.enum(["services"]).meta({ description: "Which one: four services with all that they need." }),
  }),
  secrets: [],
  alsoNeeds: () => "inventory.write",
  audit: ({ example }) => ({ example }),
  async run(context) {
    const { store, batches } = context;
    const there = await store.example();
    if (there.names + there.services + there.batches > 0) throw new Failure("example.loaded", {});
    const content = await makeExample(context);
    await store.storeExample(content);
    const template = readTemplate({ template: { days: batch.days }, profile: "modern" });
    const issuer = await requireUsableIssuer(context, batch.issuer, template);
    const people = readPeople({ rows: [...batch.people] });
    const order = {
      title: batch.title,
      issuerFileName: issuer.authority.fileName,
      issuer: issuer.name,
      template,
      rows: batchRows(people).map((row) => ({ ...row, basename: `example-${row.basename}` })),
      renewalOf: null,
      isExample: true,
    };
    const { names, services } = await store.example();
    return { names, services, batch: await batches.create(order, null), people: people.length };
  },
});
