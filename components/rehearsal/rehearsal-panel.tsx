"use client";
import { Package, Play } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { Button } from "../ui/button";
import { PackDialog } from "./pack-dialog";
import { ErrorSummary } from "../form/error-summary";
import { SecretField } from "../form/text-field";
import type { ActionState } from "../form/action-state";
import { useCommand } from "../form/use-command";
import { sectionClass } from "../styles/section";
import { formFootClass } from "../form/layout";

/**
 * A kept service, or a target and what it was told: what `rehearse` and `pack` are asked with. `target` names the
 * archive.
 */
export interface ServiceQuestion {
  readonly target: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly service?: string;
  /** Opens keys under a passphrase of their own, for this one use. */
  readonly passphrase?: string;
}

export type RehearseAction = (question: ServiceQuestion) => Promise<ActionState<ReactNode>>;

export interface RehearsalPanelProps {
  /** null: not everything was filled in; the form says what. */
  readonly question: () => ServiceQuestion | null;
  readonly rehearse: RehearseAction;
  /** False: the pack alone (a rehearsal signs with stored keys). */
  readonly mayRehearse: boolean;
  /** The pack holds .p12 files of people. */
  readonly hasPkcs12?: boolean;
  /** The attempts that would be made, until they are; without it the buttons end a form. */
  readonly planned?: ReactNode;
  readonly mayTakeKeys: boolean;
  readonly mayTakeClearKeys: boolean;
  readonly texts: {
    readonly text: UiTexts["rehearsal"];
    readonly form: UiTexts["form"];
    readonly unreachable: string;
    readonly close: string;
  };
  readonly locale: Locale;
}

/**
 * One button, and the transcripts below it; beside it the pack of the same inputs. Drawn on the server, in one
 * language.
 */
export function RehearsalPanel({
  question,
  rehearse,
  mayRehearse,
  hasPkcs12 = false,
  planned,
  mayTakeKeys,
  mayTakeClearKeys,
  texts,
  locale,
}: RehearsalPanelProps) {
  const { text, form } = texts;
  const command = useCommand(rehearse, { locale, fields: {}, unreachable: texts.unreachable });
  const [packed, setPacked] = useState<ServiceQuestion | null>(null);
  const [passphrase, setPassphrase] = useState("");
  async function run(): Promise<void> {
    const asked = question();
    if (asked === null) return;
    setPassphrase("");
    await command.run(passphrase === "" ? asked : { ...asked, passphrase });
  }
  return (
    <>
      <ErrorSummary title={form.failed} errors={command.errors} failures={command.failures} fields={{}} />
      <div className={planned === undefined ? formFootClass : "flex items-center gap-2 flex-wrap"}>
        {mayRehearse ? (
          <Button variant="primary" icon={<Play aria-hidden />} isBusy={command.isBusy} onClick={() => void run()}>
            {command.value === null ? text.act : text.again}
          </Button>
        ) : null}
        <Button icon={<Package aria-hidden />} onClick={() => setPacked(question())}>
          {text.pack.act}
        </Button>
      </div>
      {mayRehearse ? (
        <details className="mt-3 text-sm">
          <summary className="cursor-pointer text-accent-text">{text.lockedKeys}</summary>
          <div className="mt-2 max-w-100">
            <SecretField
              id="rehearsal-passphrase"
              label={text.keyPassphrase}
              help={text.keyPassphraseHelp}
              value={passphrase}
              onChange={setPassphrase}
              autoComplete="off"
              showWord={form.showPassphrase}
            />
          </div>
        </details>
      ) : null}
      {command.value === null ? planned : <div className={sectionClass}>{command.value}</div>}
      {packed === null ? null : (
        <PackDialog
          question={packed}
          hasPkcs12={hasPkcs12}
          mayTakeKeys={mayTakeKeys}
          mayTakeClearKeys={mayTakeClearKeys}
          texts={{ text: text.pack, show: form.showPassphrase, close: texts.close, unreachable: texts.unreachable }}
          locale={locale}
          onClose={() => setPacked(null)}
        />
      )}
    </>
  );
}

interface ServiceRehearsalProps extends Omit<RehearsalPanelProps, "question"> {
  readonly service: string;
  readonly target: string;
}

/** A kept service knows its own inputs. */
export function ServiceRehearsal({ service, target, ...panel }: ServiceRehearsalProps) {
  return <RehearsalPanel {...panel} question={() => ({ service, target })} />;
}
