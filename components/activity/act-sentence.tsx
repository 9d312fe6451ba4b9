import Link from "next/link";
import type { AuditPage } from "@/lib/commands/ports/audit.ts";
import type { ActPiece } from "@/lib/i18n/sentences/acts.ts";
import { activityPath } from "./activity-query";

/** A sentence of the log, in which each name leads to its thing, where that is still here. */
export function ActSentence({
  told,
  links,
}: {
  readonly told: readonly ActPiece[];
  readonly links: AuditPage["links"];
}) {
  return (
    <>
      {told.map((piece, index) => {
        const href = hrefOf(piece, links);
        return href === null ? (
          <span key={index}>{piece.text}</span>
        ) : (
          <Link key={index} className="underline" href={href} prefetch={false}>
            {piece.text}
          </Link>
        );
      })}
    </>
  );
}

function hrefOf({ kind, of = "" }: ActPiece, links: AuditPage["links"]): string | null {
  if (kind === "who" || kind === "person") return activityPath({ actor: of });
  if (kind === "service") return links.services.includes(of) ? `/services/${encodeURIComponent(of)}` : null;
  if (kind === "batch") return links.batches.some(({ id }) => id === of) ? `/batches/${encodeURIComponent(of)}` : null;
  if (kind !== "item" && kind !== "file") return null;
  const basename = of.replace(/\.[^.]+$/, "");
  return links.items.includes(basename) ? `/files/${encodeURIComponent(basename)}` : null;
}
