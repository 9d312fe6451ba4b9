import { LinkButton } from "../ui/button";
import type { OutputOf } from "@/lib/commands/index.ts";
import type { AuditPage } from "@/lib/commands/ports/audit.ts";
import type { ItemRow } from "@/lib/commands/ports/items.ts";
import type { Inspection } from "@/lib/pki/inspect/types.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ActivityList } from "../activity/activity-list";
import { Elements } from "../inspect/elements";
import { StoredSerialLookup } from "../inspect/stored-serial-lookup";
import { IssuedCertificates } from "./issued-certificates";
import { InventoryChain, type ChainLink } from "../chain/inventory-chain";
import { shownEnds } from "../chain/shown-ends";
import type { Tab } from "./item-tabs";
import { StoredBundleCard } from "../bundle/stored-bundle";
import type { RebuildBundle } from "../bundle/rebuild-button";

interface ItemDetailsProps {
  readonly tab: Tab;
  readonly inspected: {
    readonly fileName: string | null;
    readonly pairedWith: readonly string[];
    readonly inspection: Inspection;
    readonly kept: OutputOf<"inspect">["kept"];
    readonly lists: OutputOf<"inspect">["lists"];
  };
  readonly rebuild: RebuildBundle | null;
  readonly issuers: readonly ChainLink[];
  readonly chain: OutputOf<"item">["chain"];
  readonly issued: readonly ItemRow[];
  readonly isAuthority: boolean;
  readonly history: ActionState<Pick<AuditPage, "rows" | "links">> | null;
  readonly texts: UiTexts;
  readonly copied: string;
  readonly viewer: Viewer;
}

/** The part of an item's page that its tab chooses. */
export function ItemDetails({
  tab,
  inspected,
  rebuild,
  issuers,
  chain,
  issued,
  isAuthority,
  history,
  texts,
  copied,
  viewer,
}: ItemDetailsProps) {
  const text = texts.item;
  const { inspection, pairedWith, kept, lists } = inspected;
  const [only] = inspection.elements;
  const card = inspection.elements.length === 1 && only?.kind === "certificate" ? only.card : null;
  if (tab === "history") {
    if (history === null) return <p className="text-muted">{text.history.forbidden}</p>;
    return !history.ok || history.value.rows.length === 0 ? (
      <p className="text-muted">{text.history.none}</p>
    ) : (
      <ActivityList page={history.value} texts={texts} viewer={viewer} />
    );
  }
  const key = pairedWith.find((name) => name.endsWith(".key"));
  return (
    <>
      {tab === "summary" && kept !== null ? (
        <StoredBundleCard
          kept={kept}
          fileName={inspected.fileName ?? ""}
          rebuild={rebuild}
          texts={texts}
          viewer={viewer}
        />
      ) : null}
      <Elements
        inspection={inspection}
        depth={tab}
        texts={texts}
        copied={copied}
        viewer={viewer}
        keyNote={key === undefined ? undefined : fill(text.matches, { name: key })}
        lists={lists}
        fileName={inspected.fileName ?? ""}
      />
      {tab === "summary" && only?.kind === "crl" ? (
        <StoredSerialLookup file={inspected.fileName ?? ""} value="" texts={texts.inspect} />
      ) : null}
      {tab === "summary" && card !== null ? (
        <InventoryChain
          card={card}
          issuers={issuers}
          ends={shownEnds(chain ?? { end: null, otherEnds: [] }, viewer.locale)}
          texts={text.chain}
          viewer={viewer}
          addIssuer={
            <LinkButton size="sm" href="/files">
              {text.chain.addIssuer}
            </LinkButton>
          }
        />
      ) : null}
      {tab === "summary" && isAuthority ? <IssuedCertificates rows={issued} texts={texts} viewer={viewer} /> : null}
    </>
  );
}
