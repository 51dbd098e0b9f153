/**
 * JUnit XML as Jenkins and GitLab read it: one suite for each area, one test case for each case.
 */
import type { CaseResult } from '../../model/check.js';
import { safeLines } from '../safe.js';
import { type CheckedRun, differenceText } from './run.js';

/** Characters that XML 1.0 cannot hold and that are no control characters. */
const illegal = /[\ufffe\uffff]/g;

/** The report; it holds no times, so that the same input gives the same text. */
export function renderJunit({ result, tool }: CheckedRun): string {
  const areas = new Map<string, CaseResult[]>();
  for (const one of result.cases) areas.set(areaOf(one.name), [...(areas.get(areaOf(one.name)) ?? []), one]);
  const suites = [...areas].map(([name, cases]) => suiteText(name, cases, tool));
  if (result.troubles.length > 0) suites.push(troubleSuite(result.troubles, tool));
  const { cases, fail, error } = result.summary;
  const troubles = result.troubles.length;
  const counts = { name: 'zpci-inspect check', tests: cases + troubles, failures: fail, errors: error + troubles };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes(counts)}>\n${suites.join('')}</testsuites>\n`;
}

/** What comes before the last part of the name. */
function areaOf(name: string): string {
  return name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : 'cases';
}

type Tool = CheckedRun['tool'];

function suiteText(name: string, cases: readonly CaseResult[], tool: Tool): string {
  const count = (status: CaseResult['status']): number => cases.filter((one) => one.status === status).length;
  const counts = {
    name,
    tests: cases.length,
    failures: count('fail'),
    errors: count('error'),
    skipped: count('skip'),
  };
  return `  <testsuite${attributes(counts)}>\n${properties(tool)}${cases.map((one) => caseText(name, one)).join('')}  </testsuite>\n`;
}

function properties(tool: Tool): string {
  const list = { tool: 'zpci-inspect', version: tool.version, tables: tool.tables };
  const lines = Object.entries(list).map(([name, value]) => `      <property${attributes({ name, value })}/>\n`);
  return `    <properties>\n${lines.join('')}    </properties>\n`;
}

function caseText(area: string, one: CaseResult): string {
  const start = `    <testcase${attributes({ name: one.name, classname: area })}`;
  const body = one.differences.map((difference) => differenceText(difference)).join('\n');
  const inner = outcomeText(one, body);
  return inner === '' ? `${start}/>\n` : `${start}>\n${inner}    </testcase>\n`;
}

function outcomeText({ status, reason, differences }: CaseResult, body: string): string {
  const element = (tag: string, type: string): string =>
    `      <${tag}${attributes({ type, message: reason })}>${escaped(body)}</${tag}>\n`;
  if (status === 'fail') return element('failure', differences[0]?.kind ?? 'difference');
  if (status === 'error') return element('error', 'trouble');
  if (status === 'skip') return `      <skipped${attributes({ message: reason })}/>\n`;
  return reason === '' ? '' : `      <system-out>${escaped(reason)}</system-out>\n`;
}

/** Trouble of the run itself is an error that a CI must see. */
function troubleSuite(troubles: readonly string[], tool: Tool): string {
  const cases = troubles.map(
    (text, i) =>
      `    <testcase${attributes({ name: `trouble ${i + 1}`, classname: 'run' })}>\n      <error${attributes({ type: 'trouble', message: text })}/>\n    </testcase>\n`,
  );
  const counts = { name: 'run', tests: troubles.length, failures: 0, errors: troubles.length, skipped: 0 };
  return `  <testsuite${attributes(counts)}>\n${properties(tool)}${cases.join('')}  </testsuite>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(`${value}`).replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** Text with markup escaped, control characters and what XML cannot hold shown as `\\x1b`. */
function escaped(text: string): string {
  return safeLines(text)
    .replace(illegal, (char) => `\\u${char.charCodeAt(0).toString(16)}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
