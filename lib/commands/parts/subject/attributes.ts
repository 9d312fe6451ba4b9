/** Attribute words of `csr` and `selfsigned`, as the appliance spells them → field. */
export const subjectAttributes = {
  CN: "subject.CN",
  OU: "subject.OU",
  O: "subject.O",
  L: "subject.L",
  ST: "subject.ST",
  C: "subject.C",
  emailAddress: "subject.emailAddress",
} as const;
