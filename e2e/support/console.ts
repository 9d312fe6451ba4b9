import { join } from "node:path";

/** The console under test: where it is, and who is in it. The passwords are for this throw-away folder only. */
export const port = Number(process.env.E2E_PORT ?? 3210);
export const address = `http://localhost:${port}`;
export const root = join(process.cwd(), ".cache", "e2e");

export type Role = "administrator" | "operator" | "auditor";
export const people: Readonly<Record<Role, { name: string; email: string; password: string }>> = {
  administrator: { name: "Ada Park", email: "ada@example.com", password: "otter-plinth-carbon-41" },
  operator: { name: "Oh Min", email: "oh@example.com", password: "walnut-breeze-copper-17" },
  auditor: { name: "Yuna Audit", email: "yuna@example.com", password: "meadow-lantern-quartz-88" },
};
export const statePath = (role: Role): string => join(root, `state-${role}.json`);
export const tokenPath = (role: Role): string => join(root, `token-${role}`);
