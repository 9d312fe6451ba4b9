import { describe, expect, it } from "vitest";
import { materialOf } from "../../../test/support/target-material.ts";
import { schemaOf } from "../../commands/parts/service/target-schema.ts";
import { holdsMessage } from "../known-message.ts";
import { ciscoMeetingServer } from "./cisco-meeting-server.ts";
import { logLines } from "./log-lines.ts";

/** Lines as people paste them: with the time before, names in their middle, broken by a window. */
const pasted: readonly (readonly [line: string, message: string])[] = [
  ["c2w://edge.example.com:6000  TLS  negotiation\n error", "TLS negotiation error"],
  [
    "2024-03-22 10:11:12.345 Info C2WSupervisor - C2W connection for webbridge 61b3-44 (host: wb.example.com) is UP",
    "C2WSupervisor - C2W connection for webbridge … UP",
  ],
  ["|SdlLink ... reason=ConnectionFailureToPDP, bridge CFB_1", "ConnectionFailureToPDP"],
  [
    "Warning: failed to establish connection to web bridge link 2 (unknown error)",
    "failed to establish connection to web bridge link … (unknown error)",
  ],
  ["call 27: No recording device found", "No recording device found"],
  [
    "streamer: peer presented certificate in whitelist with serial number 4A:1B",
    "peer presented certificate in whitelist with serial number",
  ],
  ["Recorder ‘sip:rec@example.com’ unavailable (connection failure)", "Recorder '…' unavailable (connection failure)"],
  ["Recorder 'rec1' unavailable (service unavailable)", "Recorder '…' unavailable (service unavailable)"],
  ["failure: TLS port set but no certificates configured", "FAILURE: TLS port set but no certificates configured"],
  ["FAILURE: Streamer configuration not complete", "FAILURE: Streamer configuration not complete"],
  [
    "Health check 10.1.1.2: error (user=postgres, sslmode=verify-ca): could not connect to server: timed out",
    "Health check … could not connect to server",
  ],
  [
    'FATAL:  certificate authentication failed for user "postgres"',
    'certificate authentication failed for user "postgres"',
  ],
  ["Last command : 'database cluster join 10.1.1.1' (Failed)", "Last command : 'database cluster …' (Failed)"],
  ["ERROR : Couldn't upgrade the schema", "ERROR : Couldn't upgrade the schema"],
  ["sslv3 alert: unsuitable certificate purpose", "unsuitable certificate purpose"],
];

describe("lines of a log", () => {
  for (const [line, message] of pasted)
    it(`“${message}” is found in what a person pastes, and no other message is`, () => {
      expect(logLines.filter((each) => holdsMessage(line, each)).map((each) => each.message)).toEqual([message]);
    });

  it("each known message has a line here", () => {
    expect(pasted.map(([, message]) => message)).toEqual(logLines.map(({ message }) => message));
  });

  it("nothing is found in a text that has the parts in another order, or lacks one", () => {
    const [recorder] = logLines.filter(({ message }) => message.includes("connection failure"));
    expect(holdsMessage("the one' unavailable (connection failure) Recorder 'two", recorder!)).toBe(false);
    expect(holdsMessage("Recorder 'rec1' is there", recorder!)).toBe(false);
  });

  it("the steps that mend a message are in the plans of the releases that have it", () => {
    const hosts = ["cms1.example.com", "cms2.example.com", "cms3.example.com"];
    const plans = (["2.9", "3.x"] as const).map((release) =>
      ciscoMeetingServer.plan(
        schemaOf(ciscoMeetingServer.fields).parse({
          release,
          usesCucm: true,
          joinHost: "join.example.com",
          databaseAuthorityName: "tplab.local",
          nodes: hosts.map((fqdn, place) => ({
            fqdn,
            services: ["web-admin", "call-bridge", "web-bridge", "recorder", "streamer"],
            database: place === 0 ? "primary" : "replica",
          })),
        }),
        materialOf({}),
      ),
    );
    const known = plans.map(({ troubles }) => new Map(troubles.map(({ message, steps }) => [message, steps])));
    for (const { message, mendedBy } of logLines)
      for (const stem of mendedBy)
        expect(
          known.some((steps) => steps.get(message)!.some((id) => id.startsWith(stem))),
          `${message}: ${stem}`,
        ).toBe(true);
    expect(known[0]!.get("No recording device found")).toEqual(hosts.map((host) => `recorder@${host.split(".")[0]}`));
  });
});
