"use client";
import { Ban } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { StoredReason } from "@/lib/commands/ports/revocations.ts";
import { fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { ActionState } from "../form/action-state";
import { ChoiceCards } from "../form/choice-cards";
import { formFootClass } from "../form/layout";
import { TextField } from "../form/text-field";
import { useAction } from "../form/use-action";
import { Banner } from "../ui/banner";
import { Button, LinkButton } from "../ui/button";
import { Outcome, type RevokeOutcome } from "./revoke-outcome";
import { useProgress } from "./use-progress";

interface RevokeFormProps {
  /** Names or `sha256:` fingerprints of those that can be revoked. */
  readonly certificates: readonly string[];
  readonly isAuthority: boolean;
  /** False when nothing is left to revoke: what was done last is still told. */
  readonly isOpen: boolean;
  /** Certificates below the authorities that are not revoked. */
  readonly below: number;
  /** The authorities themselves cannot be revoked, or are so already: what is left is below them. */
  readonly isBelowAlone: boolean;
  /** A new certificate can be made in the same step. */
  readonly mayReissue: boolean;
  /** It is on hold already: what is left is a revocation for good. */
  readonly isHeld: boolean;
  readonly back: string;
  readonly revoke: (input: Readonly<Record<string, unknown>>) => Promise<ActionState<RevokeOutcome>>;
  /** How many of what is below are revoked by now. */
  readonly countRevoked: (certificates: readonly string[]) => Promise<ActionState<number>>;
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
  const { certificates, isAuthority, isOpen, below, isBelowAlone, mayReissue, isHeld, back, revoke, texts } = props;
  const router = useRouter();
  const offered = (isAuthority ? ofAuthorities : ofPeople).filter((each) => !isHeld || each !== "certificateHold");
  const [reason, setReason] = useState<StoredReason>(offered[0]!);
  const [since, setSince] = useState("");
  const { isBusy, error, run } = useAction(props.unreachable);
  const isHold = reason === "certificateHold";
  const [isWithBelow, setWithBelow] = useState(isBelowAlone);
  const takesBelow = below > 0 && (isWithBelow || isBelowAlone);
  const [isReissued, setReissued] = useState(false);
  const reissues = mayReissue && isReissued && !isHold;
  const [outcome, setOutcome] = useState<RevokeOutcome | null>(null);
  const done = useProgress(isBusy && takesBelow ? certificates : null, props.countRevoked);

  function act(): void {
    const at = since === "" ? {} : { at: new Date(since).toISOString() };
    const input = {
      certificate: certificates.length === 1 ? certificates[0] : certificates,
      reason,
      ...at,
      ...(takesBelow ? { below: true } : {}),
      ...(reissues ? { reissue: true } : {}),
      confirm: true,
    };
    void run(
      () => revoke(input),
      (value) => {
        setOutcome(value);
        router.refresh();
      },
      (opening) => revoke({ ...input, ...opening }),
    );
  }
  const told = outcome === null ? null : <Outcome outcome={outcome} texts={texts} />;
  if (!isOpen) return told;
  return (
    <form
      className="grid grid-cols-1 content-start gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      {told}
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
      {below === 0 || isBelowAlone ? null : (
        <ChoiceCards
          name="extent"
          legend={texts.extent}
          arrangement="wide"
          choices={[
            { value: "alone", ...texts.alone },
            { value: "below", label: fill(texts.withBelow.label, { n: below }), hint: texts.withBelow.hint },
          ]}
          value={isWithBelow ? "below" : "alone"}
          onChange={(value) => setWithBelow(value === "below")}
        />
      )}
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
      {!mayReissue || isHold ? null : (
        <label className="grid cursor-pointer grid-cols-[16px_1fr] gap-x-2.5 gap-y-0.5 rounded-card border px-4 py-3 text-sm">
          <input className="checkbox" type="checkbox" checked={isReissued} onChange={() => setReissued(!isReissued)} />
          <b className="font-medium">{texts.reissueNow}</b>
          <span className="col-start-2 text-muted">{texts.reissueHelp}</span>
        </label>
      )}
      {done === null ? null : (
        <div className="grid gap-1.5 text-sm" role="status">
          <progress className="w-full" max={below} value={done} aria-label={texts.revoking} />
          {fill(texts.progress, { done, n: below })}
        </div>
      )}
      <div className={formFootClass}>
        <p className="grow text-sm text-muted">{isHold ? texts.canRelease : texts.forGood}</p>
        <LinkButton href={back}>{texts.cancel}</LinkButton>
        <Button type="submit" variant="danger-solid" isBusy={isBusy} icon={<Ban aria-hidden />}>
          {isHold ? texts.hold : reissues ? texts.revokeAndReissue : takesBelow ? texts.revokeAll : texts.revoke}
        </Button>
      </div>
    </form>
  );
}
