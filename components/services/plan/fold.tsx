"use client";
import { useEffect, useRef, useState, type ReactNode } from "react";

interface FoldProps {
  readonly id: string;
  readonly className: string;
  /** It has what comes next: it opens, and stays as the person leaves it. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/**
 * A fold that opens when its turn comes and never closes by itself: the box that was just ticked, and the keyboard on
 * it, would be gone.
 */
export function Fold({ id, className, isOpen, children }: FoldProps) {
  const element = useRef<HTMLDetailsElement>(null);
  const [wasOpen] = useState(isOpen);
  useEffect(() => {
    if (isOpen && element.current !== null) element.current.open = true;
  }, [isOpen]);
  return (
    <details ref={element} className={className} id={id} open={wasOpen}>
      {children}
    </details>
  );
}
