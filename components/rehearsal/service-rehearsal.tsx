"use client";
import { RehearsalPanel, type RehearsalPanelProps } from "./rehearsal-panel";

interface ServiceRehearsalProps extends Omit<RehearsalPanelProps, "question"> {
  readonly service: string;
  readonly target: string;
}

/** A kept service knows its own inputs. */
export function ServiceRehearsal({ service, target, ...panel }: ServiceRehearsalProps) {
  return <RehearsalPanel {...panel} question={() => ({ service, target })} />;
}
