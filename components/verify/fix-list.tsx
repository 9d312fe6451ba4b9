import { Lightbulb } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { sentenceOfPathFix } from "@/lib/i18n/sentences/path.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { LinkButton } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { FixButton, GiveButton } from "./fix-button";
import { reissueAddress, type ReissueRights } from "../services/fix-link";
import { sectionClass, sectionHeadClass } from "../styles/section";
import { cardClass } from "../styles/card";

type Fix = OutputOf<"verify">["fixes"][number];

interface FixListProps {
  readonly fixes: readonly Fix[];
  readonly texts: UiTexts;
  readonly viewer: Viewer;
  readonly rights: ReissueRights;
}

/** Fixes, the best first; one that can be applied here is a button. */
export function FixList({ fixes, texts, viewer, rights }: FixListProps) {
  return (
    <section className={sectionClass} aria-labelledby="fixes">
      <header className={sectionHeadClass}>
        <h2 id="fixes">{texts.verify.fixes}</h2>
      </header>
      <ul className={cardClass}>
        {fixes.map((fix, index) => (
          <li key={`${fix.code} ${index}`} className="finding">
            <span className="text-info-mark">
              <Lightbulb aria-hidden />
            </span>
            <div>
              <p className="text-ink wrap-anywhere">{sentenceOfPathFix(fix, viewer.locale)}</p>
              {fix.former === null ? null : (
                <p className="text-sm">
                  {fill(texts.verify.fix.former, {
                    name: fix.former.name,
                    number: String(fix.former.generation),
                    year: String(fix.former.year),
                  })}
                </p>
              )}
            </div>
            <FixAct fix={fix} texts={texts} rights={rights} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The button of a fix; nothing where another person has to act. */
export function FixAct({
  fix,
  texts,
  rights,
  isFirst = false,
}: {
  readonly fix: Fix;
  readonly texts: UiTexts;
  readonly rights: ReissueRights;
  readonly isFirst?: boolean;
}) {
  const text = texts.verify.fix;
  const { fileName } = fix;
  switch (fix.code) {
    case "add-intermediate":
      return fileName === null ? null : (
        <FixButton
          change={{ addToBundle: fileName }}
          label={fill(text.add, { name: shownName(fix, fileName) })}
          isPrimary={isFirst}
        />
      );
    case "trust-root":
      return <TrustButton fix={fix} label={text.trust} />;
    case "verify-at":
      return <FixButton change={{ at: fix.params.at }} label={text.at} />;
    case "verify-as":
      return (
        <FixButton
          change={{ purpose: fix.params.purpose }}
          label={fill(text.as, { purpose: texts.verify.purposes[fix.params.purpose] })}
          isPrimary={isFirst}
        />
      );
    case "reorder":
      return fileName === null ? null : (
        <LinkButton size="sm" href={`/bundle?file=${encodeURIComponent(fileName)}&kind=full-chain`}>
          {text.reorder}
        </LinkButton>
      );
    case "renew":
    case "find-generation":
      return fileName === null || fileName.startsWith("sha256:") ? null : (
        <LinkButton
          size="sm"
          href={`/files/${encodeURIComponent(fileName.replace(/\.[^.]+$/, ""))}${fix.code === "renew" ? "" : "#generations"}`}
        >
          {fill(text.open, { name: fileName })}
        </LinkButton>
      );
    case "reissue":
    case "reissue-for-purpose":
    case "reissue-with-name":
      return <ReissueLink fix={fix} texts={texts} rights={rights} />;
    case "fetch-aia":
      return <AddressAndGive address={fix.params.address} field="bundle" label={text.giveIssuer} texts={texts} />;
    case "give-issuer":
      return <GiveButton field="bundle" label={text.giveIssuer} />;
    case "give-crl":
      return <AddressAndGive address={fix.params.address} field="bundle" label={text.giveList} texts={texts} />;
    case "give-anchors":
      return <GiveButton field="anchors" label={text.giveRoot} />;
    case "narrow-search":
      return fix.params.limit === "depth" ? (
        <GiveButton field="anchors" label={text.giveRoot} />
      ) : (
        <GiveButton field="bundle" label={text.giveBundle} />
      );
  }
}

/** By its stored name; a certificate that only came with the question is given once more, as what is trusted. */
function TrustButton({
  fix: { fileName, text, params },
  label,
}: {
  readonly fix: Extract<Fix, { code: "trust-root" }>;
  readonly label: string;
}) {
  if (fileName !== null)
    return <FixButton change={{ addToAnchors: { kind: "stored", name: fileName } }} label={label} />;
  return text === null ? null : (
    <FixButton change={{ addToAnchors: { kind: "text", text, label: params.subject } }} label={label} />
  );
}

/** Fetched by the person, then given here. */
function AddressAndGive({
  address,
  field,
  label,
  texts,
}: {
  readonly address: string;
  readonly field: "bundle" | "anchors";
  readonly label: string;
  readonly texts: UiTexts;
}) {
  return (
    <span className="flex items-center gap-2 flex-wrap">
      {address === "" ? null : <CopyButton value={address} label={texts.verify.fix.copy} done={texts.common.copied} />}
      <GiveButton field={field} label={label} />
    </span>
  );
}

/**
 * A link to sign its stored request again, with what was missing; without one, to a new request; nothing without the
 * rights for either.
 */
function ReissueLink({
  fix,
  texts,
  rights,
}: {
  readonly fix: Fix;
  readonly texts: UiTexts;
  readonly rights: ReissueRights;
}) {
  const address = fix.reissue === null ? null : reissueAddress(fix.reissue, rights);
  if (address === null) return null;
  return (
    <LinkButton size="sm" href={address}>
      {address.startsWith("/sign") ? texts.verify.fix.sign : texts.verify.fix.request}
    </LinkButton>
  );
}

/** A certificate without a file of its own is named by its generation, or by the beginning of its fingerprint. */
function shownName({ former }: Fix, fileName: string): string {
  if (former !== null) return `${former.name} (${former.year})`;
  return fileName.startsWith("sha256:") ? `${fileName.slice(0, 15)}…` : fileName;
}

/** Advice that one click follows and that leads on: it stands in the banner too. */
export const isFollowed = ({ code, fileName }: Fix): boolean =>
  code === "verify-as" || (code === "add-intermediate" && fileName !== null);
