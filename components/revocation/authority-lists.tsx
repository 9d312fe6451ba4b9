"use client";
import { FileSignature } from "lucide-react";
import { useRouter } from "next/navigation";
import { useSyncExternalStore } from "react";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useAction } from "../form/use-action";
import { Badge } from "../ui/badge";
import { Button, LinkButton } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { notify } from "../ui/notices";

interface AuthorityListsProps {
  /** As `crl` means it. */
  readonly authority: string;
  /** Of the heading. */
  readonly id?: string;
  readonly title?: string;
  /** In words; null before the first list. */
  readonly list: {
    readonly number: string;
    readonly next: string;
    /** What a person has to do about it; null where nothing. */
    readonly standing: { readonly word: string; readonly says: string; readonly isFailing: boolean } | null;
    readonly href: string;
    /** Path of its OCSP responder. */
    readonly ocsp: string;
    /** Of this authority and all above it; null where it is one itself. */
    readonly levels: string | null;
  } | null;
  /** Null for who may not. */
  readonly sign:
    ((input: Readonly<Record<string, unknown>>) => Promise<ActionState<{ readonly number: number }>>) | null;
  readonly texts: UiTexts["revoke"];
  readonly copied: string;
  readonly unreachable: string;
}

/** Where this console is, for addresses that a person gives to other programs; "" before the page lives. */
function useOrigin(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => window.location.origin,
    () => "",
  );
}

/** How the list of an authority stands, and the next one on demand. */
export function AuthorityLists(props: AuthorityListsProps) {
  const { authority, id = "lists", title, list, sign, texts, copied, unreachable } = props;
  const router = useRouter();
  const origin = useOrigin();
  const { isBusy, error, run } = useAction(unreachable);
  function act(): void {
    if (sign === null) return;
    void run(
      () => sign({ authority }),
      ({ number }) => {
        notify({ text: fill(texts.listSigned, { n: number, name: authority }) });
        router.refresh();
      },
      (opening) => sign({ authority, ...opening }),
    );
  }
  return (
    <section aria-labelledby={id}>
      <h2 className="mb-3 scroll-mt-17 text-section" id={id}>
        {title ?? texts.lists}
      </h2>
      <div className="grid gap-3 rounded-card border bg-surface px-4 py-3 text-sm">
        {list === null ? (
          <p className="text-muted">{texts.noList}</p>
        ) : (
          <p className="flex flex-wrap items-center gap-2">
            <b className="font-medium">{list.number}</b>
            <span className="text-muted">{list.next}</span>
            {list.standing === null ? null : (
              <Badge tone={list.standing.isFailing ? "danger" : "warn"}>{list.standing.word}</Badge>
            )}
          </p>
        )}
        {list === null || list.standing === null ? null : <p className="text-muted">{list.standing.says}</p>}
        {list === null ? null : (
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="text-muted">{texts.ocspAt}</span>
            <span className="mono wrap-anywhere">{`${origin}${list.ocsp}`}</span>
            <CopyButton value={`${origin}${list.ocsp}`} label={texts.copyOcsp} done={copied} />
          </p>
        )}
        {error === null ? null : (
          <p className="text-danger" role="alert">
            {error.message}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {sign === null ? null : (
            <Button size="sm" icon={<FileSignature aria-hidden />} isBusy={isBusy} onClick={act}>
              {texts.signList}
            </Button>
          )}
          {list === null ? null : (
            <LinkButton size="sm" variant="ghost" href={list.href} prefetch={false}>
              {texts.getList}
            </LinkButton>
          )}
          {list === null || list.levels === null ? null : (
            <LinkButton size="sm" variant="ghost" href={list.levels} prefetch={false}>
              {texts.getLevels}
            </LinkButton>
          )}
        </div>
      </div>
    </section>
  );
}
