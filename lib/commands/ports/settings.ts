/**
 * What administrators set for the whole console: one row a key, its value as JSON. A key is added here and in
 * `lib/server/store/settings.ts`, which reads what a row holds; a row that it cannot read counts as none.
 */
export interface SettingValues {
  /** Where authorities publish, without a slash at its end: `http://pki.example.com`. */
  readonly "addresses.base": string;
}

export type SettingKey = keyof SettingValues;

export interface Settings {
  /** Null while nothing is set. */
  setting<Key extends SettingKey>(key: Key): Promise<SettingValues[Key] | null>;
  /** Null takes the row away. */
  saveSetting<Key extends SettingKey>(key: Key, value: SettingValues[Key] | null): Promise<void>;
}
