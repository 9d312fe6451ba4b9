import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";
import boundaries, { clearKeyModules } from "../../.dependency-cruiser.mjs";

/** The types of a private key in clear live where commands may not import them from, types included. */

const root = fileURLToPath(new URL("../../", import.meta.url));
const isClearKeyModule = new RegExp(clearKeyModules);

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`);
}

function parse(path: string, text = readFileSync(join(root, path), "utf8")): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/**
 * Every relative module that a file names: imports, type imports, `import("…")` types, dynamic imports and re-exports.
 */
function importsOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      const { text } = specifier;
      if (text.startsWith(".")) found.push(relative(root, join(root, dirname(source.fileName), text)));
      if (text.startsWith("@/")) found.push(text.slice(2));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const clearKeyImports = (source: ts.SourceFile) => importsOf(source).filter((path) => isClearKeyModule.test(path));

it("no command, port, part or target names the type of a clear private key", () => {
  const folders = ["lib/commands", "lib/targets", "lib/shell", "components", "app"];
  const files = folders.flatMap(sources);
  expect(files.length).toBeGreaterThan(400);
  const broken = files.flatMap((path) => clearKeyImports(parse(path)).map((module) => `${path} → ${module}`));
  expect(broken).toEqual([]);
});

it("a type import of a clear key is found in each of its spellings", () => {
  for (const text of [
    'import type { UnpackedElement } from "../../pki/files/unpack.ts";',
    'import { type PrivateKeyReading } from "@/lib/pki/keys/private-key.ts";',
    'export type { Pkcs12Content } from "../../pki/pkcs12/pkcs12.ts";',
    'export type Key = import("../../pki/keys/private-key.ts").PrivateKeyReading;',
    'const { unlockPrivateKey } = await import("../../pki/files/locked-key.ts");',
  ])
    expect(clearKeyImports(parse("lib/commands/keys/probe.ts", text))).toHaveLength(1);
  expect(clearKeyImports(parse("lib/commands/keys/probe.ts", 'import "../../pki/keys/signer.ts";'))).toEqual([]);
});

it("every module of lib/pki whose exported types hold a key in clear is on the list that the boundaries close", () => {
  const holders = sources("lib/pki").filter((path) => exportsClearKey(parse(path)));
  expect(holders.length).toBeGreaterThan(5);
  expect(holders.filter((path) => !isClearKeyModule.test(path))).toEqual([]);
  const rule = boundaries.forbidden?.find(({ name }) => name === "clear-keys-only-in-the-vault");
  expect(rule).toMatchObject({ severity: "error", to: { path: clearKeyModules } });
});

/** A property, or a part of what a function returns, that is called `pkcs8`; or a type of this kind by name. */
function exportsClearKey(source: ts.SourceFile): boolean {
  return source.statements.some((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (isExported !== true) return false;
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return holdsClearKey(statement);
    return ts.isFunctionDeclaration(statement) && statement.type !== undefined && holdsClearKey(statement.type);
  });
}

const clearKeyTypes = new Set([
  "PrivateKeyReading",
  "LockedKey",
  "UnpackedFile",
  "Contents",
  "Pkcs12Content",
  "Keystore",
]);

function holdsClearKey(node: ts.Node): boolean {
  if (ts.isPropertySignature(node) && node.name.getText() === "pkcs8") return true;
  if (ts.isTypeReferenceNode(node) && clearKeyTypes.has(node.typeName.getText())) return true;
  return ts.forEachChild(node, (child) => holdsClearKey(child) || undefined) ?? false;
}
