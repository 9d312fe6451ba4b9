import { receiverVerdicts } from "../../../lib/pki/receivers/verdicts.ts";
import { caseOf, draft } from "./blueprint.ts";
import { rules } from "./rules.ts";

/** Rules by which the receivers differ, in the order of docs/receivers.md: purpose, and the name of the rule. */
const tabled: readonly (readonly ["server" | "client", string])[] = [
  ["server", "leaf: authority key id of another key"],
  ["server", "leaf: serial number of another certificate, key id right"],
  ["server", "issuing: authority key id of another key"],
  ["server", "leaf: issuer spelled in another string type"],
  ["server", "leaf: issuer spelled in other letter case"],
  ["server", "leaf: issuer spelled with more spaces"],
  ["server", "issuing: no subject"],
  ["server", "trusted is the issuing authority alone"],
  ["server", "trusted is the leaf itself"],
  ["server", "the leaf signs itself and is trusted"],
  ["server", "leaf: purposes any alone"],
  ["server", "issuing: purposes any alone"],
  ["server", "root: purposes client"],
  ["server", "leaf: key usage keyEncipherment"],
  ["server", "leaf: key usage keyAgreement"],
  ["server", "leaf: key rsa-2048"],
  ["client", "leaf: key usage keyAgreement"],
  ["server", "root: no basicConstraints"],
  ["server", "root: version 1"],
  ["server", "root: path length 0"],
  ["server", "leaf: signed with sha1 and RSA"],
  ["server", "leaf: key rsa-1024"],
  ["server", "root: key rsa-1024"],
  ["server", "leaf: key secp256k1"],
  ["server", "leaf: key ed25519"],
  ["server", "leaf: signed with RSA-PSS, sha256, salt 20"],
  ["server", "root: expired"],
  ["server", "root: unknown critical extension"],
  ["server", "leaf: an unknown extension twice"],
  ["server", "name: common name alone"],
  ["server", "name: wildcard in a label"],
  ["server", "constraints of root: permitted domain does not hold the name"],
  ["server", "constraints of issuing: permitted directory does not hold the subject"],
  ["server", "constraints of issuing: common name alone, outside"],
  ["server", "policies: one is demanded, none is there"],
  ["server", "issuing: expired, its renewal sent behind it"],
  ["server", "issuing: a policy with an unknown qualifier, critical"],
  ["server", "leaf: a distribution point that says nothing"],
  ["server", "leaf: an empty dNSName among the alternative names"],
  ["server", "leaf: a hollow directory name among the alternative names"],
  ["server", "constraints of issuing: an empty dNSName permitted, every form listed"],
  ["server", "constraints of issuing: an empty e-mail address permitted, every form listed"],
  ["server", "leaf: an RSA key without parameters"],
  ["server", "leaf: an EC key with an unused bit"],
  ["server", "leaf: signed with RSA, no parameters outside"],
  ["server", "leaf: ends by UTCTime without seconds"],
  ["server", "leaf: ends by GeneralizedTime with a fraction"],
  ["server", "lists: only that of the issuing authority"],
];

const tried = ["openssl", "go", "java", "gnutls", "nss"] as const;

/** The rows of the table: the oddity, then `takes` or `refuses` for each tried receiver. */
export function ruleRows(): string[][] {
  return tabled.map(([purpose, name]) => {
    const rule = rules.find((each) => each.name === name);
    if (rule === undefined) throw new Error(`no rule ${name}`);
    const blueprint = draft(purpose);
    rule.apply(blueprint);
    const { target, sent, anchors, name: wanted, crls } = caseOf(name, blueprint);
    const verdicts = receiverVerdicts(
      {
        target,
        sent,
        anchors,
        at: new Date(),
        purpose,
        ...(wanted === null ? {} : { name: wanted }),
        ...(crls === null ? {} : { crls }),
      },
      tried,
    );
    return [`${name} (${purpose})`, ...verdicts.map(({ takes }) => (takes === true ? "takes" : "refuses"))];
  });
}
