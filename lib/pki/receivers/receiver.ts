/**
 * A program that certificates are shown to, and that says yes or no by rules of its own. Each stands for everything that
 * is built on it.
 */
export const receivers = ["openssl", "go", "java", "gnutls", "nss", "windows", "apple"] as const;
export type Receiver = (typeof receivers)[number];

/**
 * `tried`: the rules were read off the program itself, and a test puts chains to it and compares. `documented`: its
 * maker describes the rule; the program was not at hand.
 */
export type ReceiverBasis = "tried" | "documented";

/** The version whose rules these are. */
export const receiverVersions: Readonly<Record<Receiver, { readonly version: string; readonly basis: ReceiverBasis }>> =
  {
    openssl: { version: "3.0", basis: "tried" },
    go: { version: "1.19", basis: "tried" },
    java: { version: "17", basis: "tried" },
    gnutls: { version: "3.7", basis: "tried" },
    nss: { version: "3.87", basis: "tried" },
    windows: { version: "Server 2022", basis: "documented" },
    apple: { version: "macOS 14, iOS 17", basis: "documented" },
  };
