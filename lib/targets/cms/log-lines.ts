import type { KnownMessage } from "../known-message.ts";
import { note } from "../step-notes.ts";

/** Lines of the appliance, of CUCM and of the database, in the order in which the faults behind them hurt most often. */
export const logLines: readonly KnownMessage[] = [
  {
    message: "TLS negotiation error",
    meaning: note("trouble-cms-c2w", {}),
    mendedBy: ["callbridge@", "webbridge3@"],
    citation: "Cisco 221729",
  },
  {
    message: "C2WSupervisor - C2W connection for webbridge … UP",
    meaning: note("trouble-cms-c2w-up", {}),
    mendedBy: [],
    citation: "Cisco 221729",
  },
  {
    message: "ConnectionFailureToPDP",
    meaning: note("trouble-cms-cucm-name", {}),
    mendedBy: ["request-pair:webadmin", "webadmin@", "cucm-trust"],
    citation: "Cisco 222766",
  },
  {
    message: "failed to establish connection to web bridge link … (unknown error)",
    meaning: note("trouble-cms-web-bridge-list", {}),
    mendedBy: ["webbridge@"],
    citation: "Cisco 213821; Cisco 210800",
  },
  {
    message: "No recording device found",
    meaning: note("trouble-cms-recorder-list", {}),
    mendedBy: ["recorder@"],
    citation: "Cisco 202722",
  },
  {
    message: "peer presented certificate in whitelist with serial number",
    meaning: note("trouble-cms-whitelist", {}),
    mendedBy: [],
    citation: "Cisco 211261",
  },
  {
    message: "Recorder '…' unavailable (connection failure)",
    meaning: note("trouble-cms-recorder-unreached", {}),
    mendedBy: ["recorder@"],
    citation: "Cisco 225405",
  },
  {
    message: "Recorder '…' unavailable (service unavailable)",
    meaning: note("trouble-cms-recorder-unreached", {}),
    mendedBy: ["recorder@"],
    citation: "Cisco 225405",
  },
  {
    message: "FAILURE: TLS port set but no certificates configured",
    meaning: note("trouble-cms-no-certificates", {}),
    mendedBy: ["streamer@", "recorder@"],
    citation: "Cisco 217320",
  },
  {
    message: "FAILURE: Streamer configuration not complete",
    meaning: note("trouble-cms-no-certificates", {}),
    mendedBy: ["streamer@"],
    citation: "Cisco 217320",
  },
  {
    message: "Health check … could not connect to server",
    meaning: note("trouble-cms-database-unreached", {}),
    mendedBy: ["database-status@"],
    citation: "Cisco 210530",
  },
  {
    message: 'certificate authentication failed for user "postgres"',
    meaning: note("trouble-cms-database-client", {}),
    mendedBy: ["database-client-request@"],
    citation: "PostgreSQL, certificate authentication; Cisco 210530",
  },
  {
    message: "Last command : 'database cluster …' (Failed)",
    meaning: note("trouble-cms-database-failed", {}),
    mendedBy: ["database-remove@"],
    citation: "Cisco 216549",
  },
  {
    message: "ERROR : Couldn't upgrade the schema",
    meaning: note("trouble-cms-schema", {
      clear: "database cluster clear error",
      upgrade: "database cluster upgrade_schema",
    }),
    mendedBy: [],
    citation: "Cisco 210530",
  },
  {
    message: "unsuitable certificate purpose",
    meaning: note("trouble-purpose", {}),
    mendedBy: ["sign-"],
    citation: "Cisco 213820; Cisco 217658",
  },
];
