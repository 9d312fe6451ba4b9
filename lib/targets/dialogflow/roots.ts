import { type Certificate, sha256Hex } from "../../pki/x509/certificate.ts";
import { daysBetween } from "../../pki/checks/purpose.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { type CheckResult, result } from "../preflight.ts";

/** After this day Dialogflow ES no longer falls back to the Google certificate. */
export const switchDay = "2026-12-01";

export const sslComRoot = {
  name: "SSL.com Root Certification Authority RSA",
  sha256: "85666a562ee0be5ce925c1d8890a6f76a87ec16d4d7d5f29ea7419cf20123b69",
} as const;

/** Roots of Google Trust Services by fingerprint (pki.goog/roots.pem), for the legacy certificate. */
const googleRoots: ReadonlySet<string> = new Set([
  "d947432abde7b7fa90fc2e6b59101b1280e0e1c7e4e40fa3c6887fff57a7f4cf",
  "34d8a73ee208d9bcdb0d956520934b4e40e69482596e8b6f73c8426b010a6f48",
  "349dfa4058c5e263123b398ae795573c4e1313c83fe68f93556cd5e8031b3c7d",
]);

/** GTS Root R1, to which the Google certificate of CX leads. */
const takeGoogleRoot = {
  code: "fix.take-root",
  params: {
    root: "GTS Root R1",
    sha256: "d947432abde7b7fa90fc2e6b59101b1280e0e1c7e4e40fa3c6887fff57a7f4cf",
    list: "client-trust",
  },
} as const;

const es = { citation: "Dialogflow ES, mutual TLS", confirmation: "vendor", about: "client-trust" } as const;

export interface RootQuestion {
  readonly trusted: readonly Certificate[];
  readonly clientNames: readonly string[];
  readonly header: string | null;
  readonly now: Date;
}

/** Checks whether this list and these names accept Dialogflow's certificate, before and after the switch. */
export function checkDialogflow({ trusted, clientNames, header, now }: RootQuestion): CheckResult[] {
  const prints = new Set(trusted.map(({ der }) => sha256Hex(der)));
  const left = daysBetween(now, new Date(`${switchDay}T00:00:00Z`));
  const google = [...prints].filter((print) => googleRoots.has(print)).length;
  const old = trusted.find(
    ({ subject }) =>
      /^GTS CA 1O1$/.test(commonNameOf(subject) ?? "") || formatName(subject).includes("GlobalSign Root CA - R2"),
  );
  const { name: root, sha256 } = sslComRoot;
  const take = { code: "fix.take-root", params: { root, sha256, list: "client-trust" } } as const;
  return [
    prints.has(sha256)
      ? result("dialogflow.current-root", "pass", { root }, es)
      : result("dialogflow.current-root", "fail", { root, sha256 }, { ...es, fix: take }),
    google > 0
      ? result("dialogflow.legacy-root", "pass", { roots: google }, es)
      : result(
          "dialogflow.legacy-root",
          "warn",
          { days: left },
          { ...es, citation: "Dialogflow ES and CX, mutual TLS", fix: takeGoogleRoot },
        ),
    switchOf(clientNames, left),
    old === undefined
      ? result("dialogflow.old-authority", "pass", {}, es)
      : result("dialogflow.old-authority", "warn", { subject: formatName(old.subject) }, es),
    header === null
      ? result("dialogflow.second-factor", "warn", {}, { ...es, about: null, confirmation: "unconfirmed" })
      : result("dialogflow.second-factor", "pass", { header }, { ...es, about: null, confirmation: "unconfirmed" }),
  ];
}

const names = { code: "fix.choose", params: { field: "clientNames" } } as const;

function switchOf(clientNames: readonly string[], left: number): CheckResult {
  if (clientNames.includes("Google LLC")) return result("dialogflow.switch", "pass", { date: switchDay }, es);
  return left <= 0
    ? result("dialogflow.switch", "fail", { date: switchDay }, { ...es, fix: names })
    : result("dialogflow.switch", "warn", { date: switchDay, days: left }, { ...es, fix: names });
}
