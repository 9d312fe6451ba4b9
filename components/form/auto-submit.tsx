"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition, type FormEvent, type ReactNode } from "react";

/** A form whose address is the page: goes there as soon as something changes, and without scripts by Enter. */
export function AutoSubmit({
  path,
  className,
  children,
}: {
  readonly path: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isPending, startTransition] = useTransition();
  useEffect(() => () => clearTimeout(timer.current), []);
  function go(): void {
    clearTimeout(timer.current);
    if (form.current === null) return;
    const given = [...new FormData(form.current)].filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    );
    const query = new URLSearchParams(given).toString();
    startTransition(() => router.replace(query === "" ? path : `${path}?${query}`, { scroll: false }));
  }
  function onInput(event: FormEvent): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(go, event.target instanceof HTMLSelectElement ? 0 : 250);
  }
  return (
    <form
      ref={form}
      className={className}
      action={path}
      role="search"
      aria-busy={isPending || undefined}
      onInput={onInput}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      {children}
    </form>
  );
}
