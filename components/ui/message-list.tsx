import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { cardClass } from "../styles/card";
import { toneMark } from "../styles/tone-classes";

const icons = { danger: CircleAlert, warn: TriangleAlert, info: Info, ok: CircleCheck } as const;

export interface Message {
  readonly tone: keyof typeof icons;
  readonly text: string;
  readonly citation?: string;
}

/** Sentences about a file, each with its weight. */
export function MessageList({ said, label }: { readonly said: readonly Message[]; readonly label: string }) {
  return (
    <ul className={cardClass} aria-label={label}>
      {said.map(({ tone, text, citation }, index) => {
        const Icon = icons[tone];
        return (
          <li key={index} className="finding">
            <span className={toneMark[tone]}>
              <Icon aria-hidden />
            </span>
            <div className="min-w-0">
              <p className="text-ink wrap-anywhere">{text}</p>
              {citation === undefined ? null : <p className="text-xs/5 whitespace-nowrap text-subtle">{citation}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
