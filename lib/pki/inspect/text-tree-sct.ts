/**
 * Signed certificate timestamps (RFC 6962 §3.3): `v1, log 5614…, 2024-03-01 10:00:00.000 UTC`, one line each. A list that
 * breaks off gives what was readable before.
 */
export function readPrintedScts(list: Uint8Array): string[] {
  const view = Buffer.from(list.buffer, list.byteOffset, list.byteLength);
  const lines: string[] = [];
  if (view.length < 2 || view.readUInt16BE(0) !== view.length - 2) return lines;
  for (let at = 2; at + 2 <= view.length && lines.length < 64;) {
    const length = view.readUInt16BE(at);
    const sct = view.subarray(at + 2, at + 2 + length);
    if (sct.length < 41) break;
    const milliseconds = Number(sct.readBigUInt64BE(33));
    const date = new Date(milliseconds);
    const time = Number.isNaN(date.getTime())
      ? `${milliseconds} ms`
      : date.toISOString().replace("T", " ").replace("Z", " UTC");
    lines.push(`v${sct[0]! + 1}, log ${sct.subarray(1, 33).toString("hex")}, ${time}`);
    at += 2 + length;
  }
  return lines;
}
