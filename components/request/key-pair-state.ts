"use client";
import { useState } from "react";
import { type NewPassphraseText, passphraseErrors } from "../key-passphrase/new-passphrase";
import { startLike, type RequestLike } from "./request-like";

/** The content of the forms that make a key: `csr` and `selfsigned`. */
export interface KeyPairText {
  readonly name: string;
  readonly CN: string;
  readonly O: string;
  readonly OU: string;
  readonly L: string;
  readonly ST: string;
  readonly C: string;
  readonly emailAddress: string;
  readonly names: readonly string[];
  readonly key: string;
  readonly profile: string;
  readonly days: string;
  readonly pathLength: string;
  /** Of the new key; null: none. */
  readonly passphrase: NewPassphraseText | null;
}

export const emptyKeyPair: KeyPairText = {
  name: "",
  CN: "",
  O: "",
  OU: "",
  L: "",
  ST: "",
  C: "",
  emailAddress: "",
  names: [],
  key: "rsa-2048",
  profile: "root-ca",
  days: "",
  pathLength: "",
  passphrase: null,
};

const subjectFields = ["CN", "O", "OU", "L", "ST", "C", "emailAddress"] as const;

export function useKeyPair(start: Partial<KeyPairText> = {}) {
  const [text, setText] = useState<KeyPairText>({ ...emptyKeyPair, ...start });
  return {
    text,
    change: (part: Partial<KeyPairText>) => setText((known) => ({ ...known, ...part })),
    clear: () => setText(emptyKeyPair),
    fillLike: (like: RequestLike) => setText((known) => ({ ...known, ...startLike(like) })),
    /** From a pasted line: what the line says, and what was typed where it says nothing. */
    fillFrom: (input: Readonly<Record<string, unknown>>) => setText((known) => ({ ...known, ...textOf(input) })),
  };
}

/** Several units of one line are written `A; B` in their field. */
function textOf(input: Readonly<Record<string, unknown>>): Partial<KeyPairText> {
  const subject = (input["subject"] ?? {}) as Readonly<Record<string, string | readonly string[]>>;
  const plain = (value: unknown): string => (Array.isArray(value) ? value.join("; ") : String(value ?? ""));
  const parts = subjectFields
    .filter((field) => subject[field] !== undefined)
    .map((field) => [field, plain(subject[field])] as const);
  return {
    ...Object.fromEntries(parts),
    ...(typeof input["name"] === "string" ? { name: input["name"] } : {}),
    ...(Array.isArray(input["subjectAltNames"])
      ? { names: [...new Set((input["subjectAltNames"] as string[]).filter((name) => name !== ""))] }
      : {}),
    ...(typeof input["key"] === "string" ? { key: input["key"] } : {}),
    ...(typeof input["profile"] === "string" ? { profile: input["profile"] } : {}),
    ...(input["days"] === undefined ? {} : { days: String(input["days"]) }),
    ...(input["pathLength"] === undefined ? {} : { pathLength: String(input["pathLength"]) }),
  };
}

function several(text: string): string | string[] {
  const list = text
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  return list.length > 1 ? list : text.trim();
}

/** The subject as the command takes it: empty fields are left out, `A; B` becomes a list. */
export function subjectOf(text: KeyPairText): Readonly<Record<string, string | string[]>> {
  const entries = subjectFields.map(
    (field) => [field, field === "O" || field === "OU" ? several(text[field]) : text[field].trim()] as const,
  );
  return Object.fromEntries(entries.filter(([field, value]) => value.length > 0 || field === "CN"));
}

export interface KeyPairInput {
  readonly name: string;
  readonly subject: Readonly<Record<string, string | string[]>>;
  readonly subjectAltNames?: readonly string[];
  readonly key: string;
  readonly passphrase?: string;
}

export function keyPairInput(text: KeyPairText): KeyPairInput {
  return {
    name: text.name.trim(),
    subject: subjectOf(text),
    ...(text.names.length > 0 ? { subjectAltNames: text.names } : {}),
    key: text.key,
    ...(text.passphrase === null ? {} : { passphrase: text.passphrase.passphrase }),
  };
}

/** What is wrong with the passphrase of the new key, by field; nothing without one. */
export function newPassphraseErrors(
  { passphrase }: KeyPairText,
  texts: Parameters<typeof passphraseErrors>[1],
): Readonly<Record<string, string>> {
  return passphrase === null ? {} : passphraseErrors(passphrase, texts);
}

/** Which field an error of these commands speaks of. */
export const fieldOfAttribute = (params: Readonly<Record<string, unknown>>): string =>
  `subject.${String(params["attribute"] ?? "CN")}`;
export const keyPairFields = {
  "name.in-use": "name",
  "name.malformed": "name",
  "subject.empty": "subject.CN",
  "subject.value-empty": fieldOfAttribute,
  "subject.value-too-long": fieldOfAttribute,
  "subject.bad-character": fieldOfAttribute,
  "subject.country-unknown": "subject.C",
  "passphrase.required": "newPassphrase",
  "passphrase.too-short": "newPassphrase",
  "san.malformed": "subjectAltNames",
  "sign.days-out-of-range": "days",
  "sign.path-length-out-of-range": "pathLength",
} as const;

/** Field of the input → id of its control. */
export const keyPairIds: Readonly<Record<string, string>> = {
  name: "name",
  "subject.CN": "cn",
  "subject.O": "o",
  "subject.OU": "ou",
  "subject.L": "l",
  "subject.ST": "st",
  "subject.C": "c",
  "subject.emailAddress": "email",
  subjectAltNames: "names",
  days: "days",
  pathLength: "path-length",
  newPassphrase: "new-passphrase",
  repeated: "repeated-passphrase",
};
