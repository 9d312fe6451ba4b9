import { Tag } from "../../asn1/der.ts";
import { readTolerantAt } from "../../asn1/tolerant.ts";
import { isFailure } from "../../failure.ts";
import { type Signed, signedCheck, when } from "../check.ts";

/** AlgorithmIdentifier ::= SEQUENCE { OID, parameters OPTIONAL }: one that has more in it, or no OID. */
export const signatureBlock = signedCheck({
  code: "signature.block",
  severity: "danger",
  citation: "RFC 5280 §4.1.1.2",
  find(signed) {
    const odd = blocksOf(signed).filter((block) => !isUsual(block));
    return when(odd.length > 0, { parts: Math.max(...odd.map(partsOf)) });
  },
});

const blocksOf = ({ signatureAlgorithm, tbsSignatureAlgorithm }: Signed): Uint8Array[] =>
  tbsSignatureAlgorithm === undefined ? [signatureAlgorithm] : [signatureAlgorithm, tbsSignatureAlgorithm];

function isUsual(block: Uint8Array): boolean {
  const count = partsOf(block);
  return (count === 1 || count === 2) && readTolerantAt(block, 0).open().peekTag === Tag.oid;
}

/** 0 when the parts cannot be told apart. */
function partsOf(block: Uint8Array): number {
  try {
    return readTolerantAt(block, 0).children().length;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return 0;
    throw error;
  }
}
