import { LinkButton } from "../ui/button";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { AuditRow } from "@/lib/commands/ports/audit.ts";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import type { Inspection } from "@/lib/pki/inspect/types.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiWords } from "@/lib/i18n/ui/ui-texts.ts";
import type { Reply } from "../form/action-state";
import { ActivityRows } from "../activity/activity-rows";
import { Elements } from "../inspect/elements";
import { Issued } from "./issued-certificates";
import { InventoryChain, type ChainLink } from "../chain/inventory-chain";
import type { Tab } from "./item-tabs";
import { KeptBundle } from "../bundle/stored-bundle";
import type { RebuildBundle } from "../bundle/rebuild-button";

interface ItemDepthProps {
  readonly tab: Tab;
  readonly inspected: {
    readonly fileName: string | null;
    readonly pairedWith: readonly string[];
    readonly inspection: Inspection;
    readonly kept: OutputOf<"inspect">["kept"];
  };
  readonly rebuild: RebuildBundle | null;
  readonly issuers: readonly ChainLink[];
  readonly issued: readonly ItemRow[];
  readonly isAuthority: boolean;
  readonly history: Reply<{ readonly rows: readonly AuditRow[] }> | null;
  readonly words: UiWords;
  readonly copied: string;
  readonly viewer: Viewer;
}

/** The part of an item's page that its tab chooses. */
export function ItemDepth({
  tab,
  inspected,
  rebuild,
  issuers,
  issued,
  isAuthority,
  history,
  words,
  copied,
  viewer,
}: ItemDepthProps) {
  const text = words.item;
  const { inspection, pairedWith, kept } = inspected;
  const [only] = inspection.elements;
  const card = inspection.elements.length === 1 && only?.kind === "certificate" ? only.card : null;
  if (tab === "history") {
    if (history === null) return <p className="muted">{text.history.forbidden}</p>;
    const rows = history.ok ? history.value.rows : [];
    return rows.length === 0 ? (
      <p className="muted">{text.history.none}</p>
    ) : (
      <ActivityRows rows={rows} words={words} viewer={viewer} />
    );
  }
  const key = pairedWith.find((name) => name.endsWith(".key"));
  return (
    <>
      {tab === "summary" && kept !== null ? (
        <KeptBundle kept={kept} fileName={inspected.fileName ?? ""} rebuild={rebuild} words={words} viewer={viewer} />
      ) : null}
      <Elements
        inspection={inspection}
        depth={tab}
        words={words}
        copied={copied}
        viewer={viewer}
        keyNote={key === undefined ? undefined : fill(text.matches, { name: key })}
      />
      {tab === "summary" && card !== null ? (
        <InventoryChain
          card={card}
          issuers={issuers}
          words={text.chain}
          viewer={viewer}
          addIssuer={
            <LinkButton size="sm" href="/files">
              {text.chain.addIssuer}
            </LinkButton>
          }
        />
      ) : null}
      {tab === "summary" && isAuthority ? <Issued rows={issued} words={words} viewer={viewer} /> : null}
    </>
  );
}
