import { z } from "zod";
import { checkRequest } from "../../pki/checks/index.ts";
import { readRequest, requestSignatureVerdict } from "../../pki/x509/csr.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { builtIn, type BuiltInTemplate } from "../../pki/templates/built-in.ts";
import { wishesOf } from "../../pki/issue/wishes.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { mendsOf, readableFields, readRequestedNames, subjectProblemOf } from "../parts/signing/mends.ts";
import { certificatesOfKey } from "../parts/signing/signing.ts";
import { requireFile } from "../parts/stored.ts";

/** Reads the names and the subject that a stored request asks for, before it is signed. */
export const request = command({
  name: "request",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ request: field.storedName }),
  secrets: [],
  audit: ({ request }) => ({ request }),
  async run({ store }, input) {
    const file = await requireFile(store, input.request, [".csr"], ["csr"]);
    const asked = readRequest(file.bytes);
    const { names, problem } = readRequestedNames(asked);
    // Names that cannot stand as they are wait for a person: what becomes of them is not known yet.
    const wishes = (profile: BuiltInTemplate) =>
      wishesOf(asked, {
        template: builtIn[profile],
        pathLength: builtIn[profile].rules.authority?.pathLength ?? null,
        names,
      }).filter(({ kind }) => kind !== "names" || problem === null);
    return {
      fileName: file.fileName,
      subject: formatName(asked.subject),
      commonName: commonNameOf(asked.subject),
      /** Why the subject cannot be certified as it stands; null when it can. */
      subjectProblem: subjectProblemOf(asked.subject),
      subjectFields: readableFields(asked.subject),
      subjectAltNames: names.map(({ kind, value }) => ({ kind, value })),
      /** Why these names cannot be certified as they stand; null when they can. */
      namesProblem: problem,
      mends: mendsOf(asked, names),
      wishes: {
        "server-client": wishes("server-client"),
        server: wishes("server"),
        client: wishes("client"),
        "sub-ca": wishes("sub-ca"),
      },
      keyLabel: readPublicKeyFacts(asked.spki).label,
      signature: requestSignatureVerdict(asked),
      certifiedBy: await certificatesOfKey(store, file.spkiSha256),
      findings: checkRequest(asked),
    };
  },
});
