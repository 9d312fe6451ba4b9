/** The head of the inventory as CSV. */
export const inventoryColumns = {
  name: "Name",
  commonName: "Common name",
  subject: "Subject",
  names: "Number of names",
  issuer: "Issuer",
  notBefore: "Valid from (UTC)",
  notAfter: "Valid until (UTC)",
  status: "Status",
  key: "Key",
  files: "Files",
  services: "Services",
  created: "Stored (UTC)",
} as const;
