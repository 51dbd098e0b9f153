/**
 * SARIF 2.1.0: one result for each difference, with stable rules and fingerprints.
 */
import type { CaseResult, Difference } from '../../model/check.js';
import { jsonText } from '../../model/json-text.js';
import { safe } from '../safe.js';
import { type CheckedRun, differenceText, pathOf } from './run.js';
import { caseRule, ruleIdOf, type SarifRule, sarifRule } from './sarif-rules.js';

export const sarifVersion = '2.1.0';

interface Entry {
  readonly rule: string;
  readonly one: CaseResult;
  readonly dir: string;
  /** Null for a case that could not be judged. */
  readonly difference: Difference | null;
}

/** The log, indented. */
export function renderSarif(run: CheckedRun): string {
  const entries = run.result.cases.flatMap((one, i) => entriesOf(one, run.dirs[i] ?? one.name));
  const rules = [...new Map(entries.map((entry) => [entry.rule, ruleFor(entry)])).values()];
  const ids = rules.map((rule) => rule.id);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: sarifVersion,
    runs: [
      {
        tool: {
          driver: {
            name: 'zpci-inspect',
            version: run.tool.version,
            rules,
            properties: { tables: run.tool.tables },
          },
        },
        invocations: [invocation(run)],
        results: entries.map((entry) => resultOf(entry, ids.indexOf(entry.rule))),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

function entriesOf(one: CaseResult, dir: string): Entry[] {
  if (one.status === 'error') return [{ rule: caseRule.id, one, dir, difference: null }];
  return one.differences.map((difference) => ({ rule: ruleIdOf(difference), one, dir, difference }));
}

function ruleFor({ difference }: Entry): SarifRule {
  return difference === null ? caseRule : sarifRule(difference);
}

/** What kept the run from being complete is no result of it. */
function invocation({ result }: CheckedRun): object {
  const notes = [
    ...result.troubles.map((text) => ({ level: 'error', message: { text: safe(text) } })),
    ...result.allowances.map((one) => ({
      level: 'warning',
      message: { text: safe(`${one.file}, allowance ${one.entry} (${one.case}): ${one.message}`) },
    })),
  ];
  return {
    executionSuccessful: result.exitCode !== 2,
    exitCode: result.exitCode,
    ...(notes.length === 0 ? {} : { toolExecutionNotifications: notes }),
  };
}

function resultOf({ rule, one, dir, difference }: Entry, ruleIndex: number): object {
  const text = difference === null ? one.reason : differenceText(difference);
  const allowed = difference?.allowed ?? null;
  return {
    ruleId: rule,
    ruleIndex,
    level: allowed === null ? 'error' : 'note',
    message: { text: messageText(`${one.name}: ${text}`) },
    locations: [locationOf(one, dir, difference)],
    partialFingerprints: { 'zpciInspectDifference/v1': fingerprint(one, difference) },
    ...(allowed === null ? {} : { suppressions: [{ kind: 'external', justification: safe(allowed) }] }),
  };
}

/** `{0}` would be a placeholder. */
function messageText(text: string): string {
  return safe(text).replace(/\{(\d+)\}/g, '{{$1}}');
}

function locationOf(one: CaseResult, dir: string, difference: Difference | null): object {
  const region = regionOf(difference);
  const uri = uriOf(pathOf(dir, difference ?? undefined));
  const path = difference?.path ?? '';
  return {
    physicalLocation: { artifactLocation: { uri }, region },
    logicalLocations: [{ fullyQualifiedName: safe(path === '' ? one.name : `${one.name}/${path}`) }],
  };
}

/**
 * A file of bytes has no lines: the bytes are what counts, line 1 is for readers that want one. In a dump the
 * lines count, for offsets are those of the block.
 */
function regionOf(difference: Difference | null): object {
  const { byteOffset = null, byteLength = null, lines = null } = difference ?? {};
  if (lines !== null) return { startLine: lines.first, endLine: lines.last };
  if (byteOffset === null) return { startLine: 1 };
  return { startLine: 1, byteOffset, ...(byteLength === null ? {} : { byteLength }) };
}

/** Halves of a character, which no URI can hold. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function uriOf(path: string): string {
  return path.replace(loneSurrogate, '\ufffd').split('/').map(encodeURIComponent).join('/');
}

/** The same difference of the same case, whatever the values are. */
function fingerprint(one: CaseResult, difference: Difference | null): string {
  return `${safe(one.name)}:${difference?.fingerprint ?? 'case'}`;
}
