/**
 * The README files as data: fenced blocks, tables, and the commands that stand in them.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/run.js';

/** The topics of `zpci-inspect help`, which prints them in the width of a terminal. */
export const topicDocuments = readdirSync(join(root, 'src/help'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `src/help/${name}`);

/** Columns of commands whose output stands in a document; topics are printed in terminals of 80, code indented by 2. */
export function columnsOf(name: string): number {
  return topicDocuments.includes(name) ? 76 : 100;
}

/** `\n` between lines, whatever the checkout made of them. */
export function readDocument(name: string): string {
  return readFileSync(join(root, name), 'utf8').replaceAll('\r\n', '\n');
}

export interface Fence {
  /** What stands behind the opening backticks. */
  readonly language: string;
  /** Every line ends with a line feed. */
  readonly body: string;
  /** Line of the opening backticks, counted from 1. */
  readonly line: number;
}

const fencePattern = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** Fenced blocks in the order of the document. */
export function fences(text: string, language?: string): readonly Fence[] {
  return [...text.matchAll(fencePattern)]
    .map(([, name = '', body = ''], i, all) => ({
      language: name,
      body,
      line: text.slice(0, all[i]?.index ?? 0).split('\n').length,
    }))
    .filter((one) => language === undefined || one.language === language);
}

/** The command of a console block, without its prompt; it goes on behind `\` and `|` at the end of a line. */
export function commandOf({ body }: Fence): string {
  return /^\$ ((?:.*(?:\\|\|)\n)*.*)\n/.exec(body)?.[1] ?? '';
}

/** The text with the body of each fenced block as `make` wants it. */
export function withFences(text: string, make: (fence: Fence) => string): string {
  return text.replace(
    fencePattern,
    (_, language: string, body: string) => `\`\`\`${language}\n${make({ language, body, line: 0 })}\`\`\``,
  );
}

/** Cells of every table whose first head is `head`, without head and rule; `\|` in a cell is a bar. */
export function tableRows(text: string, head: string): readonly (readonly string[])[] {
  const tables = text.split(/\n(?!\|)/).flatMap((part) => {
    const lines = part.split('\n').filter((line) => line.startsWith('|'));
    return cells(lines[0] ?? '')[0] === head ? [lines.slice(2)] : [];
  });
  return tables.flat().map(cells);
}

function cells(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** What stands in backticks. */
export function codeSpans(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
}

/** Everything a command line prints in the root of the repository, `zpci-inspect` being the built program. */
export function runShell(
  command: string,
  columns: number,
): { readonly status: number | null; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  const program = join(folder, 'zpci-inspect');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${root}bin/zpci-inspect.cjs' "$@"\n`);
  chmodSync(program, 0o755);
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, COLUMNS: String(columns) };
  const run = spawnSync('sh', ['-c', `{ ${command}\n} 2>&1`], { cwd: root, env, input: '', encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return { status: run.status, output: run.stdout + run.stderr };
}
