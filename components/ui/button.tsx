import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

type Variant = "plain" | "primary" | "danger" | "danger-solid" | "ghost";

function classes(variant: Variant, size: "md" | "sm", isIcon: boolean, className?: string): string {
  return ["btn", variant === "plain" ? "" : variant, size === "sm" ? "sm" : "", isIcon ? "icon" : "", className ?? ""]
    .filter(Boolean)
    .join(" ");
}

interface Looks {
  readonly variant?: Variant;
  readonly size?: "md" | "sm";
  /** The icon alone is drawn; the button then needs an `aria-label`. */
  readonly isIcon?: boolean;
}

interface ButtonProps extends ComponentProps<"button">, Looks {
  /** Turns while the console works; the button keeps its words and its place. */
  readonly isBusy?: boolean;
  readonly icon?: ReactNode;
}

export function Button({
  variant = "plain",
  size = "md",
  isIcon = false,
  isBusy = false,
  icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(variant, size, isIcon, className)}
      aria-disabled={isBusy || rest["aria-disabled"] || undefined}
      aria-busy={isBusy || undefined}
    >
      {isBusy ? <span className="spin" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

interface LinkButtonProps extends ComponentProps<typeof Link>, Looks {
  readonly icon?: ReactNode;
}

export function LinkButton({
  variant = "plain",
  size = "md",
  isIcon = false,
  icon,
  className,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link prefetch={false} {...rest} className={classes(variant, size, isIcon, className)}>
      {icon}
      {children}
    </Link>
  );
}
