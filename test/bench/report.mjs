/**
 * One measured thing is a line: `name`, `value` (a ratio, unless `unit` says otherwise), what it was made of in
 * `detail`, and a `target` of `atMost` or `atLeast`, where there is one.
 */
import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

/** `met`, `NOT MET`, or nothing when there is no target. */
export function verdictOf({ value, target }) {
  if (target === undefined) return '';
  return (target.atMost === undefined ? value >= target.atLeast : value <= target.atMost) ? 'met' : 'NOT MET';
}

export function targetText({ target, unit = '' }) {
  if (target === undefined) return '';
  return target.atMost === undefined ? `at least ${target.atLeast}${unit}` : `at most ${target.atMost}${unit}`;
}

export function valueText({ value, unit = '' }) {
  return `${value < 100 ? value.toFixed(2) : value.toFixed(0)}${unit}`;
}

/** A line for the terminal. */
export function lineOf(line) {
  const target = [targetText(line), verdictOf(line)].filter((text) => text !== '').join(': ');
  const parts = [line.name.padEnd(58), valueText(line).padStart(9), target.padEnd(38), line.detail ?? ''];
  return parts.join('  ').trimEnd();
}

/** What test/bench/RESULTS.md says. */
export function resultsText(lines) {
  const rows = lines.map((line) => [
    line.part,
    line.name,
    valueText(line),
    targetText(line),
    verdictOf(line),
    line.detail ?? '',
  ]);
  const table = [['part', 'what', 'measured', 'target', 'verdict', 'detail'], rows.length === 0 ? [] : null, ...rows]
    .filter((row) => row !== null && row.length > 0)
    .map((row) => `| ${row.join(' | ')} |`);
  table.splice(1, 0, '| --- | --- | ---: | --- | --- | --- |');
  return `# Results

Written by \`npm run bench -- --record\`. Ratios are of one run on one machine; what is compared with what stands at the
head of each file here.

${machineText()}

${table.join('\n')}
`;
}

function machineText() {
  const [cpu] = cpus();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  return [
    `- ${new Date().toISOString().slice(0, 10)}, commit ${commit}`,
    `- ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `- ${process.platform} ${release()} ${process.arch}, Node ${process.version}`,
  ].join('\n');
}
