"use client";
import { clsx } from "clsx";
import { CircleAlert, CircleCheck } from "lucide-react";
import { Toast } from "radix-ui";
import { useState } from "react";

export interface Notice {
  readonly text: string;
  readonly tone?: "ok" | "danger";
}

export interface Shown extends Notice {
  readonly id: number;
}

/**
 * Radix rather than a library that writes its own <style>: the content policy refuses those. F8 brings the focus here.
 */
export function Toasts({
  notices,
  label,
  onGone,
}: {
  readonly notices: readonly Shown[];
  readonly label: string;
  readonly onGone: (id: number) => void;
}) {
  return (
    <Toast.Provider label={label} swipeDirection="right">
      {notices.map((notice) => (
        <One key={notice.id} notice={notice} onGone={() => onGone(notice.id)} />
      ))}
      <Toast.Viewport
        className={clsx(
          "fixed right-4 bottom-4 z-70 grid w-[min(420px,calc(100vw-32px))] list-none gap-2 outline-none print:hidden",
        )}
      />
    </Toast.Provider>
  );
}

function One({ notice, onGone }: { readonly notice: Shown; readonly onGone: () => void }) {
  const [isOpen, setOpen] = useState(true);
  const isWrong = notice.tone === "danger";
  return (
    <Toast.Root
      className="flex w-full animate-appear items-center gap-2.5 rounded-card bg-raised px-3.5 py-3 text-sm shadow-menu"
      open={isOpen}
      duration={isWrong ? 10_000 : 5000}
      type={isWrong ? "foreground" : "background"}
      onOpenChange={(open) => {
        setOpen(open);
        if (!open) setTimeout(onGone, 200);
      }}
    >
      {isWrong ? (
        <CircleAlert className="size-4 text-danger" aria-hidden />
      ) : (
        <CircleCheck className="size-4 text-ok" aria-hidden />
      )}
      <Toast.Description>{notice.text}</Toast.Description>
    </Toast.Root>
  );
}
