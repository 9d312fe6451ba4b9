import { useEffect, useRef, type RefObject } from "react";

/** An answer below the question that was asked: `tabIndex` -1, and this class so that it is not under the top bar. */
export const answerClass = "scroll-mt-17 outline-none";

/** For what holds the answer: it is scrolled into view and takes the focus each time that a question has been answered. */
export function useAnswerFocus<Holder extends HTMLElement = HTMLDivElement>(
  isAsking: boolean,
): RefObject<Holder | null> {
  const answer = useRef<Holder>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (wasAsking.current && !isAsking) {
      answer.current?.scrollIntoView({ block: "start" });
      answer.current?.focus({ preventScroll: true });
    }
    wasAsking.current = isAsking;
  }, [isAsking]);
  return answer;
}
