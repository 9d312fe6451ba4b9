/** The server block of nginx for a server that asks its clients for a certificate. */
export interface NginxBlock {
  readonly host: string;
  readonly otherNames: readonly string[];
  readonly port: number;
  /** Folder of the files on the machine. */
  readonly folder: string;
  /** Names of files in it. */
  readonly chain: string;
  readonly key: string;
  readonly authorities: string;
  /** One list of each level; null without any. */
  readonly lists: string | null;
  readonly clientCertificate: "required" | "optional";
  readonly depth: number;
}

export function nginxBlock(block: NginxBlock): string {
  const { host, otherNames, port, folder, chain, key, authorities, lists, clientCertificate, depth } = block;
  return `server {
  listen ${port} ssl;
  listen [::]:${port} ssl;
  server_name ${[host, ...otherNames].join(" ")};

  ssl_certificate ${folder}/${chain};
  ssl_certificate_key ${folder}/${key};
  ssl_protocols TLSv1.2 TLSv1.3;

  # Who may connect at all: certificates of these authorities.
  ssl_client_certificate ${folder}/${authorities};
  ssl_verify_client ${clientCertificate === "required" ? "on" : "optional"};
  ssl_verify_depth ${depth};
${lists === null ? "" : `  ssl_crl ${folder}/${lists};\n`}}
`;
}
