"use client";
import { useEffect, useRef } from "react";

/** The summary of a review. It takes the focus: the form that asked for it is gone. */
export function ReviewFacts({ text }: { readonly text: string }) {
  const facts = useRef<HTMLSpanElement>(null);
  useEffect(() => facts.current?.focus(), []);
  return (
    <span tabIndex={-1} ref={facts}>
      {text}
    </span>
  );
}
