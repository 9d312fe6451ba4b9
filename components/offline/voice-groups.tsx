/** Sixteen groups of a hash, numbered, as two people read them to each other. */
export function VoiceGroups({ groups, label }: { readonly groups: readonly string[]; readonly label: string }) {
  return (
    <ol
      aria-label={label}
      className="grid max-w-[420px] grid-cols-4 overflow-hidden rounded-card border text-center font-mono [&>li]:border [&>li]:px-1 [&>li]:py-1.5"
    >
      {groups.map((group, index) => (
        <li key={`${index} ${group}`}>
          <span className="block font-sans text-xs text-subtle" aria-hidden>
            {index + 1}
          </span>
          {group}
        </li>
      ))}
    </ol>
  );
}
