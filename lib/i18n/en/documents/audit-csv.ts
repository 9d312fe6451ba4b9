/** The head of the audit log as CSV. */
export const auditColumns = {
  at: "When (UTC)",
  who: "Person",
  actor: "Signed in as",
  what: "What",
  outcome: "Outcome",
  surface: "Through",
  role: "Role",
  owner: "Owner of the token",
  address: "Address",
  credential: "Session or token",
  command: "Command",
  code: "Reason code",
  facts: "With (JSON)",
  finishedAt: "Ended (UTC)",
  id: "Event",
} as const;
