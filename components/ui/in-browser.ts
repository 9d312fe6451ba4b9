import { useSyncExternalStore } from "react";

const subscribeToNothing = () => () => undefined;

/**
 * `inBrowser()` once the page has come alive, `onServer` in what the server sends and in the first drawing of the
 * browser, which must be the same.
 */
export function useInBrowser<Value extends string | boolean>(inBrowser: () => Value, onServer: Value): Value {
  return useSyncExternalStore(subscribeToNothing, inBrowser, () => onServer);
}
