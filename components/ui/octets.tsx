import { clsx } from "clsx";
import { CopyButton } from "./copy-button";

/** Octets as two people read them to each other. */
export const fingerprintClass = "font-mono text-xs/5 tracking-normal [word-spacing:0.1em]";

/** Upper case, colons, eight bytes a group: what two people compare over the telephone. */
function groupsOf(hex: string): string[] {
  const pairs = hex.toUpperCase().match(/../g) ?? [];
  const groups: string[] = [];
  for (let at = 0; at < pairs.length; at += 8) groups.push(pairs.slice(at, at + 8).join(":"));
  return groups;
}

function colonHex(hex: string): string {
  return (hex.toUpperCase().match(/../g) ?? []).join(":");
}

/** `9F:21:…:7A` for a place where the whole is at hand elsewhere. */
export function shortHex(hex: string): string {
  const pairs = hex.toUpperCase().match(/../g) ?? [];
  return pairs.length <= 4 ? pairs.join(":") : `${pairs.slice(0, 2).join(":")}:…:${pairs[pairs.length - 1]}`;
}

export function Octets({
  hex,
  copyLabel,
  copied,
}: {
  readonly hex: string;
  readonly copyLabel: string;
  readonly copied: string;
}) {
  const padded = hex.length % 2 === 1 ? `0${hex}` : hex;
  return (
    <span className="inline-flex items-start gap-1">
      <span className={clsx(fingerprintClass, "max-w-[50ch] [&>span]:inline-block [&>span]:whitespace-pre")}>
        {groupsOf(padded).map((group) => (
          <span key={group}>{group} </span>
        ))}
      </span>
      <CopyButton value={colonHex(padded)} label={copyLabel} done={copied} />
    </span>
  );
}
