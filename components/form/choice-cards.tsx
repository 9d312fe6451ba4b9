"use client";
import { clsx } from "clsx";
import { labelClass } from "./controls";

const columns = {
  /** As many as there is room for; four stand two by two, since one left over looks like an afterthought. */
  auto: [
    "grid grid-cols-[repeat(auto-fit,minmax(148px,1fr))] gap-2 has-[>:nth-child(4):last-child]:grid-cols-2",
    "max-md:grid-cols-2 max-[341px]:grid-cols-1",
  ].join(" "),
  wide: "grid grid-cols-[repeat(auto-fit,minmax(170px,1fr))] gap-2",
  one: "grid gap-2",
} as const;

const choiceCard = [
  "grid cursor-pointer grid-cols-[16px_1fr] content-start gap-x-2.5 gap-y-0.5 rounded-control border",
  "border-line-strong px-3 py-[9px] text-sm [&>b]:font-medium [&>input]:mt-0.5 [&>input]:outline-none",
  "[&>small]:col-start-2 [&>small]:text-xs [&>small]:text-subtle",
  "has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)]",
  "has-checked:[&>small]:text-muted has-focus-visible:outline-2 has-focus-visible:outline-offset-2",
  "has-focus-visible:outline-focus",
].join(" ");

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

interface ChoiceCardsProps {
  readonly name: string;
  readonly legend: string;
  readonly isLegendHidden?: boolean;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly arrangement?: keyof typeof columns;
}

/** A few choices, each with what follows from it. */
export function ChoiceCards({
  name,
  legend,
  isLegendHidden = false,
  choices,
  value,
  onChange,
  arrangement = "auto",
}: ChoiceCardsProps) {
  return (
    <fieldset>
      <legend className={isLegendHidden ? "sr-only" : clsx(labelClass, "mb-2")}>{legend}</legend>
      <div className={columns[arrangement]}>
        {choices.map((choice) => (
          <label key={choice.value} className={choiceCard}>
            <input
              className="checkbox"
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-describedby={choice.hint === undefined ? undefined : `${name}-${choice.value}-hint`}
            />
            <b>{choice.label}</b>
            {choice.hint === undefined ? null : <small id={`${name}-${choice.value}-hint`}>{choice.hint}</small>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
