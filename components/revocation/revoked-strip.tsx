import type { OutputOf } from "@/lib/commands/index.ts";
import { reasonWords as english } from "@/lib/i18n/en/sentences/revocation-reasons.ts";
import { reasonWords as korean } from "@/lib/i18n/ko/sentences/revocation-reasons.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { dateAndTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { LinkButton } from "../ui/button";

interface RevokedStripProps {
  readonly name: string;
  readonly revocation: NonNullable<OutputOf<"item">["revocation"]>;
  readonly texts: UiTexts["revoke"];
  readonly viewer: Viewer;
}

/** That the live certificate was taken back, why, and which list says so. */
export function RevokedStrip({ name, revocation, texts, viewer }: RevokedStripProps) {
  const { reason, at, listNumber } = revocation;
  const words = viewer.locale === "ko" ? korean : english;
  const isHeld = reason === "certificateHold";
  return (
    <div className="mb-5">
      <Banner
        tone={isHeld ? "warn" : "danger"}
        title={fill(texts.itemRevoked, { date: dateAndTime(viewer, new Date(at)), reason: words[reason] })}
        actions={
          <LinkButton size="sm" href={`/revoke?certificate=${encodeURIComponent(name)}`}>
            {isHeld ? texts.release : texts.lists}
          </LinkButton>
        }
      >
        {listNumber === null ? "" : fill(texts.itemListed, { n: listNumber })}
      </Banner>
    </div>
  );
}
