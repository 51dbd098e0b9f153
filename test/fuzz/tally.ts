/** How many inputs of each kind went how far, what they showed, and how long they took. */

export interface KindCounts {
  /** Inputs, whoever judged them. */
  inputs: number;
  /** Those that whole commands judged. */
  whole: number;
  /** Those that the real program was given. */
  real: number;
  findings: number;
  /** Milliseconds on the clock that each of these took, and all of it. */
  wholeTime: number;
  realTime: number;
  time: number;
}

export interface Counts {
  readonly kinds: Map<string, KindCounts>;
  readonly mutations: Map<string, number>;
  /** How often each finding was made. */
  readonly findings: Map<string, number>;
  /** Processor time of the process that made them; the real program has its own. */
  cpuSeconds: number;
}

export function noCounts(): Counts {
  return { kinds: new Map(), mutations: new Map(), findings: new Map(), cpuSeconds: 0 };
}

export function countsOf(counts: Counts, kind: string): KindCounts {
  const own = counts.kinds.get(kind) ?? {
    inputs: 0,
    whole: 0,
    real: 0,
    findings: 0,
    wholeTime: 0,
    realTime: 0,
    time: 0,
  };
  counts.kinds.set(kind, own);
  return own;
}

export function add(counts: Map<string, number>, name: string, more = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + more);
}

/** All of them together. */
export function sumOf(all: Iterable<Counts>): Counts {
  const sum = noCounts();
  for (const { kinds, mutations, findings, cpuSeconds } of all) {
    for (const [kind, counts] of kinds) addKind(countsOf(sum, kind), counts);
    for (const [name, count] of mutations) add(sum.mutations, name, count);
    for (const [key, count] of findings) add(sum.findings, key, count);
    sum.cpuSeconds += cpuSeconds;
  }
  return sum;
}

function addKind(sum: KindCounts, more: KindCounts): void {
  sum.inputs += more.inputs;
  sum.whole += more.whole;
  sum.real += more.real;
  sum.findings += more.findings;
  sum.wholeTime += more.wholeTime;
  sum.realTime += more.realTime;
  sum.time += more.time;
}

function totalOf(counts: Counts): KindCounts {
  const total = countsOf(noCounts(), '');
  for (const kind of counts.kinds.values()) addKind(total, kind);
  return total;
}

/** `1000 inputs in 2 s (500.0/s, 600.0 for a second of one processor), 0 findings`. */
export function lineOf(counts: Counts, seconds: number): string {
  const { inputs } = totalOf(counts);
  const [rate, cpuRate] = [seconds, counts.cpuSeconds].map((time) => (inputs / Math.max(time, 0.001)).toFixed(1));
  const kinds = counts.findings.size;
  return `${inputs} inputs in ${Math.round(seconds)} s (${rate}/s, ${cpuRate} for a second of one processor), ${kinds} ${kinds === 1 ? 'finding' : 'findings'}`;
}

const columns = ['kind', 'inputs', 'whole commands', 'real program', 'findings', 'ms, quick', 'ms, whole', 'ms, real'];

/** A row for each kind and one for all. */
export function tableOf(counts: Counts): string {
  const rows = [...counts.kinds].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [columns, ...[...rows, ['all', totalOf(counts)] as const].map(([kind, one]) => cellsOf(kind, one))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))))
    .map((cells) => `${cells.join('  ').trimEnd()}\n`)
    .join('');
}

function cellsOf(kind: string, counts: KindCounts): string[] {
  const { inputs, whole, real, findings, wholeTime, realTime, time } = counts;
  const means = [
    (time - wholeTime - realTime) / Math.max(1, inputs),
    wholeTime / Math.max(1, whole),
    realTime / Math.max(1, real),
  ];
  return [kind, ...[inputs, whole, real, findings].map(String), ...means.map((mean) => mean.toFixed(2))];
}

/** The counts in the order of their names. */
export function countsText(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
