/** A fact that a screen shows when a line of the plan was typed. */
export interface WantedFact {
  /** The command that prints it. */
  readonly screen: string;
  /** As the appliance prints it. */
  readonly label: string;
  readonly value: string;
  /** `part`: it is one of several there; `word`: what is there begins so; `if-shown`: not every release shows it. */
  readonly by: "whole" | "part" | "word" | "if-shown";
}

/**
 * What the screens show of a typed line. `nothing`: the line is a look, or a stop before a start, and leaves nothing to be
 * seen; null: it changes something that no known screen shows.
 */
export function wantedFacts(line: string): readonly WantedFact[] | "nothing" | null {
  for (const [pattern, factsOf] of table) {
    const found = pattern.exec(line);
    if (found === null) continue;
    const [one = "", two = "", three = "", four = "", five = ""] = found.slice(1);
    const facts = factsOf(one, two, three, four, five);
    // Recorder and streamer print the same labels, each on a screen of its own.
    return facts === "nothing"
      ? facts
      : facts.map((fact) => (fact.screen === "" ? { ...fact, screen: line.split(" ")[0]! } : fact));
  }
  return null;
}

type Parts = (one: string, two: string, three: string, four: string, five: string) => readonly WantedFact[] | "nothing";

const on =
  (screen: string) =>
  (label: string, value: string, by: WantedFact["by"] = "whole"): readonly WantedFact[] =>
    value === "" ? [] : [{ screen, label, value, by }];

const [admin, bridge, web3, web2, turn, xmpp, database] = [
  on("webadmin"),
  on("callbridge"),
  on("webbridge3"),
  on("webbridge"),
  on("turn"),
  on("xmpp"),
  on("database cluster status"),
] as const;

const file = String.raw`(\S+)`;
const files = (words: string, count: 2 | 3 | 5, isLastOptional = false): RegExp => {
  const all = Array.from({ length: count }, (_, index) =>
    index === count - 1 && isLastOptional ? String.raw`(?: ${file})?` : ` ${file}`,
  );
  return new RegExp(`^${words}${all.join("")}$`);
};

const table: readonly (readonly [RegExp, Parts])[] = [
  [/^(?:pki inspect|\S+(?: \S+)* disable$)/, () => "nothing"],
  [/^database cluster status$/, () => "nothing"],

  [
    /^webadmin listen (\S+) (\d+)$/,
    (name, port) => [...admin("TLS listening interface", name), ...admin("TLS listening port", port)],
  ],
  [
    files("webadmin certs", 3, true),
    (key, certificate, bundle) => [
      ...admin("Key file", key),
      ...admin("Certificate file", certificate),
      ...admin("CA Bundle file", bundle, "if-shown"),
    ],
  ],
  [/^webadmin enable$/, () => admin("Enabled", "true")],

  [/^callbridge listen (\S+)$/, (name) => bridge("Listening interfaces", name, "part")],
  [
    files("callbridge certs", 3, true),
    (key, certificate, bundle) => [
      ...bridge("Key file", key),
      ...bridge("Certificate file", certificate),
      ...bridge("CA Bundle file", bundle, "if-shown"),
    ],
  ],
  [/^callbridge trust c2w (\S+)$/, (name) => bridge("C2W trusted certs", name)],
  [/^callbridge trust cluster (\S+)$/, (name) => bridge("Callbridge cluster trusted certs", name)],

  [
    files("webbridge3 https certs", 2),
    (key, chain) => [...web3("HTTPS Key file", key), ...web3("HTTPS Full chain certificate file", chain)],
  ],
  [/^webbridge3 https listen (\S+)$/, (name) => web3("HTTPS listening ports and interfaces", name, "part")],
  [/^webbridge3 http-redirect enable$/, () => web3("HTTP redirect", "enabled", "word")],
  [
    files("webbridge3 c2w certs", 2),
    (key, chain) => [...web3("C2W Key file", key), ...web3("C2W Full chain certificate file", chain)],
  ],
  [/^webbridge3 c2w listen (\S+)$/, (name) => web3("C2W listening ports and interfaces", name, "part")],
  [/^webbridge3 c2w trust (\S+)$/, (name) => web3("C2W Trust bundle", name)],
  [/^webbridge3 enable$/, () => web3("Enabled", "true")],

  [
    files("webbridge certs", 3, true),
    (key, certificate, bundle) => [
      ...web2("Key file", key),
      ...web2("Certificate file", certificate),
      ...web2("CA Bundle file", bundle, "if-shown"),
    ],
  ],
  [/^webbridge trust (\S+)$/, (name) => web2("Trust bundle", name)],
  [/^webbridge enable$/, () => web2("Enabled", "true")],

  [
    files("turn certs", 3, true),
    (key, certificate, bundle) => [
      ...turn("TLS key", key),
      ...turn("TLS cert", certificate),
      ...turn("TLS bundle", bundle),
    ],
  ],
  [/^turn enable$/, () => turn("Enabled", "true")],

  [
    files("(?:recorder|streamer) sip certs", 3, true),
    (key, certificate, bundle) => [
      { screen: "", label: "SIP key file", value: key, by: "whole" },
      { screen: "", label: "SIP certificate file", value: certificate, by: "whole" },
      ...(bundle === "" ? [] : [{ screen: "", label: "SIP CA Bundle file", value: bundle, by: "whole" } as const]),
    ],
  ],
  [
    files("(?:recorder|streamer) certs", 2),
    (key, certificate) => [
      { screen: "", label: "Key file", value: key, by: "whole" },
      { screen: "", label: "Certificate file", value: certificate, by: "whole" },
    ],
  ],
  [/^(?:recorder|streamer) trust (\S+)$/, (name) => [{ screen: "", label: "Trust bundle", value: name, by: "whole" }]],
  [/^(?:recorder|streamer) enable$/, () => [{ screen: "", label: "Enabled", value: "true", by: "whole" }]],

  [
    files("xmpp certs", 3, true),
    (key, certificate, bundle) => [
      ...xmpp("Key file", key),
      ...xmpp("Certificate file", certificate),
      ...xmpp("CA Bundle file", bundle, "if-shown"),
    ],
  ],
  [/^xmpp enable$/, () => xmpp("Enabled", "true")],

  [
    files("database cluster certs", 5),
    (serverKey, server, clientKey, client, authority) => [
      ...database("Server Key", serverKey),
      ...database("Server Certificate", server),
      ...database("Client Key", clientKey),
      ...database("Client Certificate", client),
      ...database("CA Certificate", authority),
    ],
  ],
  [/^database cluster localnode (\S+)$/, (name) => database("Interface", name)],
];
