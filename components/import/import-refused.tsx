import { CircleAlert, Info } from "lucide-react";
import { cardClass } from "../styles/card";

interface Refused {
  readonly path: string;
  readonly message: string;
  /** The other contents of the file, if any, are in the table. */
  readonly isPart: boolean;
}

/** Lists what cannot be stored, and why: a whole file, or a part of one. */
export function ImportRefused({ refused, title }: { readonly refused: readonly Refused[]; readonly title: string }) {
  return (
    <section>
      <h2 className="text-section mb-3">{title}</h2>
      <ul className={cardClass}>
        {refused.map(({ path, message, isPart }, index) => (
          <li key={index} className="finding">
            <span className={isPart ? "text-info-mark" : "text-danger-mark"}>
              {isPart ? <Info aria-hidden /> : <CircleAlert aria-hidden />}
            </span>
            <div className="min-w-0">
              <b className="wrap-anywhere">{path}</b>
              <p className="wrap-anywhere">{message}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
