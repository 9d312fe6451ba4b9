"use client";

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
}

/** A few choices, each with what follows from it. */
export function ChoiceCards({ name, legend, isLegendHidden = false, choices, value, onChange }: ChoiceCardsProps) {
  return (
    <fieldset>
      <legend className={isLegendHidden ? "vh" : "lab mb-2"}>{legend}</legend>
      <div className="opts">
        {choices.map((choice) => (
          <label key={choice.value} className="opt-card">
            <input
              className="check radio"
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
