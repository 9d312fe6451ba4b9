import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { BundleMember } from "@/lib/pki/bundle/bundle.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Badge } from "../ui/badge";
import { ChainEdge, ChainNode, chainClass } from "../chain/chain-parts";
import { nameIn } from "../chain/inventory-chain";

/** A certificate of a bundle; of a stored one also what became of it. */
export interface ShownMember extends Pick<
  BundleMember,
  "sha256" | "subject" | "issuer" | "role" | "notAfter" | "origin"
> {
  readonly fileName?: string | null;
  readonly state?: "valid" | "not-yet-valid" | "expired";
  readonly replacedBy?: { readonly fileName: string; readonly notAfter: string } | null;
  readonly isDropped?: boolean;
}

export interface ChainTexts {
  readonly chain: UiTexts["item"]["chain"];
  readonly member: UiTexts["bundle"]["member"];
}

interface BundleChainProps {
  readonly members: readonly ShownMember[];
  /** Anchors stand beside each other: nothing leads from one to the next. */
  readonly isChain: boolean;
  readonly texts: ChainTexts;
  readonly viewer: Viewer;
  /** Beside a member: what moves it. */
  readonly beside?: (member: ShownMember, index: number) => ReactNode;
}

/** The certificates of a file in its order, drawn as the chain that they make. */
export function BundleChain({ members, isChain, texts, viewer, beside }: BundleChainProps) {
  return (
    <ul className={clsx(chainClass, !isChain && "gap-2")}>
      {members.map((member, index) => {
        const above = members[index + 1];
        const holds = above !== undefined && above.subject === member.issuer;
        return [
          <ChainNode
            key={`${member.sha256} ${index}`}
            place={member.role}
            name={<MemberName member={member} />}
            detail={detailOf(member, members, texts, viewer)}
            badge={<MemberBadge member={member} texts={texts.member} beside={beside?.(member, index)} />}
          />,
          isChain && above !== undefined ? (
            <ChainEdge
              key={`edge ${index}`}
              state={holds ? "holds" : "broken"}
              title={holds ? texts.member.follows : texts.member.breaks}
            />
          ) : null,
        ];
      })}
    </ul>
  );
}

function MemberName({ member }: { readonly member: ShownMember }) {
  const name = nameIn(member.subject);
  const { fileName } = member;
  return fileName === undefined || fileName === null ? (
    name
  ) : (
    <a href={`/files/${encodeURIComponent(fileName.replace(/\.[^.]+$/, ""))}`}>{name}</a>
  );
}

function detailOf(
  member: ShownMember,
  all: readonly ShownMember[],
  { chain, member: texts }: ChainTexts,
  viewer: Viewer,
): string {
  const date = (instant: string): string => shortDate(viewer, new Date(instant));
  const next = member.replacedBy;
  return [
    `${chain[member.role]}, ${fill(chain.ends, { date: date(member.notAfter) })}`,
    // Cross-signatures are told apart by who signed.
    ...(all.some((other) => other !== member && other.subject === member.subject)
      ? [fill(texts.by, { issuer: nameIn(member.issuer) })]
      : []),
    ...(member.origin === "inventory" ? [texts.inventory] : []),
    ...(next === undefined || next === null
      ? []
      : [fill(texts.replacedBy, { name: next.fileName, date: date(next.notAfter) })]),
  ].join(", ");
}

function MemberBadge({
  member,
  texts,
  beside,
}: {
  readonly member: ShownMember;
  readonly texts: ChainTexts["member"];
  readonly beside: ReactNode;
}) {
  const badges = [
    ...(member.state === "expired"
      ? [
          <Badge key="expired" tone="danger">
            {texts.expired}
          </Badge>,
        ]
      : []),
    ...(member.state === "not-yet-valid"
      ? [
          <Badge key="not-yet" tone="warn">
            {texts.notYetValid}
          </Badge>,
        ]
      : []),
    ...(member.replacedBy
      ? [
          <Badge key="replaced" tone="warn">
            {texts.replaced}
          </Badge>,
        ]
      : []),
    ...(member.isDropped === true
      ? [
          <Badge key="dropped" tone="warn">
            {texts.dropped}
          </Badge>,
        ]
      : []),
  ];
  return (
    <span className="flex items-center gap-2 [&>[aria-disabled]]:cursor-default [&>[aria-disabled]]:opacity-40">
      {badges}
      {beside}
    </span>
  );
}
