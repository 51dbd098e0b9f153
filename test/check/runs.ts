/**
 * Runs as reporters get them: one of every outcome, and one whose every text is hostile.
 */
import { type CaseResult, checkSchema, type Difference, differenceKinds, summarize } from '../../src/model/check.js';
import type { CheckedRun } from '../../src/render/check/run.js';

export function oneDifference(change: Partial<Difference> = {}): Difference {
  return {
    kind: 'field',
    file: 'a.bin',
    path: 'some_struct.member',
    side: '',
    expected: '5',
    got: '6',
    byteOffset: 19,
    byteLength: 1,
    lines: null,
    code: '',
    why: '',
    fingerprint: '0'.repeat(32),
    allowed: null,
    ...change,
  };
}

export function oneCase(change: Partial<CaseResult> = {}): CaseResult {
  return { name: 'area/one', status: 'pass', reason: '', differences: [], updates: [], ...change };
}

export function runOf(
  cases: readonly CaseResult[],
  change: Partial<Omit<CheckedRun['result'], 'cases' | 'summary'>> = {},
): CheckedRun {
  return {
    result: {
      schema: checkSchema,
      cases,
      allowances: [],
      troubles: [],
      summary: summarize(cases),
      exitCode: cases.some((one) => one.status === 'fail') ? 1 : 0,
      ...change,
    },
    dirs: cases.map((one) => `fixtures/${one.name}`),
    tool: { version: '1.2.3', tables: 'Linux 7.2, QEMU 11.1' },
  };
}

const kinds = Object.keys(differenceKinds) as (keyof typeof differenceKinds)[];

/** Every status, and every kind of difference. */
export const everything: CheckedRun = runOf(
  [
    oneCase(),
    oneCase({ name: 'area/broken', status: 'error', reason: 'manifest.json: not JSON: unexpected end' }),
    oneCase({
      name: 'area/failed',
      status: 'fail',
      reason: 'a.bin some_struct.member: expected 5, got 6; more',
      differences: [
        ...kinds.map((kind) => oneDifference({ kind, path: `some_struct.${kind}`, why: 'a reason' })),
        oneDifference({ kind: 'issue', code: 'CHAIN_LOOP', expected: null, got: 'CHAIN_LOOP' }),
        oneDifference({ kind: 'verdict', code: 'mismatch', side: 'vfio', expected: 'same a.b', got: 'mismatch a.b' }),
        oneDifference({
          kind: 'expectation',
          file: 'expected.diff.json',
          path: '',
          byteOffset: null,
          byteLength: null,
        }),
      ],
    }),
    oneCase({
      name: 'area/let',
      reason: '1 difference allowed',
      differences: [oneDifference({ allowed: 'known since 2024' })],
    }),
    oneCase({
      name: 'other',
      status: 'updated',
      reason: 'expected.decode.json: new',
      updates: [{ file: 'x', what: 'new' }],
    }),
    oneCase({ name: 'other/skipped', status: 'skip', reason: 'not today' }),
  ],
  {
    exitCode: 2,
    allowances: [{ file: 'allow.json', entry: 2, case: 'area/*', message: 'matches no difference: take it out' }],
    troubles: ['nowhere: no such file or directory'],
  },
);

/** Everything that means something in XML, KTAP, workflow commands, SARIF, Markdown or a terminal. */
export const evil =
  '::error::x\n::warning file=a::b\r##[error]y # SKIP <a href="&">]]>\u0000\u001b[31m\u202e%0A{0},:\u2028\ud800\ufffe`|*_[z](0)';

/** The same in every place that a file can fill. */
export const hostile: CheckedRun = runOf(
  [
    oneCase({
      name: evil,
      status: 'fail',
      reason: evil,
      differences: kinds.map((kind) =>
        oneDifference({ kind, file: evil, path: evil, side: evil, expected: evil, got: evil, why: evil, code: evil }),
      ),
    }),
    oneCase({ name: `${evil}/b`, status: 'error', reason: evil }),
    oneCase({ name: `${evil}/c`, reason: evil, differences: [oneDifference({ allowed: evil, got: evil })] }),
    oneCase({ name: `${evil}/d`, status: 'updated', reason: evil, updates: [{ file: evil, what: evil }] }),
  ],
  {
    exitCode: 2,
    allowances: [{ file: evil, entry: 1, case: evil, message: evil }],
    troubles: [evil],
  },
);
