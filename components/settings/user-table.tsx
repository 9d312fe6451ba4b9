"use client";
import { clsx } from "clsx";
import { Ban, ChevronDown, CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { UserRow } from "@/lib/commands/ports/accounts.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { useConfirmedAction } from "../form/use-confirmed-action";
import { SecretAdvice } from "../form/secret-advice";
import { SecretField } from "../form/text-field";
import { Banner } from "../ui/banner";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { Relative } from "../ui/instant";
import { notify } from "../ui/notices";
import { selectClass, selectBoxClass } from "../form/controls";
import { rowsOnPhoneClass, tableBoxClass } from "../styles/table";

type Change = {
  readonly email: string;
  readonly role?: string;
  readonly isDisabled?: boolean;
  readonly password?: string;
};

interface UserTableProps {
  readonly users: readonly UserRow[];
  readonly change: (input: Change) => Promise<ActionState<unknown>>;
  readonly self: string;
  readonly texts: UiTexts["settings"]["users"];
  readonly roles: UiTexts["frame"]["roles"];
  readonly unreachable: string;
  readonly closeLabel: string;
  readonly minimum: number;
  /** Of administrators. */
  readonly administratorMinimum: number;
  readonly showWord: string;
  readonly viewer: Viewer;
}

const allRoles = ["administrator", "operator", "auditor"] as const;

export function UserTable({
  users,
  change,
  self,
  texts,
  roles,
  unreachable,
  closeLabel,
  minimum,
  administratorMinimum,
  showWord,
  viewer,
}: UserTableProps) {
  const router = useRouter();
  const { asked, ask, close, isBusy, error, act } = useConfirmedAction<{
    readonly user: UserRow;
    readonly change: "disable" | "password";
  }>(unreachable);
  const [password, setPassword] = useState("");
  const apply = (input: Change, done: string): void =>
    act(
      () => change(input),
      () => {
        setPassword("");
        notify({ text: fill(done, { email: input.email }) });
        router.refresh();
      },
    );
  return (
    <div className="grid grid-cols-1 content-start gap-4">
      {asked === null && error !== undefined ? (
        <Banner tone="danger" role="alert">
          {error}
        </Banner>
      ) : null}
      <div className={clsx(tableBoxClass, rowsOnPhoneClass)}>
        <table aria-label={texts.title}>
          <thead>
            <tr>
              <th scope="col">{texts.columns.person}</th>
              <th scope="col">{texts.columns.role}</th>
              <th scope="col">{texts.columns.last}</th>
              <th scope="col">{texts.columns.state}</th>
              <th scope="col">
                <span className="sr-only">{texts.columns.action}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <tr key={user.id}>
                <td>
                  <b className="font-semibold">{user.name}</b>
                  {user.email === self ? <span className="text-subtle"> ({texts.you})</span> : null}
                  <div className="text-xs text-subtle wrap-anywhere">{user.email}</div>
                </td>
                <td>
                  <span className={clsx(selectBoxClass, "max-w-44")}>
                    <select
                      className={selectClass}
                      aria-label={fill(texts.changeRole, { email: user.email })}
                      value={user.role}
                      disabled={isBusy}
                      onChange={(event) => apply({ email: user.email, role: event.target.value }, texts.done)}
                    >
                      {allRoles.map((role) => (
                        <option key={role} value={role}>
                          {roles[role]}
                        </option>
                      ))}
                    </select>
                    <ChevronDown aria-hidden />
                  </span>
                </td>
                <td>
                  {user.lastSignInAt === null ? (
                    <span className="text-subtle">{texts.never}</span>
                  ) : (
                    <Relative at={user.lastSignInAt} viewer={viewer} />
                  )}
                </td>
                <td>
                  <span className="status" data-tone={user.isDisabled ? "idle" : "ok"}>
                    {user.isDisabled ? <Ban aria-hidden /> : <CircleCheck aria-hidden />}
                    {user.isDisabled ? texts.disabled : texts.active}
                  </span>
                </td>
                <td>
                  <div className="flex items-center gap-2 flex-wrap justify-end">
                    <Button
                      size="sm"
                      aria-label={fill(texts.resetTitle, { email: user.email })}
                      onClick={() => ask({ user, change: "password" })}
                    >
                      {texts.reset}
                    </Button>
                    {user.isDisabled ? (
                      <Button
                        size="sm"
                        aria-label={`${texts.enable} ${user.email}`}
                        onClick={() => apply({ email: user.email, isDisabled: false }, texts.done)}
                      >
                        {texts.enable}
                      </Button>
                    ) : (
                      <Button
                        size="sm"
                        variant="danger"
                        aria-label={`${texts.disable} ${user.email}`}
                        onClick={() => ask({ user, change: "disable" })}
                      >
                        {texts.disable}
                      </Button>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asked?.change === "disable" ? (
        <Confirm
          isOpen
          onClose={close}
          title={fill(texts.disableTitle, { email: asked.user.email })}
          keepLabel={texts.keep}
          actLabel={texts.disable}
          isBusy={isBusy}
          error={error}
          onAct={() => apply({ email: asked.user.email, isDisabled: true }, texts.done)}
        >
          <p>{texts.disableText}</p>
        </Confirm>
      ) : null}
      {asked?.change === "password" ? (
        <Dialog
          isOpen
          onClose={close}
          title={fill(texts.resetTitle, { email: asked.user.email })}
          closeLabel={closeLabel}
          footer={
            <Button
              variant="primary"
              isBusy={isBusy}
              onClick={() => apply({ email: asked.user.email, password }, texts.resetDone)}
            >
              {texts.resetAct}
            </Button>
          }
        >
          <SecretField
            id="new-password"
            label={texts.reset}
            help={fill(texts.passwordHelp, { n: asked.user.role === "administrator" ? administratorMinimum : minimum })}
            error={error}
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            showWord={showWord}
          />
          <SecretAdvice value={password} known={[asked.user.email, asked.user.name]} />
        </Dialog>
      ) : null}
    </div>
  );
}
