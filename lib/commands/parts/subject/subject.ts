import type { z } from "zod";
import { Failure } from "../../error-codes.ts";
import { checkAllAtOnce } from "../faults.ts";
import { requireSubject, type Subject } from "../../../pki/x509/subject.ts";
import type { subject } from "../fields.ts";

/**
 * The subject without what was left empty in a form, checked before any key is made for it.
 * @throws Failure `subject.…`; `subject.value-empty` when there is no common name: the appliance wants one.
 */
export function readSubject(given: z.infer<typeof subject>): Subject & { CN: string } {
  const commonName = given.CN?.trim() ?? "";
  if (commonName === "") throw new Failure("subject.value-empty", { attribute: "CN" });
  const filled: Subject = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value.length > 0),
  );
  requireSubject({ ...filled, CN: commonName });
  return { ...filled, CN: commonName };
}

/**
 * As `readSubject`, with a fault for each attribute that has one.
 * @throws Failure `subject.…`; of several, `input.several`
 */
export function readSubjectOfForm(given: z.infer<typeof subject>): Subject & { CN: string } {
  checkAllAtOnce([
    () => readSubject({ CN: given.CN }),
    ...Object.entries(given)
      .filter(([attribute]) => attribute !== "CN")
      .map(
        ([attribute, value]) =>
          () =>
            readCorrectedSubject({ [attribute]: value }),
      ),
  ]);
  return readSubject(given);
}

/**
 * The subject that stands in the place of a request's, without what was left empty. It may lack a common name: the
 * alternative names can be all there is.
 * @throws Failure `subject.…`
 */
function readCorrectedSubject(given: z.infer<typeof subject>): Subject {
  const filled: Subject = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value.length > 0),
  );
  requireSubject(filled);
  return filled;
}

/**
 * As `readCorrectedSubject`, with a fault for each attribute that has one.
 * @throws Failure `subject.…`; of several, `input.several`
 */
export function readCorrectedSubjectOfForm(given: z.infer<typeof subject>): Subject {
  checkAllAtOnce(
    Object.entries(given).map(
      ([attribute, value]) =>
        () =>
          readCorrectedSubject({ [attribute]: value }),
    ),
  );
  return readCorrectedSubject(given);
}

/** Attribute words of `csr` and `selfsigned`, as the appliance spells them → field. */
export const subjectAttributes = {
  CN: "subject.CN",
  OU: "subject.OU",
  O: "subject.O",
  L: "subject.L",
  ST: "subject.ST",
  C: "subject.C",
  emailAddress: "subject.emailAddress",
} as const;
