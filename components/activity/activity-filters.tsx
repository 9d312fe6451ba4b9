import { clsx } from "clsx";
import { ChevronDown, Search } from "lucide-react";
import type { ReactNode } from "react";
import type { AuditActor } from "@/lib/commands/ports/audit.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { AutoSubmit } from "../form/auto-submit";
import { controlClass, fieldWithClass, selectBoxClass, selectClass } from "../form/controls";
import { filterLineClass } from "../form/layout";
import { LinkButton } from "../ui/button";
import { type ActivityAddress, kindsOfAct, outcomes, unknownCaller } from "./activity-query";

interface ActivityFiltersProps {
  readonly address: ActivityAddress;
  readonly actors: readonly AuditActor[];
  readonly isFiltered: boolean;
  readonly texts: UiTexts;
}

/** Search, person, kind, outcome and days; the address of the page has them all. */
export function ActivityFilters({ address, actors, isFiltered, texts }: ActivityFiltersProps) {
  const text = texts.activity;
  return (
    <AutoSubmit path="/activity" className={clsx(filterLineClass, "pb-3")}>
      <span className={fieldWithClass}>
        <Search aria-hidden />
        <input
          className={controlClass()}
          type="search"
          name="q"
          defaultValue={address.q}
          aria-label={text.search}
          placeholder={text.searchHint}
          maxLength={200}
        />
      </span>
      <Choice name="actor" label={text.person} value={address.actor} width="w-52">
        <option value="">{text.anyPerson}</option>
        {actors.map(({ actor, name }) => (
          <option key={actor} value={actor === "" ? unknownCaller : actor}>
            {actor === "" ? text.unknownCaller : name === null ? actor : `${name} (${actor})`}
          </option>
        ))}
      </Choice>
      <Choice name="act" label={text.kind} value={address.act} width="w-52">
        <option value="">{text.anyKind}</option>
        {kindsOfAct.map((kind) => (
          <option key={kind} value={kind}>
            {text.kinds[kind]}
          </option>
        ))}
      </Choice>
      <Choice name="outcome" label={text.outcome} value={address.outcome} width="w-36">
        <option value="">{text.anyOutcome}</option>
        {outcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {text.outcomes[outcome]}
          </option>
        ))}
      </Choice>
      <span className="flex gap-2 max-md:w-full max-md:gap-1.5">
        <Day name="from" label={text.from} value={address.from} />
        <Day name="to" label={text.to} value={address.to} />
      </span>
      {isFiltered ? (
        <LinkButton size="sm" variant="ghost" href="/activity">
          {text.clear}
        </LinkButton>
      ) : null}
    </AutoSubmit>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly width: string;
  readonly children: ReactNode;
}

function Choice({ name, label, value, width, children }: ChoiceProps) {
  return (
    <span className={clsx(selectBoxClass, width, "max-md:w-[calc(50%-3px)]")}>
      <select key={value} className={selectClass} name={name} defaultValue={value} aria-label={label}>
        {children}
      </select>
      <ChevronDown aria-hidden />
    </span>
  );
}

function Day({ name, label, value }: { readonly name: string; readonly label: string; readonly value: string }) {
  return (
    <label className="flex items-center gap-1.5 text-sm whitespace-nowrap text-subtle max-md:w-[calc(50%-3px)] max-md:flex-wrap">
      {label}
      <input
        key={value}
        className={controlClass({}, "w-auto max-md:w-full")}
        type="date"
        name={name}
        defaultValue={value}
      />
    </label>
  );
}
