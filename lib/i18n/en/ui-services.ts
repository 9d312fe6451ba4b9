/** What each target is called and is for. */
export const targetsText = {
  "cisco-meeting-server": { title: "Cisco Meeting Server", summary: "A deployment of 2.9 or 3.x, described once: requests, trust bundles, and the lines for each machine in order." },
  "mattermost-nginx": { title: "Mattermost behind nginx", summary: "Only holders of a certificate reach Mattermost: the server block, the authority, one file for each person." },
  "tableau-server": { title: "Tableau Server", summary: "External and mutual SSL: which certificate signs in whom, by which tsm lines." },
  "dialogflow-webhook": { title: "Dialogflow webhook", summary: "An HTTPS server that lets Dialogflow in and nobody else, before and after 1 December 2026." },
  "tls-server": { title: "TLS server", summary: "Any program that serves TLS with a key, a certificate and its chain." },
  "mutual-tls": { title: "Mutual TLS", summary: "A server that asks its clients for a certificate: both ends, both trust lists." },
} as const;

export const servicesText = {
  title: "Services",
  lede: "What the certificates are for: the files that a service wants, checked before they are deployed.",
  choose: "Choose a service",
} as const;
