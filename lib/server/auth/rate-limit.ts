import "server-only";

/**
 * Counts events per key in fixed windows, in the memory of this process, against noise: several processes over one
 * database count each for itself. Attempts at a password are counted for all of them together (attempts.ts).
 */
export interface RateLimit {
  /** Counts one event. Returns 0 when it is allowed, else the seconds until the window ends. */
  count(key: string, now: Date): number;
}

interface Window {
  endsAt: number;
  events: number;
}

/** At most `events` per `seconds` and key. Remembers at most `capacity` keys: the oldest windows go first. */
export function rateLimit(events: number, seconds: number, capacity = 10_000): RateLimit {
  const windows = new Map<string, Window>();

  function live(key: string, now: Date): Window | undefined {
    const window = windows.get(key);
    if (window === undefined || window.endsAt > now.getTime()) return window;
    windows.delete(key);
    return undefined;
  }

  return {
    count(key, now) {
      let window = live(key, now);
      if (window === undefined) {
        if (windows.size >= capacity) windows.delete(windows.keys().next().value as string);
        window = { endsAt: now.getTime() + seconds * 1000, events: 0 };
        windows.set(key, window);
      }
      window.events++;
      return window.events <= events ? 0 : Math.max(1, Math.ceil((window.endsAt - now.getTime()) / 1000));
    },
  };
}
