import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { iconSprite } from "./icons.mjs";

test("icons.svg holds the icons of the installed lucide", async () => {
  expect(readFileSync("components/ui/icons.svg", "utf8")).toBe(await iconSprite());
});
