import { clsx } from "clsx";
import Link from "next/link";
import { useId, type ComponentProps, type ReactNode } from "react";

const plain =
  "border-line-strong bg-surface shadow-control hover:bg-active active:border-line-control active:bg-active";

const variants = {
  plain: `${plain} text-ink icon:text-muted`,
  primary: [
    "border-accent bg-accent text-on-accent shadow-control",
    "hover:border-accent-hover hover:bg-accent-hover",
  ].join(" "),
  danger: `${plain} text-danger`,
  "danger-solid": "border-danger-solid bg-danger-solid text-on-danger shadow-control hover:bg-danger-solid-hover",
  ghost: "border-transparent bg-transparent text-muted icon:text-muted hover:bg-active hover:text-ink",
} as const;

const sizes = {
  sm: { word: "h-control-small px-2.5 text-sm icon:-ml-0.5", icon: "size-control-small text-sm" },
  md: { word: "h-control px-3 text-sm icon:-ml-0.5", icon: "size-control text-sm" },
  lg: { word: "h-10 w-full px-3 text-md icon:-ml-0.5", icon: "size-10 text-md" },
} as const;

interface Looks {
  readonly variant?: keyof typeof variants;
  /** `lg` fills its column: the one button of a small form. */
  readonly size?: keyof typeof sizes;
  /** The icon alone is drawn; the button then needs an `aria-label`. */
  readonly isIcon?: boolean;
}

/** For what is a button to the eye and is another element. */
export function buttonClass({ variant = "plain", size = "md", isIcon = false }: Looks = {}, more?: string): string {
  return clsx("button", variants[variant], sizes[size][isIcon ? "icon" : "word"], more);
}

/** A small button of an icon alone, within a line, a field or the head of a card. */
export const iconButtonClass = [
  "inline-grid size-6 flex-none cursor-pointer place-items-center rounded-badge text-subtle no-underline",
  "hover:bg-active hover:text-ink max-md:size-8",
].join(" ");

/** The person who is signed in, by their initials. */
export const personButtonClass = [
  "ml-2 grid size-7 place-items-center rounded-full border border-line-strong bg-sunken text-xs font-semibold",
  "text-muted",
].join(" ");

interface ButtonProps extends ComponentProps<"button">, Looks {
  /** Turns while the console works; the button keeps its words and its place. */
  readonly isBusy?: boolean;
  readonly icon?: ReactNode;
  /** Why it cannot act as things stand, in a sentence that stands by it; null while it can. */
  readonly blocked?: string | null;
}

export function Button({
  variant,
  size,
  isIcon,
  isBusy = false,
  icon,
  blocked = null,
  className,
  children,
  ...rest
}: ButtonProps) {
  const id = useId();
  const isBlocked = blocked !== null;
  return (
    <>
      <button
        type="button"
        {...rest}
        {...(isBlocked ? { onClick: (event) => event.preventDefault(), "aria-describedby": id } : {})}
        className={buttonClass({ variant, size, isIcon }, className)}
        aria-disabled={isBusy || isBlocked || rest["aria-disabled"] || undefined}
        aria-busy={isBusy || undefined}
      >
        {isBusy ? <Spinner /> : icon}
        {children}
      </button>
      {isBlocked ? (
        <span className="min-w-0 self-center text-sm text-subtle" id={id} data-reason="">
          {blocked}
        </span>
      ) : null}
    </>
  );
}

export function Spinner() {
  return (
    <span
      className="size-3.5 animate-turn rounded-full border-2 border-current border-r-transparent"
      aria-hidden="true"
    />
  );
}

interface LinkButtonProps extends ComponentProps<typeof Link>, Looks {
  readonly icon?: ReactNode;
}

export function LinkButton({ variant, size, isIcon, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link prefetch={false} {...rest} className={buttonClass({ variant, size, isIcon }, className)}>
      {icon}
      {children}
    </Link>
  );
}
