import { Ban, CircleCheck, LoaderCircle, OctagonAlert } from "lucide-react";
import type { BatchState as State } from "@/lib/commands/ports/batch.ts";

const signs = {
  running: { icon: LoaderCircle, tone: "info" },
  cancelled: { icon: Ban, tone: "idle" },
  stopped: { icon: OctagonAlert, tone: "danger" },
  done: { icon: CircleCheck, tone: "ok" },
} as const;

export function BatchState({
  state,
  words,
}: {
  readonly state: State;
  readonly words: Readonly<Record<State, string>>;
}) {
  const { icon: Icon, tone } = signs[state];
  return (
    <span className={`st ${tone}`}>
      <Icon className="i" aria-hidden />
      {words[state]}
    </span>
  );
}
