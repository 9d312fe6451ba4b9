import "server-only";
import { roles, type Role } from "../../commands/permission.ts";

/** A role as the database has it. An unknown one is no role at all: fail closed. */
export function readRole(text: string): Role | null {
  return roles.find((role) => role === text) ?? null;
}
