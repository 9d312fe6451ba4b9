"use client";
import { Ban } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { StoredReason } from "@/lib/commands/ports/revocations.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ChoiceCards } from "../form/choice-cards";
import { formFootClass } from "../form/layout";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";

interface RevokeFormProps {
  /** Names or `sha256:` fingerprints of those that can be revoked. */
  readonly certificates: readonly string[];
  readonly isAuthority: boolean;
  /** It is on hold already: what is left is a revocation for good. */
  readonly isHeld: boolean;
  readonly back: string;
  readonly revoke: (input: Readonly<Record<string, unknown>>) => Promise<ActionState<unknown>>;
  readonly texts: UiTexts["revoke"];
  readonly unreachable: string;
}

const ofPeople = [
  "keyCompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "unspecified",
] as const satisfies readonly StoredReason[];
const ofAuthorities = [
  "cACompromise",
  "superseded",
  "cessationOfOperation",
  "affiliationChanged",
  "certificateHold",
  "unspecified",
] as const satisfies readonly StoredReason[];

/** Why, and since when; the console opens the key of the authority and signs its next list. */
export function RevokeForm(props: RevokeFormProps) {
  const { certificates, isAuthority, isHeld, back, revoke, texts } = props;
  const router = useRouter();
  const offered = (isAuthority ? ofAuthorities : ofPeople).filter((each) => !isHeld || each !== "certificateHold");
  const [reason, setReason] = useState<StoredReason>(offered[0]!);
  const [since, setSince] = useState("");
  const { isBusy, error, run } = useAction(props.unreachable);
  const isHold = reason === "certificateHold";

  function act(): void {
    const at = since === "" ? {} : { at: new Date(since).toISOString() };
    const input = {
      certificate: certificates.length === 1 ? certificates[0] : certificates,
      reason,
      ...at,
      confirm: true,
    };
    void run(
      () => revoke(input),
      () => router.refresh(),
      (opening) => revoke({ ...input, ...opening }),
    );
  }
  return (
    <form
      className="grid grid-cols-1 content-start gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      {error === null ? null : (
        <Banner tone="danger" role="alert" title={texts.refused}>
          {error.message}
        </Banner>
      )}
      <ChoiceCards
        name="reason"
        legend={isHeld ? texts.holdEnds : texts.why}
        arrangement="wide"
        choices={offered.map((value) => ({ value, ...texts.reasons[value] }))}
        value={reason}
        onChange={(value) => setReason(value as StoredReason)}
      />
      <div className="md:w-72">
        <TextField
          id="since"
          type="datetime-local"
          label={texts.since}
          optional={texts.optional}
          help={texts.sinceHelp}
          value={since}
          onChange={setSince}
        />
      </div>
      <div className={formFootClass}>
        <p className="grow text-sm text-muted">{isHold ? texts.canRelease : texts.forGood}</p>
        <LinkButton href={back}>{texts.cancel}</LinkButton>
        <Button type="submit" variant="danger-solid" isBusy={isBusy} icon={<Ban aria-hidden />}>
          {isHold ? texts.hold : texts.revoke}
        </Button>
      </div>
    </form>
  );
}
