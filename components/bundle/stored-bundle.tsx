import { CircleCheck, TriangleAlert } from "lucide-react";
import type { OutputOf } from "@/lib/commands/index.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import { Banner } from "../ui/banner";
import { BundleChain } from "./bundle-chain";
import { saidOfFindings, saidOfNotes } from "./bundle-messages";
import { type RebuildBundle, RebuildButton } from "./rebuild-button";
import { SaidList } from "../ui/message-list";
import { shownServices } from "../ui/service-names";

interface KeptBundleProps {
  readonly kept: NonNullable<OutputOf<"inspect">["kept"]>;
  readonly fileName: string;
  /** Null: this person may not. */
  readonly rebuild: RebuildBundle | null;
  readonly words: UiWords;
  readonly viewer: Viewer;
}

/** A stored bundle: its members as they stand, what became of them, and the rebuild that puts it right. */
export function KeptBundle({ kept, fileName, rebuild, words, viewer }: KeptBundleProps) {
  const text = words.bundle.kept;
  const isChain = kept.form !== "anchors";
  const chainWords = { chain: words.item.chain, member: words.bundle.member };
  const isOld = kept.members.some(({ state, replacedBy }) => state === "expired" || replacedBy !== null);
  const isStuck = kept.rebuilt === null && kept.members.some(({ state }) => state === "expired");
  const said = saidOfFindings(kept.findings, viewer.locale);
  const form = words.bundle.kind[kept.form].label;
  return (
    <section className="stack" aria-labelledby="members">
      <header className="row wrap">
        <h2 className="t" id="members">
          {text.title}
        </h2>
        <span className="small subtle grow">
          {fill(kept.madeAs === null ? text.looksLike : text.madeAs, { kind: form })}
        </span>
        <span className={`st ${kept.rebuilt === null && !isStuck ? "ok" : "warn"}`}>
          {kept.rebuilt === null && !isStuck ? (
            <CircleCheck className="i" aria-hidden />
          ) : (
            <TriangleAlert className="i" aria-hidden />
          )}
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
                changes={
                  kept.services.length === 0
                    ? null
                    : fill(words.item.usedBy.changes, { names: shownServices(kept.services, words.files) })
                }
                words={text}
                unreachable={words.common.unreachable}
              >
                <p className="medium text-ink mb-2">{text.after}</p>
                <BundleChain members={kept.rebuilt.members} isChain={isChain} words={chainWords} viewer={viewer} />
              </RebuildButton>
            )
          }
        >
          {text.outdatedText}
        </Banner>
      )}
      {isStuck ? <Banner tone="danger">{text.noSuccessor}</Banner> : null}
      <BundleChain members={kept.members} isChain={isChain} words={chainWords} viewer={viewer} />
      {said.length === 0 ? null : <SaidList label={words.bundle.review.title} said={said} />}
      {kept.rebuilt === null || kept.rebuilt.notes.length === 0 ? null : (
        <SaidList label={text.after} said={saidOfNotes(kept.rebuilt.notes, viewer.locale)} />
      )}
    </section>
  );
}
