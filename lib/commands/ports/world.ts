/** Time, chance and settings, as commands may have them. */

export interface Clock {
  now(): Date;
}

export interface Random {
  /** Cryptographically strong bytes. */
  bytes(length: number): Uint8Array;
}

/** What the console's host has set for every certificate that is issued here. */
export interface Issuing {
  /** How long before its signature a certificate begins, in ms, for clocks that run behind. */
  readonly backdating: number;
}
