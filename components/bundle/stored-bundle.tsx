import { CircleCheck, TriangleAlert } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { BundleChain } from "./bundle-chain";
import { messagesOfFindings, messagesOfNotes } from "./bundle-messages";
import { type RebuildBundle, RebuildButton } from "./rebuild-button";
import { nameIn } from "../chain/inventory-chain";
import { OtherWays } from "../chain/other-ways";
import { shownEnds } from "../chain/shown-ends";
import { MessageList } from "../ui/message-list";
import { shownServices } from "../ui/service-names";

interface StoredBundleCardProps {
  readonly kept: NonNullable<OutputOf<"inspect">["kept"]>;
  readonly fileName: string;
  /** Null: this person may not. */
  readonly rebuild: RebuildBundle | null;
  readonly texts: UiTexts;
  readonly viewer: Viewer;
}

/** A stored bundle: its members as they stand, what became of them, and the rebuild that puts it right. */
export function StoredBundleCard({ kept, fileName, rebuild, texts, viewer }: StoredBundleCardProps) {
  const text = texts.bundle.kept;
  const isChain = kept.form !== "anchors";
  const chainTexts = { chain: texts.item.chain, member: texts.bundle.member };
  const isOld = kept.members.some(({ state, replacedBy }) => state === "expired" || replacedBy !== null);
  const isStuck = kept.rebuilt === null && kept.members.some(({ state }) => state === "expired");
  const said = messagesOfFindings(kept.findings, viewer.locale);
  const changes =
    kept.services.length === 0
      ? null
      : fill(texts.item.usedBy.changes, { names: shownServices(kept.services, texts.files) });
  const form = texts.bundle.kind[kept.form].label;
  return (
    <section className="grid grid-cols-1 content-start gap-4" aria-labelledby="members">
      <header className="flex items-center gap-2 flex-wrap">
        <h2 className="text-section" id="members">
          {text.title}
        </h2>
        <span className="text-sm text-subtle grow">
          {fill(kept.madeAs === null ? text.looksLike : text.madeAs, { kind: form })}
        </span>
        <span className="status" data-tone={kept.rebuilt === null && !isStuck ? "ok" : "warn"}>
          {kept.rebuilt === null && !isStuck ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
          {kept.rebuilt === null && !isStuck ? text.current : text.outdated}
        </span>
      </header>
      {kept.rebuilt === null ? null : (
        <Banner
          tone="warn"
          title={isOld ? text.outdatedTitle : text.untidyTitle}
          actions={
            rebuild === null ? undefined : (
              <RebuildButton
                fileName={fileName}
                rebuild={rebuild}
                changes={changes}
                texts={text}
                unreachable={texts.common.unreachable}
              >
                <p className="font-medium text-ink mb-2">{text.after}</p>
                <BundleChain members={kept.rebuilt.members} isChain={isChain} texts={chainTexts} viewer={viewer} />
              </RebuildButton>
            )
          }
        >
          {text.outdatedText}
        </Banner>
      )}
      {isStuck ? <Banner tone="danger">{text.noSuccessor}</Banner> : null}
      <BundleChain members={kept.members} isChain={isChain} texts={chainTexts} viewer={viewer} />
      <OtherWays
        ends={shownEnds(kept, viewer.locale)}
        take={({ choice, subject, text: sentence }) =>
          rebuild === null ? null : (
            <RebuildButton
              fileName={fileName}
              rebuild={rebuild}
              towards={{ choice, name: nameIn(subject) }}
              changes={changes}
              texts={text}
              unreachable={texts.common.unreachable}
            >
              <p className="wrap-anywhere">{sentence}</p>
            </RebuildButton>
          )
        }
      />
      {said.length === 0 ? null : <MessageList label={texts.bundle.review.title} said={said} />}
      {kept.rebuilt === null || kept.rebuilt.notes.length === 0 ? null : (
        <MessageList label={text.after} said={messagesOfNotes(kept.rebuilt.notes, viewer.locale)} />
      )}
    </section>
  );
}
