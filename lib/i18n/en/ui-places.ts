/** Overview, terminal, activity, settings, sign-in and set-up. */
export const overviewText = {
  title: "Overview",
  calm: "Nothing ends within 30 days and nothing waits.",
  expired: { one: "{n} certificate has expired.", other: "{n} certificates have expired." },
  ending: { one: "{n} certificate ends within 30 days.", other: "{n} certificates end within 30 days." },
  attention: "Needs attention",
  order: "{n}, by what stops working first",
  groups: { now: "Failing now", soon: "Stops within 30 days", open: "Works today, not finished" },
  is: { expired: "{name} has expired", ending: "{name} ends", waiting: "{name} waits for its certificate", locked: "{name} is still locked with a passphrase" },
  says: {
    expired: "Whoever is given {subject} refuses it.",
    ending: "A service that uses {subject} stops then.",
    waiting: "The request for {subject} was made and its answer has not come.",
    locked: "A service cannot read this key until it is unlocked.",
  },
  acts: { renew: "Open it", sign: "Sign it", unlock: "Unlock", open: "Open" },
  since: "since {date}",
  year: "The coming year",
  yearOf: { one: "{n} certificate, by week", other: "{n} certificates, one block each, by week" },
  yearCut: "the first {n} certificates, one block each, by week",
  today: "Today, {date}",
  legend: { week: "Within 7 days", month: "Within 30 days", later: "Later" },
  yearTable: "As a list",
  yearSummary: "{n} certificates end in the coming year.",
  yearEmpty: "No certificate ends in the coming year.",
  month: { one: "{n} certificate", other: "{n} certificates" },
  inventory: "Inventory",
  figures: { certificates: "Certificates", keys: "Private keys", requests: "Signing requests", authorities: "Authorities", bundles: "Bundles" },
  start: {
    title: "Start here",
    text: "This console keeps keys and certificates, makes requests, signs them, and says what is wrong with a file. Three ways to begin:",
    upload: "Add what you have",
    uploadText: "Drop keys, certificates and bundles. They are recognised and paired.",
    request: "Ask an authority",
    requestText: "Make a key and a signing request.",
    authority: "Be your own authority",
    authorityText: "Make a self-signed authority and sign with it, as for a database cluster.",
  },
} as const;

export const terminalText = {
  title: "Terminal",
  lede: "The commands of the appliance, with the same checks as the forms. Nothing secret is typed in a line: it is asked for, masked.",
  output: "Terminal output",
  line: "Command line",
  prompt: "chainsmith>",
  passphrase: "Passphrase:",
  confirm: "Type yes to go on:",
  unchanged: "Nothing was changed.",
  hint: "Type help for the commands. Tab completes, the arrow keys bring earlier lines back.",
  clear: "Clear",
  commands: "Commands",
  completions: "Completions",
  lost: "FAILURE: the console did not answer. Check the connection and try again.",
  about: {
    list: "what there is", inspect: "what a file is", match: "do key and certificate belong together", verify: "does the chain hold", unlock: "remove a key’s passphrase",
    csr: "key and request", selfsigned: "key and own certificate", sign: "sign a request with a CA here", "pkcs12-to-ssh": "SSH key from a PKCS#12", bundle: "certificates in order", rebuild: "make a bundle again",
  },
} as const;

export const activityText = {
  title: "Activity",
  lede: "Who did what, from where, and how it ended. It is written before a command runs, so an interrupted one shows too.",
  search: "Search the activity",
  searchHint: "A person, a command, a file",
  outcome: "Outcome",
  any: "Any",
  outcomes: { unfinished: "Unfinished", done: "Done", refused: "Refused", failed: "Failed" },
  surfaces: { browser: "browser", terminal: "terminal", http: "HTTP", system: "system" },
  columns: { when: "When", who: "Who", what: "What", facts: "With", outcome: "Outcome" },
  by: "{role}, {surface}",
  older: "Older",
  newest: "Newest",
  empty: "Nothing has been done yet",
  emptyText: "Each command that changes something, and each refusal, leaves a line here.",
  noMatch: "Nothing in the log matches",
  noMatchText: "Try another word or another outcome.",
  nobody: "nobody",
} as const;

export const settingsText = {
  title: "Settings",
  sections: { label: "Settings", profile: "Profile", tokens: "API tokens", users: "Users" },
  profile: {
    title: "Profile", email: "E-mail", role: "Role", name: "Name",
    language: "Language", languages: { en: "English", ko: "한국어" }, theme: "Theme", themes: { system: "As the system", light: "Light", dark: "Dark" },
    zone: "Time zone", zoneHelp: "Taken from this browser. Every exact time is shown in it and in UTC.",
    appearance: "Language and appearance",
  },
  tokens: {
    title: "API tokens", lede: "For scripts: Authorization: Bearer <token>. A token can do what its role can.", make: "Make a token", name: "Name", nameHelp: "What uses it, for example backup-job.", role: "Role", days: "Ends after", daysNever: "It does not end", daysOf: "{n} days",
    made: "The token {name} is made", shown: "It is shown once, now. Keep it where only the script can read it.", copy: "Copy the token",
    columns: { name: "Name", role: "Role", by: "Made by", used: "Last used", ends: "Ends", action: "Action" }, never: "never", unlimited: "does not end", revoked: "Revoked", expired: "Ended", suspended: "Suspended", suspendedWhy: "The person who made it is disabled or has another role now.",
    revoke: "Revoke", revokeTitle: "Revoke the token {name}?", revokeText: "Whatever uses it is refused from the next request on. A revoked token cannot come back.", keep: "Keep it", revokedToast: "The token {name} is revoked.",
    empty: "No tokens yet", emptyText: "A script needs one to use the HTTP interface. Make it here; it is shown once.",
  },
  users: {
    title: "Users", lede: "Who may sign in, and what they may do.", add: "Add a user", email: "E-mail", name: "Name", role: "Role", password: "First password", passwordHelp: "At least {n} characters. Hand it over in person.",
    made: "{email} can sign in now.", columns: { person: "Person", role: "Role", last: "Last sign-in", state: "State", action: "Action" }, active: "Active", disabled: "Disabled", never: "never", you: "you",
    disable: "Disable", enable: "Enable", changeRole: "Role of {email}", reset: "New password", resetTitle: "New password for {email}", resetAct: "Set the password", resetDone: "{email} has a new password. Their sessions have ended.",
    disableTitle: "Disable {email}?", disableText: "They are signed out at once and cannot sign in. Nothing of theirs is deleted; you can enable them again.", keep: "Keep", done: "{email} was changed.",
  },
  roleHints: { administrator: "Everything, private keys in clear and people included", operator: "Makes, signs, exports locked keys; no people, no tokens", auditor: "Reads everything and the activity log; changes nothing" },
} as const;

export const authText = {
  signIn: { title: "Sign in", email: "E-mail", password: "Password", act: "Sign in", acting: "Signing in", failed: "You are not signed in" },
  setUp: {
    title: "Set up Chainsmith", lede: "Make the first administrator. This page works once, with the link that the console printed when it started.", token: "Set-up token", tokenHelp: "It comes with the link. Paste it when it is missing.",
    name: "Name", email: "E-mail", password: "Password", passwordHelp: "At least {n} characters.", act: "Make the administrator", closed: "The console is set up already", closedText: "There is at least one user. Sign in with your account.", toSignIn: "Go to sign-in", failed: "The administrator was not made",
  },
  show: "Show the password",
} as const;
