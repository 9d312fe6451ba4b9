"use client";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp, CircleCheck, Unlink } from "lucide-react";
import { useState } from "react";
import type { BundleMember } from "@/lib/pki/bundle/bundle.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { PemBox } from "../pem/pem-box";
import { BundleChain, type ChainTexts, type ShownMember } from "./bundle-chain";
import { nameIn } from "../chain/inventory-chain";
import { OtherWays } from "../chain/other-ways";
import type { ShownEnds } from "../chain/shown-ends";
import { type Message, MessageList } from "../ui/message-list";
import { type StoreBundle, DownloadBundle, type BundleContent } from "./download-bundle";
import { cardClass } from "../styles/card";
import type { BundleForm } from "@/lib/pki/bundle/kind.ts";

/** A bundle as it travels to the browser: its notes are sentences already. */
export interface ShownBundle extends BundleContent {
  readonly leaf: { readonly subject: string } | null;
  readonly members: readonly BundleMember[];
  readonly said: readonly Message[];
  /** It holds what was given, in the same order and in the same dress. */
  readonly isAsGiven: boolean;
  readonly ends: ShownEnds;
  /** It ends before a root, and its further issuers are unknown. */
  readonly isShort: boolean;
}

export interface BundleCardTexts extends ChainTexts {
  readonly bundle: Pick<UiTexts["bundle"], "result" | "take" | "kind"> & {
    readonly sources: Pick<UiTexts["bundle"]["sources"], "up" | "down" | "moved" | "isFirst" | "isLast">;
  };
  readonly pem: UiTexts["pem"];
  readonly unreachable: string;
}

interface BundleCardProps {
  readonly bundle: ShownBundle;
  readonly kind: BundleForm;
  readonly store: StoreBundle | null;
  readonly texts: BundleCardTexts;
  readonly viewer: Viewer;
  /** Makes the bundle again with a chain to another root; absent where that is not offered. */
  readonly onRoot?: (root: string) => void;
}

const blocks = /-----BEGIN [^-]+-----\n[^-]+-----END [^-]+-----\n/g;

/** One bundle: its chain, what was met on the way, and what to do with it. Anchors are put in order here. */
export function BundleCard({ bundle, kind, store, texts, viewer, onRoot }: BundleCardProps) {
  const text = texts.bundle.result;
  const [order, setOrder] = useState<readonly number[]>(() => bundle.members.map((_, index) => index));
  const [moved, setMoved] = useState("");
  const members = order.map((index) => bundle.members[index]!);
  const parts = kind === "anchors" ? (bundle.pem.match(blocks) ?? []) : [];
  const taken = kind === "anchors" ? { ...bundle, pem: order.map((index) => parts[index]).join("") } : bundle;
  const isChain = kind !== "anchors";
  const state = !isChain
    ? null
    : bundle.isShort
      ? "short"
      : bundle.members.at(-1)?.role === "root"
        ? "complete"
        : "withoutRoot";

  function move(at: number, by: -1 | 1): void {
    const next = [...order];
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    setOrder(next);
    setMoved(fill(texts.bundle.sources.moved, { name: nameIn(members[at]!.subject), n: at + by + 1 }));
  }
  const { sources } = texts.bundle;
  const arrow = (member: ShownMember, index: number, by: -1 | 1, blocked: string | null) => {
    const words = fill(by < 0 ? sources.up : sources.down, { name: nameIn(member.subject) });
    const Icon = by < 0 ? ArrowUp : ArrowDown;
    return (
      <Button
        size="sm"
        isIcon
        aria-label={blocked === null ? words : `${words}: ${blocked}`}
        title={blocked ?? undefined}
        aria-disabled={blocked !== null}
        icon={<Icon className="size-3.5" aria-hidden />}
        onClick={() => (blocked === null ? move(index, by) : undefined)}
      />
    );
  };
  const arrows = (member: ShownMember, index: number) => (
    <span className="flex items-center gap-2">
      {arrow(member, index, -1, index === 0 ? sources.isFirst : null)}
      {arrow(member, index, 1, index === members.length - 1 ? sources.isLast : null)}
    </span>
  );
  const title = bundle.leaf === null ? text.anchors : fill(text.of, { name: nameIn(bundle.leaf.subject) });
  return (
    <article className={clsx(cardClass, "p-4 grid grid-cols-1 content-start gap-6")} aria-label={title}>
      <header className="flex items-center gap-2 flex-wrap">
        <h3 className="grow font-semibold wrap-anywhere">{title}</h3>
        <span className="text-sm text-subtle">{count(viewer.locale, text.count, members.length)}</span>
        {state === null ? null : (
          <span className="status" data-tone={state === "short" ? "danger" : "ok"}>
            {state === "short" ? <Unlink aria-hidden /> : <CircleCheck aria-hidden />}
            {text[state]}
          </span>
        )}
      </header>
      <div className="grid grid-cols-1 content-start gap-4">
        {isChain || members.length < 2 ? null : <p className="text-sm text-muted">{text.order}</p>}
        <BundleChain
          members={members}
          isChain={isChain}
          texts={texts}
          viewer={viewer}
          beside={isChain || members.length < 2 ? undefined : arrows}
        />
        <OtherWays
          ends={bundle.ends}
          take={({ choice, subject }) =>
            onRoot === undefined ? null : (
              <Button
                size="sm"
                aria-label={fill(text.takeWayTo, { root: nameIn(subject) })}
                onClick={() => onRoot(choice)}
              >
                {text.takeWay}
              </Button>
            )
          }
        />
        <p className="sr-only" role="status">
          {moved}
        </p>
      </div>
      <MessageList
        label={text.said}
        said={
          bundle.said.length > 0 ? bundle.said : [{ tone: "ok", text: bundle.isAsGiven ? text.clean : text.written }]
        }
      />
      <DownloadBundle
        key={bundle.fileName}
        bundle={taken}
        kind={kind}
        store={store}
        texts={texts.bundle.take}
        unreachable={texts.unreachable}
      />
      <PemBox name={bundle.fileName} text={taken.pem} texts={texts.pem} locale={viewer.locale} />
    </article>
  );
}
