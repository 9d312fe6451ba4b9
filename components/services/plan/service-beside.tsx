import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { PlanView } from "@/lib/commands/parts/service/plan-view.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfCheck, sentenceOfStepNote } from "@/lib/i18n/sentences/preflight.ts";
import { count, type Counted, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { cardClass, moreClass, planLineClass } from "../../styles/card";
import { Verdict } from "../../ui/verdict";
import { Fold } from "./fold";
import { placeAddress, type PlanPlace } from "./plan-place";

interface BesideProps {
  readonly plan: PlanView;
  /** Its `message` is one that is asked about: it stands first. */
  readonly place: PlanPlace;
  readonly service: string;
  readonly texts: Pick<UiTexts, "services" | "servicePage">;
  readonly locale: Locale;
}

/** Null: of all machines. */
const machineOf = ({ view, machine }: PlanPlace): string | null => (view === "all" ? null : machine);

const isHere = (machine: string | null) => (each: { readonly node: string | null }) =>
  machine === null || each.node === null || each.node === machine;

/** Beside the steps: the files of the machine, what it trusts, and what its programs print when it goes wrong. */
export function ServiceBeside(props: BesideProps) {
  return (
    <aside>
      <Files {...props} />
      <Trusts {...props} />
      <Logs {...props} />
    </aside>
  );
}

interface FoldedProps<T> {
  readonly all: readonly T[];
  readonly row: (each: T) => ReactNode;
  readonly shown: number;
  /** The fold of the rest: its word in the address. */
  readonly id: string;
  readonly more: Counted;
}

/** The first of a list; the rest comes when it is asked for. */
function Folded<T>({
  all,
  row,
  shown,
  id,
  more,
  place,
  service,
  locale,
}: FoldedProps<T> & Pick<BesideProps, "place" | "service" | "locale">) {
  if (all.length <= shown + 1) return <ul>{all.map(row)}</ul>;
  const offer = count(locale, more, all.length - shown);
  const isOpen = place.open?.includes(id) ?? false;
  return (
    <>
      <ul>{all.slice(0, shown).map(row)}</ul>
      <Fold
        className={moreClass}
        id={id}
        isOpen={isOpen}
        head={<summary>{offer}</summary>}
        address={placeAddress(service, { ...place, open: [id] })}
        offer={offer}
      >
        {isOpen ? <ul className="[&>li:first-child]:border-t">{all.slice(shown).map(row)}</ul> : null}
      </Fold>
    </>
  );
}

function Files({ plan, place, service, texts, locale }: BesideProps) {
  const machine = machineOf(place);
  const text = texts.servicePage.files;
  const files = plan.files.filter(isHere(machine));
  // What lies on several machines under one name is one line where all of them are shown.
  const once = files.filter(({ path }, index) => files.findIndex((each) => each.path === path) === index);
  return (
    <section aria-labelledby="service-files">
      <h2 className="text-section mb-2" id="service-files">
        {machine === null || machine === "" ? text.title : fill(text.of, { node: machine })}
      </h2>
      <div className={cardClass}>
        {once.length === 0 ? (
          <p className="p-4 text-sm text-muted">{text.none}</p>
        ) : (
          <Folded
            {...{ place, service, locale }}
            id="files"
            shown={6}
            more={text.more}
            all={once}
            row={({ path, holds, item, der }) => (
              <li key={path} className={planLineClass}>
                {der !== null ? (
                  <a
                    className="mono font-medium wrap-anywhere"
                    href={`data:application/pkix-cert;base64,${der}`}
                    download={path.split("/").at(-1)}
                  >
                    {path}
                  </a>
                ) : item === null ? (
                  <span className="mono wrap-anywhere">{path}</span>
                ) : (
                  <a className="mono font-medium wrap-anywhere" href={`/files/${encodeURIComponent(item)}`}>
                    {path}
                  </a>
                )}
                {holds.length === 0 ? null : (
                  <span className="truncate text-xs text-subtle" title={holds.join(" → ")}>
                    {holds.join(" → ")}
                  </span>
                )}
              </li>
            )}
          />
        )}
      </div>
    </section>
  );
}

function Trusts({ plan, place, service, texts, locale }: BesideProps) {
  const machine = machineOf(place);
  const text = texts.servicePage.trusts;
  const trusts = plan.trusts.filter(isHere(machine));
  if (trusts.length === 0) return null;
  return (
    <section aria-labelledby="trusts">
      <h2 className="text-section mb-2" id="trusts">
        {text.title}
      </h2>
      <div className={cardClass}>
        <Folded
          {...{ place, service, locale }}
          id="trusts"
          shown={4}
          more={texts.servicePage.files.more}
          all={trusts}
          row={({ id, title, node, certificates }) => {
            const found = plan.checks.find(({ about, status }) => about === id && status !== "pass");
            const status = certificates.length === 0 ? "unknown" : (found?.status ?? "pass");
            const words = { pass: text.fits, warn: text.remark, fail: text.fails, unknown: text.empty } as const;
            return (
              <li key={id} className={planLineClass}>
                <span className="flex items-start gap-2">
                  <span className="min-w-0 grow font-medium">
                    {texts.services.roles[title]}
                    {node === null || machine !== null ? null : <span className="text-subtle"> · {node}</span>}
                  </span>
                  <Verdict status={status} word={words[status]} />
                </span>
                <span className="text-xs/[18px] wrap-anywhere text-muted">
                  {found === undefined || certificates.length === 0
                    ? holdsOf(certificates, text)
                    : sentenceOfCheck(found, locale)}
                </span>
              </li>
            );
          }}
        />
      </div>
    </section>
  );
}

function holdsOf(
  certificates: readonly { readonly subject: string }[],
  text: UiTexts["servicePage"]["trusts"],
): string {
  if (certificates.length === 0) return text.nothing;
  const names = certificates.slice(0, 3).map(({ subject }) => /(?:^|,)CN=([^,]+)/.exec(subject)?.[1] ?? subject);
  const rest = certificates.length - names.length;
  return rest === 0
    ? fill(text.holds, { names: names.join(", ") })
    : fill(text.holdsMore, { names: names.join(", "), n: rest });
}

function Logs({ plan, place, service, texts, locale }: BesideProps) {
  const asked = place.message;
  const text = texts.servicePage.logs;
  if (plan.troubles.length === 0) return null;
  const troubles = plan.troubles.toSorted(
    (one, other) => Number(other.message === asked) - Number(one.message === asked),
  );
  return (
    <section aria-labelledby="troubles">
      <h2 className="text-section mb-2" id="troubles">
        {text.title}
      </h2>
      <div className={cardClass}>
        <Folded
          {...{ place, service, locale }}
          id="logs"
          shown={3}
          more={text.more}
          all={troubles}
          row={({ message, meaning, steps }) => (
            <li key={message} className={clsx(planLineClass, message === asked && "bg-active")}>
              <code className="text-xs wrap-anywhere">{message}</code>
              <span className="text-xs/[18px] text-muted">{sentenceOfStepNote(meaning, locale)}</span>
              <Mends places={placesOf(plan, steps, machineOf(place))} service={service} texts={texts} />
            </li>
          )}
        />
      </div>
    </section>
  );
}

/** The phases whose steps mend a message: those of the shown machine, else the first that has some. */
function placesOf(
  { steps }: Pick<PlanView, "steps">,
  ids: readonly string[],
  machine: string | null,
): readonly Pick<PlanView["steps"][number], "node" | "phase">[] {
  const mending = steps.filter(({ id }) => ids.includes(id));
  const here = mending.filter(({ node }) => node === machine);
  const shown = here.length > 0 ? here : mending.filter(({ node }) => node === mending[0]?.node);
  return shown.filter((one, index) => shown.findIndex(({ phase }) => phase === one.phase) === index);
}

function Mends({
  places,
  service,
  texts,
}: Pick<BesideProps, "service" | "texts"> & { readonly places: ReturnType<typeof placesOf> }) {
  if (places.length === 0) return null;
  const phases = texts.services.phases;
  return (
    <span className="flex flex-wrap gap-x-3 text-xs/6">
      {places.map(({ node, phase }) => (
        <a
          key={phase}
          className="font-medium"
          href={`${placeAddress(service, { machine: node, open: [phase] })}#phase-${phase}`}
        >
          {fill(node === "" ? texts.servicePage.logs.mend : texts.servicePage.logs.mendOn, {
            phase: phases[phase],
            node,
          })}
        </a>
      ))}
    </span>
  );
}
