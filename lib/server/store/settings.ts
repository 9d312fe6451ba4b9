import "server-only";
import { z } from "zod";
import type { SettingKey, Settings, SettingValues } from "../../commands/ports/settings.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { changeDirect, type StoreBinding } from "../database/transaction.ts";

/** How the row of each key is read. The table has rows of other rooms too; theirs have no such key. */
const schemas: { readonly [Key in SettingKey]: z.ZodType<SettingValues[Key]> } = {
  "addresses.base": z.string().min(1).max(200),
};

export async function readSetting<Key extends SettingKey>(
  { direct }: Pick<Database, "direct">,
  key: Key,
): Promise<SettingValues[Key] | null> {
  const [row] = await direct.$queryRaw<{ value: string }[]>(sql`SELECT "value" FROM "Setting" WHERE "key" = ${key}`);
  return row === undefined ? null : settingOf(key, row.value);
}

/** The value of a row; null for one that this release cannot read. */
export function settingOf<Key extends SettingKey>(key: Key, text: string | null): SettingValues[Key] | null {
  if (text === null) return null;
  try {
    return schemas[key].safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function storeSettings(binding: StoreBinding): Settings {
  return {
    setting: (key) => readSetting(binding.database, key),
    saveSetting: (key, value) =>
      changeDirect(binding, async (tx) => {
        if (value === null) await tx.$executeRaw(sql`DELETE FROM "Setting" WHERE "key" = ${key}`);
        else
          await tx.$executeRaw(sql`INSERT INTO "Setting" ("key", "value") VALUES (${key}, ${JSON.stringify(value)})
            ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`);
      }),
  };
}
