/** What each target is called and is for. */
export const targetsText = {
  "tls-server": { title: "TLS server", summary: "Any program that serves TLS with a key, a certificate and its chain." },
  "mutual-tls": { title: "Mutual TLS", summary: "A server that asks its clients for a certificate: both ends, both trust lists." },
} as const;

export const servicesText = {
  title: "Services",
  lede: "What the certificates are for: the files that a service wants, checked before they are deployed.",
  choose: "Choose a service",
} as const;
