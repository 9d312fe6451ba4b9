import { CircleAlert, CircleCheck, CirclePlus, Lock, TriangleAlert } from "lucide-react";
import type { ReviewItem } from "@/lib/commands/parts/import/describe.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import { shortDate, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { errorLineClass, controlClass } from "../form/controls";

interface ImportRowProps {
  readonly item: ReviewItem;
  readonly all: readonly ReviewItem[];
  readonly isChosen: boolean;
  readonly onToggle: () => void;
  readonly name: string;
  readonly onName: (name: string) => void;
  /** Names of the services that change with what it replaces. */
  readonly services: string;
  /** Why this very name was refused. */
  readonly error: string | null;
  readonly texts: UiTexts["import"];
  readonly viewer: Viewer;
}

/** One thing that was found: what, of whom, whether it is here, and the name that it will have. */
export function ImportRow({
  item,
  all,
  isChosen,
  onToggle,
  name,
  onName,
  services,
  error,
  texts,
  viewer,
}: ImportRowProps) {
  const spoken = item.name === "" ? (item.keyLabel ?? texts.unnamed) : item.name;
  const kind = texts.kinds[item.kind === "certificate" && item.isAuthority ? "authority" : item.kind];
  const facts = [
    kind,
    ...(item.keyLabel === null || item.name === "" ? [] : [item.keyLabel]),
    ...endOf(item, texts, viewer),
  ];
  return (
    <tr aria-selected={isChosen}>
      <td>
        <input
          className="checkbox"
          type="checkbox"
          aria-label={fill(texts.chooseOne, { name: `${kind} ${spoken}` })}
          checked={isChosen}
          onChange={onToggle}
        />
      </td>
      <td>
        <b className="wrap-anywhere">{spoken}</b>
        <div className="text-xs text-subtle">{facts.join(" · ")}</div>
        <div className="text-xs text-subtle wrap-anywhere">{fill(texts.from, { path: item.path })}</div>
        {item.isPart ? <div className="text-xs text-warn">{texts.part}</div> : null}
      </td>
      <td>
        {relations(item, all, texts).map((line) => (
          <div key={line} className="text-xs text-subtle wrap-anywhere">
            {line}
          </div>
        ))}
      </td>
      <td>
        <State item={item} services={services} texts={texts} />
      </td>
      <td>
        {item.follows ? (
          <span className="text-xs text-subtle">{texts.follows}</span>
        ) : !isChosen ? (
          <span className="text-sm wrap-anywhere text-subtle">{texts.notStored}</span>
        ) : (
          <input
            className={controlClass({ isMono: true })}
            id={`name-${item.item}`}
            aria-label={fill(texts.nameOf, { name: spoken })}
            value={name}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onName(event.target.value)}
            {...(error === null ? {} : { "aria-invalid": true, "aria-describedby": `${item.item}-error` })}
          />
        )}
        {error === null ? null : (
          <span className={errorLineClass} id={`${item.item}-error`}>
            <CircleAlert className="size-3.5" aria-hidden />
            <span>{error}</span>
          </span>
        )}
      </td>
    </tr>
  );
}

function State({
  item,
  services,
  texts,
}: {
  readonly item: ReviewItem;
  readonly services: string;
  readonly texts: UiTexts["import"];
}) {
  if (item.duplicateOf !== null)
    return (
      <span className="status" data-tone="ok">
        <CircleCheck aria-hidden />
        {fill(texts.state.duplicate, { name: item.duplicateOf })}
      </span>
    );
  if (item.replaces !== null) {
    return (
      <>
        <span className="status" data-tone="warn">
          <TriangleAlert aria-hidden />
          {fill(texts.state.replaces, { name: item.replaces })}
        </span>
        {services === "" ? null : (
          <div className="text-xs text-subtle wrap-anywhere">{fill(texts.usedBy, { names: services })}</div>
        )}
      </>
    );
  }
  if (item.encryption !== null)
    return (
      <span className="status" data-tone="warn">
        <Lock aria-hidden />
        {texts.state.locked}
      </span>
    );
  return (
    <span className="status" data-tone="info">
      <CirclePlus aria-hidden />
      {texts.state.new}
    </span>
  );
}

function endOf({ notAfter }: ReviewItem, texts: UiTexts["import"], viewer: Viewer): string[] {
  if (notAfter === null) return [];
  const date = new Date(notAfter);
  return [fill(date < viewer.now ? texts.ended : texts.ends, { date: shortDate(viewer, date) })];
}

function relations(item: ReviewItem, all: readonly ReviewItem[], texts: UiTexts["import"]): string[] {
  const named = (ids: readonly string[]): string =>
    [...new Set(ids.map((id) => all.find((each) => each.item === id)?.fileName ?? ""))].filter(Boolean).join(", ");
  const lines = [
    ...(item.pairsWithStored.length === 0 ? [] : [fill(texts.sameKey, { names: item.pairsWithStored.join(", ") })]),
    ...(item.pairsWithItems.length === 0 ? [] : [fill(texts.sameKeyHere, { names: named(item.pairsWithItems) })]),
    ...(item.lockedKeys.length === 0 ? [] : [fill(texts.lockedKeys, { names: item.lockedKeys.join(", ") })]),
    ...(item.issuersStored.length === 0 ? [] : [fill(texts.issuer, { names: item.issuersStored.join(", ") })]),
    ...(item.issuersItems.length === 0 ? [] : [fill(texts.issuerHere, { names: named(item.issuersItems) })]),
  ];
  if (lines.length > 0) return lines;
  if (item.issuer !== null && !item.isAuthority) return [fill(texts.issuedBy, { name: item.issuer })];
  return item.keyLabel === null ? [] : [texts.alone];
}
