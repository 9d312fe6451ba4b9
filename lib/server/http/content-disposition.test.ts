import { parse } from "content-disposition";
import { describe, expect, it } from "vitest";
import { contentDisposition } from "./answer.ts";

describe("the header of a file to keep", () => {
  it("a plain name stands as it is", () => {
    expect(contentDisposition("dbserver.crt")).toBe("attachment; filename=dbserver.crt");
  });
  it.each([
    ["김민지.p12", "attachment; filename=___.p12; filename*=UTF-8''%EA%B9%80%EB%AF%BC%EC%A7%80.p12"],
    ["two words.crt", "attachment; filename=two_words.crt; filename*=UTF-8''two%20words.crt"],
    ['say "x".crt', "attachment; filename=say__x_.crt; filename*=UTF-8''say%20%22x%22.crt"],
    ["a;filename=b.crt", "attachment; filename=a_filename_b.crt; filename*=UTF-8''a%3Bfilename%3Db.crt"],
    ["it's (1)*.crt", "attachment; filename=it_s__1__.crt; filename*=UTF-8''it%27s%20%281%29%2A.crt"],
    ["50%41.crt", "attachment; filename=50_41.crt; filename*=UTF-8''50%2541.crt"],
    ["back\\slash.crt", "attachment; filename=back_slash.crt; filename*=UTF-8''back%5Cslash.crt"],
  ])("says %j exactly for new readers and plainly for old ones", (name, header) => {
    expect(contentDisposition(name)).toBe(header);
    expect(parse(header).parameters["filename"]).toBe(name);
    expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
  });
  it.each([
    ["half a surrogate pair, which has no UTF-8", "a\uD800.crt", "attachment; filename=a_.crt"],
    [
      "the end of a line",
      "a\r\nSet-Cookie: x=1.crt",
      "attachment; filename=a__Set-Cookie__x_1.crt; filename*=UTF-8''a__Set-Cookie%3A%20x%3D1.crt",
    ],
    ["a mark that turns text round", "gpj.\u202eexe", "attachment; filename=gpj._exe"],
    [
      "an escape of a terminal",
      "a\u001b[2J\u009b1m.crt",
      "attachment; filename=a__2J_1m.crt; filename*=UTF-8''a_%5B2J_1m.crt",
    ],
  ])("%s is replaced", (_, name, header) => {
    expect(contentDisposition(name)).toBe(header);
  });
});
