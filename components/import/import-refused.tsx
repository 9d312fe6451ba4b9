import { CircleAlert, Info } from "lucide-react";

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
      <h2 className="t mb-3">{title}</h2>
      <ul className="card">
        {refused.map(({ path, message, isPart }, index) => (
          <li key={index} className="find-i">
            <span className={isPart ? "info" : "danger"}>
              {isPart ? <Info className="i" aria-hidden /> : <CircleAlert className="i" aria-hidden />}
            </span>
            <div className="min-w-0">
              <b className="wrap-any">{path}</b>
              <p className="wrap-any">{message}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
