/** What a request over plain HTTP to an address of this console brought, from the host that the console runs on. */
export type ProbeAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** As it was sent, a charset included; "" without one. */
      readonly mediaType: string;
      /** Of a redirect, which is not followed. */
      readonly location: string | null;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: "none"; readonly why: NoAnswer };

/**
 * `timeout`: nothing within some seconds; `unknown-host`: the name leads to no address; `refused`: nobody listens there;
 * `unreachable`: no way to it, or the connection was cut; `not-http`: what answers speaks something else.
 */
export type NoAnswer = "timeout" | "unknown-host" | "refused" | "unreachable" | "not-http";

export interface Probe {
  /** Asks with GET, follows nothing, and reads some megabytes at most. */
  get(url: string): Promise<ProbeAnswer>;
  /** What a console of this database answers to a question (hexadecimal) below `/ca/who/`. */
  identify(question: string): string;
}
