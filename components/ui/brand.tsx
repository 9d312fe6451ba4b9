/** The mark: two links and the bar that joins them. */
export function Mark({ className = "size-5.5" }: { readonly className?: string }) {
  return (
    <svg className={className} viewBox="0 0 22 22" aria-hidden="true">
      <rect width="22" height="22" rx="6" className="fill-accent" />
      <g transform="rotate(45 11 11)" fill="none" stroke="#fff" strokeWidth="1.7" strokeLinecap="round">
        <rect x="8" y="2.6" width="6" height="7.6" rx="3" />
        <rect x="8" y="11.8" width="6" height="7.6" rx="3" />
        <path d="M11 7.6v6.8" />
      </g>
    </svg>
  );
}
