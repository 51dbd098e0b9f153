/**
 * Compiles TypeScript of the READMEs as somebody would who has the package installed.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../support/run.js';

/** A folder in which `zpci-inspect` is an installed package: imports resolve through its `exports`. */
export function makeProject(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/zpci-inspect'));
  symlinkSync(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Messages of the compiler about these files, each with the name of its file; the JavaScript is written beside them. */
export function compile(folder: string, files: Readonly<Record<string, string>>): string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const names = Object.keys(files).map((name) => join(folder, name));
  const program = ts.createProgram(names, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    types: ['node'],
    typeRoots: [join(folder, 'node_modules/@types')],
  });
  const sources = names.map((name) => program.getSourceFile(name));
  for (const source of sources) program.emit(source);
  return sources.flatMap((source, i) =>
    [...program.getSemanticDiagnostics(source), ...program.getSyntacticDiagnostics(source)].map(
      (one) => `${Object.keys(files)[i]}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`,
    ),
  );
}
