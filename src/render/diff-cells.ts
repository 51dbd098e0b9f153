/**
 * The cells of a comparison, for every format.
 */
import {
  type DiffReport,
  type DiffRow,
  type DiffSeverity,
  type FactValue,
  type Verdict,
  verdictKinds,
} from '../model/diff.js';
import { own } from '../model/own.js';
import { quoted, safe } from './safe.js';
import type { Theme } from './theme.js';

/** What a tired person needs: how many findings, and of what kind. */
export function summaryText(report: DiffReport): string {
  const all = [...report.rows, ...report.checks];
  const count = (severity: DiffSeverity): number => all.filter((one) => one.severity === severity).length;
  const named = (number: number, word: string): string[] =>
    number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  const found = [
    ...named(count('error'), 'error'),
    ...named(count('warning'), 'warning'),
    ...named(count('note'), 'note'),
  ];
  // What a guest was given holds no facts of firmware.
  if (report.kind === 'configuration') return found.length === 0 ? 'nothing found' : found.join(', ');
  const { fine, compared, others } = comparedCounts(report);
  const rest = others === 0 ? '' : `, ${others} not compared`;
  const facts = `${fine} of ${compared} facts compared as they should be${rest}`;
  return found.length === 0 ? `nothing found, ${facts}` : `${found.join(', ')}; ${facts}`;
}

/** How many facts were compared, how many of these are as they should be, and how many nobody could compare. */
export function comparedCounts({ rows }: DiffReport): {
  readonly fine: number;
  readonly compared: number;
  readonly others: number;
} {
  const compared = rows.filter(isCompared);
  const fine = compared.filter(({ severity }) => severity === 'ok');
  return { fine: fine.length, compared: compared.length, others: rows.length - compared.length };
}

/** Some side has a value, or should have one, that firmware's can be held against. */
function isCompared(row: DiffRow): boolean {
  return Object.entries(row.verdicts).some(([key, verdict]) =>
    verdict === 'hidden' || verdict === 'redundant' ? valueOn(row, key) !== null : !untold.has(verdict),
  );
}

/** Verdicts that say that nothing was held against anything. */
const untold: ReadonlySet<Verdict> = new Set(['unchecked', 'truncated', 'note']);

/** Some side shows a value that is not firmware's. */
export function isDifferent(row: DiffRow): boolean {
  return Object.entries(row.verdicts).some(([key, verdict]) => {
    const value = valueOn(row, key);
    return verdict !== 'hidden' && verdict !== 'redundant' && value !== null && !isEqual(value, row.firmware);
  });
}

/** Equal as numbers, whatever their width, or as texts. */
function isEqual({ value }: FactValue, firmware: FactValue | null): boolean {
  const number = (one: FactValue['value'] | undefined): bigint | undefined =>
    typeof one === 'number' || (typeof one === 'string' && /^0x[0-9a-f]{16}$/.test(one)) ? BigInt(one) : undefined;
  const [own, other] = [number(value), number(firmware?.value)];
  return own === undefined || other === undefined ? value === firmware?.value : own === other;
}

export function worstOf(report: DiffReport): DiffSeverity {
  const all = [...report.rows, ...report.checks].map((one) => one.severity);
  return (['error', 'warning', 'note'] as const).find((one) => all.includes(one)) ?? 'ok';
}

export function paintSeverity(theme: Theme, severity: DiffSeverity, text: string): string {
  return severity === 'ok' ? theme.exposure.exposed(text) : theme.severity[severity](text);
}

/** Sides that have values, in the order of the columns. */
export function shownSides(report: DiffReport): string[] {
  return report.sides.map((side) => side.key);
}

export function valueOn(row: DiffRow, key: string): FactValue | null {
  if (key === 'vfio') return row.vfio;
  if (key === 'guest') return row.guest;
  return own(row.others, key) ?? null;
}

export function valueText(value: FactValue | null): string {
  if (value === null) return '-';
  const isText =
    typeof value.value === 'string' &&
    value.value === value.text &&
    !/^[0-9a-f]*$/.test(value.text) &&
    !value.text.startsWith('0x');
  return isText ? quoted(value.text) : safe(value.text);
}

/** One word when the sides agree on it, else one each behind the name of its side. */
export function verdictText(row: DiffRow, sides: readonly string[], theme: Theme): string {
  const said = sides.flatMap((key): [string, Verdict][] => {
    const verdict = own(row.verdicts, key);
    return verdict === undefined ? [] : [[key, verdict]];
  });
  const [first] = said;
  if (first !== undefined && said.every(([, verdict]) => verdict === first[1])) return paintVerdict(theme, first[1]);
  return said.map(([key, verdict]) => `${safe(key)} ${paintVerdict(theme, verdict)}`).join(', ');
}

export function paintVerdict(theme: Theme, verdict: Verdict): string {
  const { severity } = verdictKinds[verdict];
  if (severity !== 'ok') return theme.severity[severity](verdict);
  return verdict === 'hidden' || verdict === 'redundant' ? theme.faint(verdict) : verdict;
}

/** Verdicts that need no reason beside them. */
export const plain: ReadonlySet<Verdict> = new Set(['same', 'hidden', 'redundant', 'virtualized']);

/** The reasons of the sides that need one; equal ones once. */
export function reasonsText(row: DiffRow, sides: readonly string[], all: boolean): string {
  const shown = sides.filter((key) => {
    const verdict = own(row.verdicts, key);
    return verdict !== undefined && (all || !plain.has(verdict));
  });
  const texts = shown.map((key) => own(row.reasons, key) ?? '');
  if (new Set(texts).size === 1) return texts[0] ?? '';
  return shown.map((key, i) => `${key}: ${texts[i]}`).join('; ');
}
