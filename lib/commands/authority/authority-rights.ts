import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command, type Context } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { templateName } from "../parts/templates/fields.ts";
import { requireTemplate } from "../parts/templates/find.ts";
import { roles, type Who } from "../permission.ts";
import { type Holder, usualRights } from "../ports/rights.ts";

const holder = {
  role: z.enum(roles).optional(),
  person: z.string().trim().max(320).optional().meta({ description: "E-mail address." }),
  token: z.string().trim().max(200).optional().meta({ description: "Name of an API token." }),
};
const oneHolder = field.exactlyOne(["role", "person", "token"]);
const holders = z.array(z.strictObject(holder).superRefine(oneHolder)).max(50);

/** Says who may sign with an authority and by which templates, who may make authorities below it, and who may take its key. */
export const authorityRights = command({
  name: "authority-rights",
  effect: "create",
  permission: "authority.rights",
  audited: "always",
  input: z.strictObject({
    name: field.storedName,
    sign: z
      .array(
        z
          .strictObject({
            ...holder,
            templates: z
              .array(templateName)
              .min(1)
              .max(50)
              .nullable()
              .default(null)
              .meta({ description: "Null: any." }),
          })
          .superRefine(oneHolder),
      )
      .max(50)
      .nullable()
      .optional()
      .meta({ description: "Who may sign with it. Null: whoever the roles say. Absent: as it was." }),
    makeAuthorities: holders
      .nullable()
      .optional()
      .meta({ description: "Who may make authorities below it. Null: whoever the roles say. Absent: as it was." }),
    exportKey: holders.optional().meta({ description: "Who may take its key; none: nobody. Absent: as it was." }),
    neverLeaves: z
      .literal(true)
      .optional()
      .meta({ description: "Its key is never handed out, by anyone. This cannot be unset." }),
  }),
  secrets: [],
  on: ({ name }) => touchAuthorities("authority.rights", [name]),
  audit: ({ name, sign, makeAuthorities, exportKey, neverLeaves }) => ({
    name,
    changesSigning: sign !== undefined,
    changesAuthorities: makeAuthorities !== undefined,
    changesExport: exportKey !== undefined,
    neverLeaves: neverLeaves === true,
  }),
  async run(context, input) {
    const { store, actor } = context;
    // By the key, as the gate asks: a name whose certificate was replaced by another one may still hold an authority's key.
    const [authority] = await store.authorities([input.name]);
    if (authority === undefined) throw new Failure("authority.unknown", { name: input.name });
    const { id, name } = authority;
    const before = (await store.authorityRights()).get(id) ?? usualRights;
    if (before.neverLeaves && (input.exportKey ?? []).length > 0)
      throw new Failure("authority.key-never-leaves", { authority: name });
    for (const { templates } of input.sign ?? [])
      for (const template of templates ?? []) await requireTemplate(store, template);
    const known = await peopleAndTokens(context);
    const rights = {
      sign:
        input.sign === undefined
          ? before.sign
          : (input.sign?.map(({ templates, ...who }) => ({ ...holderOf(who, known), templates })) ?? null),
      makeAuthorities:
        input.makeAuthorities === undefined
          ? before.makeAuthorities
          : (input.makeAuthorities?.map((who) => holderOf(who, known)) ?? null),
      exportKey: input.exportKey === undefined ? before.exportKey : input.exportKey.map((who) => holderOf(who, known)),
    };
    const neverLeaves = before.neverLeaves || input.neverLeaves === true;
    const exportKey = neverLeaves ? [] : rights.exportKey;
    await store.setAuthorityRights(id, { ...rights, exportKey }, neverLeaves, actor.label);
    return { name, ...rights, exportKey, neverLeaves };
  },
});

interface Known {
  readonly people: ReadonlyMap<string, string>;
  readonly tokens: ReadonlyMap<string, string>;
}

async function peopleAndTokens({ accounts }: Context): Promise<Known> {
  const [users, tokens] = await Promise.all([accounts.users(), accounts.tokens()]);
  return {
    people: new Map(users.map(({ email, id }) => [email.toLowerCase(), id])),
    tokens: new Map(tokens.filter(({ revokedAt }) => revokedAt === null).map(({ name, id }) => [name, id])),
  };
}

/** @throws Failure `authority.holder-unknown` */
function holderOf(
  {
    role,
    person,
    token,
  }: {
    readonly role?: (typeof roles)[number] | undefined;
    readonly person?: string | undefined;
    readonly token?: string | undefined;
  },
  { people, tokens }: Known,
): Holder {
  if (role !== undefined) return { who: { role } };
  const id = person === undefined ? tokens.get(token!) : people.get(person.toLowerCase());
  if (id === undefined) throw new Failure("authority.holder-unknown", { holder: (person ?? token)! });
  const who: Who = person === undefined ? { token: id } : { person: id };
  return { who, label: (person ?? token)! };
}
