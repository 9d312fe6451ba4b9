import { expect, it } from "vitest";
import { serialHex } from "./certificate.ts";
import { readSerialText } from "./serial-text.ts";

const read = (text: string): string[] => readSerialText(text).map((serialNumber) => serialHex({ serialNumber }));

it.each<[string, string[]]>([
  ["0A", ["0A"]],
  ["a", ["0A"]],
  ["00:f1:e2:d3", ["F1E2D3"]],
  ["F1 E2 D3", ["F1E2D3"]],
  ["f1-e2-d3", ["F1E2D3"]],
  ["0xF1E2D3", ["F1E2D3"]],
  ["serial=F1E2D3", ["F1E2D3"]],
  ["Serial Number: f1:e2:d3", ["F1E2D3"]],
  ["15852243", ["15852243", "F1E2D3"]],
  ["10:20", ["1020"]],
  ["7", ["07"]],
  ["-05", ["-05"]],
  ["0", ["00"]],
])("the serial number %s is read as %j", (text, expected) => {
  expect(read(text)).toEqual(expected);
});
it("what is no serial number is refused", () => {
  for (const text of ["", "xyz", "12 g", "0x", "f".repeat(129)]) expect(() => read(text)).toThrow("serial.malformed");
});
it("a serial number reads back as it is shown, also with the sign bit set and with leading zeros", () => {
  for (const hex of ["00", "01", "7F", "0080", "00FF00", "80", "FF7F", "8000000000000001", `7A${"00".repeat(19)}`]) {
    const shown = serialHex({ serialNumber: Buffer.from(hex, "hex") });
    expect([hex, Buffer.from(readSerialText(shown)[0]!).toString("hex").toUpperCase()]).toEqual([hex, hex]);
  }
});
