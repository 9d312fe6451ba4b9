/** What lies over the page while a dialog asks. */
export const scrimClass = "fixed inset-0 z-50 animate-appear bg-scrim";

export const dialogBoxClass = [
  "fixed top-1/2 left-1/2 z-51 max-h-[calc(100dvh-32px)] max-w-[calc(100vw-32px)] -translate-1/2 overflow-y-auto",
  "animate-appear rounded-dialog bg-raised shadow-dialog",
].join(" ");

export const dialogBodyClass = "grid gap-3 px-5 pt-5 pb-4 text-sm";
export const dialogFootClass = [
  "flex flex-wrap justify-end gap-2 border-t px-5 py-3",
  "[&>[data-reason]]:order-first [&>[data-reason]]:mr-auto [&>[data-reason]]:flex-1",
].join(" ");
