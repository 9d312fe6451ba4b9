import { z } from "zod";
import { commonNameOf, formatName } from "../../../pki/x509/name.ts";
import { requireIssuer } from "../../../pki/issue/issuer.ts";
import { type ChainEnds, endsOf } from "../../../pki/path/chain.ts";
import { chainsInInventory } from "../../../pki/path/issuers.ts";
import { chainTo } from "../chain.ts";
import { requireSoundChain } from "../../../pki/issue/chain.ts";
import { chainsAbove } from "../../../pki/path/issuers.ts";
import { requireDays } from "../../../pki/issue/prepare.ts";
import type { Context } from "../../command.ts";
import { type BatchTemplate, type NewBatchRow, type Person, templateOfBatch } from "../../ports/batch.ts";
import { bytesField } from "../../bytes-field.ts";
import { requirePeopleCount } from "./people.ts";
import { decodeTable, longestTable, readPeopleTable } from "./people-table.ts";
import { basenameFor, fileNamesFor } from "./person-names.ts";
import type { Authority } from "../../ports/authority.ts";
import { requireAuthority } from "../signing/signing.ts";
import { requireUnrevoked } from "../trust/revoked-issuer.ts";

const text = z.string().max(400);

/** The people: rows, a table as text, or the bytes of a CSV file. */
export const peopleInput = {
  rows: z
    .array(
      z.union([
        z.strictObject({
          name: text.optional(),
          email: text.nullish(),
          upn: text.nullish(),
          department: text.nullish(),
        }),
        text.meta({ description: "`Minji Kim <minji@example.com>`." }),
      ]),
    )
    .max(100_000)
    .optional()
    .meta({ examples: [[{ name: "김민지", email: "minji@example.com" }]] }),
  text: z
    .string()
    .max(longestTable)
    .optional()
    .meta({ description: "A table: comma, semicolon or tab, with or without a header." }),
  bytes: bytesField(longestTable * 1.5)
    .optional()
    .meta({ description: "A CSV file: UTF-8, UTF-16 or EUC-KR." }),
};

type PeopleInput = z.infer<z.ZodObject<typeof peopleInput>>;

/** @throws Failure `table.…`, `batch.too-many-rows` */
export function readPeople(input: PeopleInput): readonly Person[] {
  const people = input.rows === undefined ? readPeopleTable(tableText(input)).people : input.rows.map(personOfRow);
  requirePeopleCount(people);
  return people;
}

export function tableText({ text: given, bytes }: PeopleInput): string {
  return given ?? decodeTable(bytes ?? new Uint8Array());
}

type Row = NonNullable<PeopleInput["rows"]>[number];

/** `Minji Kim <minji@example.com>`, an address alone, or a name alone. */
function readMailbox(line: string): Exclude<Row, string> {
  const [, name, address] = /^(.*?)\s*<([^<>]*)>\s*$/s.exec(line) ?? [];
  if (address !== undefined) return { name: (name ?? "").replace(/^"(.*)"$/s, "$1"), email: address };
  return line.includes("@") ? { email: line } : { name: line };
}

function personOfRow(given: Row, index: number): Person {
  const row = typeof given === "string" ? readMailbox(given) : given;
  const clean = (value: string | null | undefined): string | null => {
    const plain = (value ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
    return plain === "" ? null : plain;
  };
  const email = clean(row.email);
  return {
    position: index + 1,
    name: clean(row.name) ?? email ?? "",
    email,
    upn: clean(row.upn),
    department: clean(row.department),
  };
}

export function batchRows(people: readonly Person[], predecessors: readonly (number | null)[] = []): NewBatchRow[] {
  const fileNames = fileNamesFor(people);
  return people.map((person, index) => ({
    ...person,
    position: index + 1,
    basename: basenameFor(person),
    fileName: fileNames[index]!,
    predecessor: predecessors[index] ?? null,
  }));
}

export interface UsableIssuer extends Authority {
  /** Common name. */
  readonly name: string;
  /** When the certificates will end. */
  readonly notAfter: Date;
  /** The issuer ends before the days are over. */
  readonly isCut: boolean;
  /** Where the chain in each .p12 leads, and where others would. */
  readonly chain: ChainEnds;
}

/** What a person wants although it was refused. */
interface AcceptedDoubts {
  readonly revokedIssuer?: "accept" | undefined;
  readonly doubtfulChain?: "accept" | undefined;
}

/**
 * Loads the issuer, checks that its key is usable and that it outlives `days`; `isCut` when the validity was shortened
 * to the issuer's end.
 * @throws Failure `file.…`, `key.absent`, `sign.issuer-…`, `sign.days-out-of-range`, `sign.chain-…`,
 *   `chain.no-such-root`
 */
export async function requireUsableIssuer(
  context: Context,
  name: string,
  template: BatchTemplate,
  { revokedIssuer, doubtfulChain, root }: AcceptedDoubts & { readonly root?: string | undefined } = {},
): Promise<UsableIssuer> {
  const found = await requireAuthority(context.store, name);
  const now = context.clock.now();
  requireIssuer(found.certificate, now);
  if (revokedIssuer === undefined) await requireUnrevoked(context, found.certificate);
  const { days } = template;
  requireDays(days);
  const order = { issuer: found.certificate, template: templateOfBatch(template), days, now };
  requireSoundChain(order, await chainsAbove(context.store, found.certificate, now), doubtfulChain !== undefined);
  const asked = new Date(now.getTime() + days * 86_400_000);
  const { notAfter, subject } = found.certificate;
  const isCut = notAfter < asked;
  const chains = await chainsInInventory(context.store, { leaf: found.certificate, at: now });
  const chain = endsOf(await chainTo(context.store, chains, root), chains);
  return {
    ...found,
    name: commonNameOf(subject) ?? formatName(subject),
    notAfter: isCut ? notAfter : asked,
    isCut,
    chain,
  };
}

/** Fields that the batch commands share. */
export const batchId = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: "What `client-batch` answered.", examples: ["2f9c1e4ab07d"] });

export const positions = z
  .array(z.int().min(1))
  .min(1)
  .max(10_000)
  .optional()
  .meta({ description: "Rows of the table; all when it is not given." });
