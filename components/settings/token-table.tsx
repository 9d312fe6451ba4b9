"use client";
import { clsx } from "clsx";
import { Ban, CalendarX, CircleCheck, CirclePause } from "lucide-react";
import { useRouter } from "next/navigation";
import type { TokenRow } from "@/lib/commands/ports/accounts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { DateOnly, Relative } from "../ui/instant";
import { notify } from "../ui/notices";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";

interface TokenTableProps {
  readonly tokens: readonly TokenRow[];
  readonly revoke: (input: { name: string; confirm: true }) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["settings"]["tokens"];
  readonly roles: UiTexts["frame"]["roles"];
  readonly unreachable: string;
  readonly viewer: Viewer;
}

export function TokenTable({ tokens, revoke, texts, roles, unreachable, viewer }: TokenTableProps) {
  const router = useRouter();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction<TokenRow>(unreachable);
  const revokeToken = (token: TokenRow): void =>
    act(
      () => revoke({ name: token.id, confirm: true }),
      () => {
        notify({ text: fill(texts.revokedToast, { name: token.name }) });
        router.refresh();
      },
    );
  return (
    <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
      <table aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.columns.name}</th>
            <th scope="col">{texts.columns.role}</th>
            <th scope="col">{texts.columns.limits}</th>
            <th scope="col">{texts.columns.by}</th>
            <th scope="col">{texts.columns.used}</th>
            <th scope="col">{texts.columns.ends}</th>
            <th scope="col">
              <span className="sr-only">{texts.columns.action}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td className="font-semibold wrap-anywhere">{token.name}</td>
              <td>{roles[token.role]}</td>
              <td className="text-muted wrap-anywhere">
                <Limits token={token} texts={texts} />
              </td>
              <td className="text-muted wrap-anywhere">
                {token.createdBy}
                {token.createdBy === token.owner ? null : (
                  <div className="text-xs text-subtle">{fill(texts.of, { owner: token.owner ?? texts.host })}</div>
                )}
              </td>
              <td>
                {token.lastUsedAt === null ? (
                  <span className="text-subtle">{texts.never}</span>
                ) : (
                  <Relative at={token.lastUsedAt} viewer={viewer} />
                )}
              </td>
              <td>
                <End token={token} texts={texts} viewer={viewer} />
              </td>
              <td className="text-right">
                {token.revokedAt === null ? (
                  <Button
                    size="sm"
                    variant="danger"
                    aria-label={`${texts.revoke} ${token.name}`}
                    onClick={() => ask(token)}
                  >
                    {texts.revoke}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked === null ? null : (
        <Confirm
          isOpen
          onClose={close}
          title={fill(texts.revokeTitle, { name: asked.name })}
          keepLabel={texts.keep}
          actLabel={texts.revoke}
          isBusy={isBusy}
          error={error}
          onAct={() => revokeToken(asked)}
        >
          <p>{texts.revokeText}</p>
        </Confirm>
      )}
    </div>
  );
}

function Limits({
  token: { limits },
  texts,
}: {
  readonly token: TokenRow;
  readonly texts: UiTexts["settings"]["tokens"];
}) {
  const said = [
    ...(limits.commands === null ? [] : [fill(texts.onlyCommands, { names: limits.commands.join(", ") })]),
    ...(limits.authorities === null
      ? []
      : [fill(texts.onlyAuthorities, { names: limits.authorities.map(({ name }) => name).join(", ") })]),
    ...(limits.mayDelegate ? [texts.delegates] : []),
  ];
  if (said.length === 0) return <span className="text-subtle">{texts.noLimits}</span>;
  return said.map((each) => <div key={each}>{each}</div>);
}

function End({
  token,
  texts,
  viewer,
}: {
  readonly token: TokenRow;
  readonly texts: UiTexts["settings"]["tokens"];
  readonly viewer: Viewer;
}) {
  if (token.revokedAt !== null) {
    return (
      <span className="status" data-tone="idle">
        <Ban aria-hidden />
        {texts.revoked}
      </span>
    );
  }
  if (token.expiresAt !== null && token.expiresAt <= viewer.now) {
    return (
      <span className="status" data-tone="danger">
        <CalendarX aria-hidden />
        {texts.expired}
      </span>
    );
  }
  if (token.isSuspended) {
    return (
      <span className="status" data-tone="warn" title={texts.suspendedWhy}>
        <CirclePause aria-hidden />
        {texts.suspended}
      </span>
    );
  }
  return (
    <span className="status" data-tone="ok">
      <CircleCheck aria-hidden />
      {token.expiresAt === null ? texts.unlimited : <DateOnly at={token.expiresAt} viewer={viewer} />}
    </span>
  );
}
