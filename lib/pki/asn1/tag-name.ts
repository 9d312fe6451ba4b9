import { Tag } from "./der.ts";

const tagNames: Readonly<Record<number, string>> = {
  [Tag.boolean]: "BOOLEAN",
  [Tag.integer]: "INTEGER",
  [Tag.bitString]: "BIT STRING",
  [Tag.octetString]: "OCTET STRING",
  [Tag.null]: "NULL",
  [Tag.oid]: "OBJECT",
  0x07: "OBJECT DESCRIPTOR",
  0x08: "EXTERNAL",
  0x09: "REAL",
  [Tag.enumerated]: "ENUMERATED",
  [Tag.utf8String]: "UTF8STRING",
  [Tag.sequence & 0x1f]: "SEQUENCE",
  [Tag.set & 0x1f]: "SET",
  [Tag.numericString]: "NUMERICSTRING",
  [Tag.printableString]: "PRINTABLESTRING",
  [Tag.teletexString]: "T61STRING",
  0x15: "VIDEOTEXSTRING",
  [Tag.ia5String]: "IA5STRING",
  [Tag.utcTime]: "UTCTIME",
  [Tag.generalizedTime]: "GENERALIZEDTIME",
  0x19: "GRAPHICSTRING",
  [Tag.visibleString]: "VISIBLESTRING",
  0x1b: "GENERALSTRING",
  [Tag.universalString]: "UNIVERSALSTRING",
  [Tag.bmpString]: "BMPSTRING",
};

/** As `openssl asn1parse` names tags: `SEQUENCE`, `cont [ 0 ]`, `appl [ 3 ]`. */
export function tagName(tag: number): string {
  const number = tag & 0x1f;
  if (tag >= 0xc0) return `priv [ ${number} ]`;
  if (tag >= 0x80) return `cont [ ${number} ]`;
  if (tag >= 0x40) return `appl [ ${number} ]`;
  return tagNames[number] ?? `<ASN1 ${number}>`;
}
