// Runs dependency-cruiser over the rings. With a TypeScript that it does not know it reads 0 modules and says nothing,
// so the number of modules read is part of the check.
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import config from "../.dependency-cruiser.mjs";

const fewestModules = 150;
const folders = ["app", "components", "lib", "prisma", "scripts", "bench", "conformance", "test"];

const { options, ...ruleSet } = config;
const { existsSync } = await import("node:fs");
const result = await cruise(
  folders.filter((folder) => existsSync(folder)),
  { ...options, ruleSet, validate: true },
  undefined,
  { tsConfig: extractTSConfig("tsconfig.json") },
);
const { violations, totalCruised } = result.output.summary;
for (const { rule, from, to, cycle } of violations) {
  const path = cycle ? cycle.map(({ name }) => name).join(" → ") : to;
  console.error(`${rule.name}: ${from} → ${path}`);
}
const own = result.output.modules.filter(({ source }) =>
  /^(app|components|lib|prisma|scripts|bench|conformance|test)\//.test(source),
).length;
console.log(`${own} own modules of ${totalCruised} read, ${violations.length} broken boundaries`);
if (own < fewestModules)
  console.error(`Fewer than ${fewestModules} modules were read: the check itself does not work.`);
process.exitCode = violations.length > 0 || own < fewestModules ? 1 : 0;
