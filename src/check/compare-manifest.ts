/**
 * What a person wrote under `expect` in the manifest, against what the case gives.
 */
import type { DecodedBlock } from '../decode/decode-block.js';
import { manifestFile } from '../load/files.js';
import type { Manifest } from '../load/manifest.js';
import type { Difference } from '../model/check.js';
import type { DiffReport } from '../model/diff.js';
import { difference } from './difference.js';

/** What the case gives today. */
export interface Outcome {
  /** Blocks of each file, in order. */
  readonly blocks: ReadonlyMap<string, readonly DecodedBlock[]>;
  readonly reports: readonly DiffReport[];
  readonly exit: 0 | 1 | 2;
}

/** Statements that do not hold. A file, verdict or exit code that is not named is not judged. */
export function compareManifest(expect: Manifest['expect'], outcome: Outcome): Difference[] {
  const issues = Object.entries(expect?.issues ?? {}).flatMap(([file, codes]) => {
    const found = (outcome.blocks.get(file) ?? []).flatMap((block) => block.issues.map((one) => one.code));
    return statement(file, 'expect.issues', listText(codes), listText(found));
  });
  const counts = new Map<string, number>();
  for (const row of outcome.reports.flatMap((report) => report.rows)) {
    for (const verdict of Object.values(row.verdicts)) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const verdicts = Object.entries(expect?.verdicts ?? {}).flatMap(([verdict, count]) =>
    statement(manifestFile, `expect.verdicts.${verdict}`, `${count}`, `${counts.get(verdict) ?? 0}`),
  );
  const { exit } = expect ?? {};
  const codes = exit === undefined ? [] : statement(manifestFile, 'expect.exit', `${exit}`, `${outcome.exit}`);
  return [...issues, ...verdicts, ...codes];
}

function listText(codes: readonly string[]): string {
  return codes.length === 0 ? 'none' : codes.join(' ');
}

function statement(file: string, path: string, expected: string, got: string): Difference[] {
  if (expected === got) return [];
  return [difference({ kind: 'statement', file, path, expected, got, why: 'typed by hand in the manifest' })];
}
