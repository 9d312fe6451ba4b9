/** The text of a file that is copied, looked at and downloaded, wherever one is shown. */
export const pemText = {
  copy: "Copy PEM",
  copyText: "Copy",
  copied: "Copied",
  notCopied: "The browser did not copy it. Select the text and copy it by hand.",
  view: "View PEM",
  download: "Download",
  downloadOf: "Download {name}",
  all: { one: "Show all of {n} line", other: "Show all {n} lines" },
  textOf: "Text of {name}",
} as const;

/** What a form made, in the place of the form. */
export const madeText = {
  next: "Next",
  then: "Then",
  files: "Files",
  subject: "Subject",
  names: "Names",
  noNames: "None besides the common name",
  issuer: "Issuer",
  ends: "Valid until",
  serial: "Serial number",
  key: "Key",
  certificates: "Certificates",
} as const;
