import type { Path, Search } from "./build.ts";
import type { Collector } from "./collector.ts";
import type { PathInput } from "./options.ts";
import type { PathCheck } from "./validate.ts";

export interface Revocation { readonly crls: readonly unknown[] }
export function prepareRevocation(_input: PathInput): Revocation | null { return null; }
export function checkRevocation(_path: Path, _r: Revocation, _s: Search, _c: PathCheck, _collector: Collector): void { }
