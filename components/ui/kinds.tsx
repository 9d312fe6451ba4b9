import type { FileKind } from "@/lib/commands/ports/files.ts";

interface KindsProps {
  readonly kinds: readonly FileKind[];
  readonly lockedWord: string;
}

/** Three fixed places, key · csr · crt: an absent one is an empty dashed place, a locked key is amber. */
export function Kinds({ kinds, lockedWord }: KindsProps) {
  const isLocked = kinds.includes("locked-key") && !kinds.includes("key");
  const hasKey = isLocked || kinds.includes("key");
  const hasRequest = kinds.includes("csr");
  const hasCertificate = kinds.includes("certificate");
  if (!hasKey && !hasRequest && !hasCertificate) {
    return (
      <span className="kinds">
        <b>{shortNameOf(kinds[0] ?? "certificate")}</b>
      </span>
    );
  }
  return (
    <span className="kinds">
      {hasKey ? <b title={isLocked ? lockedWord : undefined}>key</b> : <b />}
      {hasRequest ? <b>csr</b> : <b />}
      {hasCertificate ? <b>crt</b> : <b />}
    </span>
  );
}

const kindOrder: readonly FileKind[] = ["key", "locked-key", "csr", "certificate"];

/** The short names of what a name holds, each once: key csr crt first, as people say them. */
export function shortNamesOf(kinds: readonly FileKind[]): string[] {
  const sorted = [...kinds].sort((one, other) => rank(one) - rank(other));
  return [...new Set(sorted.map(shortNameOf))];
}

function rank(kind: FileKind): number {
  const index = kindOrder.indexOf(kind);
  return index < 0 ? kindOrder.length : index;
}

/** The short name of a lone file in place of its kind: the end of its name, as people know it. */
function shortNameOf(kind: FileKind): string {
  const names: Readonly<Record<FileKind, string>> = {
    key: "key",
    "locked-key": "key",
    csr: "csr",
    certificate: "crt",
    bundle: "bundle",
    pkcs7: "p7b",
    pkcs12: "p12",
    crl: "crl",
    "public-key": "pub",
    "ssh-public-key": "ssh",
  };
  return names[kind];
}
