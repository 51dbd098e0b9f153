/**
 * What a comparison found, the gravest first; what is known of the versions at hand in one line.
 */
import type { DiffCheck, DiffReport, DiffRow, DiffSeverity, FactValue, Verdict } from '../model/diff.js';
import { verdictKinds } from '../model/diff.js';
import { own } from '../model/own.js';
import { paintSeverity, reasonsText, shownSides, valueOn, valueText, verdictText } from './diff-cells.js';
import { type Column, grid } from './grid.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';

/** A row or a cross-check that is not as it should be. */
interface Finding {
  readonly severity: DiffSeverity;
  readonly isKnown: boolean;
  /** Whose finding it is. */
  readonly side: string;
  /** Of the fact or of the check. */
  readonly name: string;
  /** What is said of it in a word or two. */
  readonly words: string;
  /** The rest of the message. */
  readonly text: string;
}

const order = ['error', 'warning', 'note'] as const;

/** Lines of all findings: errors, warnings, notes. */
export function findingLines(report: DiffReport, options: RenderOptions): string[] {
  const theme = makeTheme(options.color);
  const all = [
    ...report.rows.map((row) => rowFinding(report, row, options, theme)),
    ...report.checks.map((check) => checkFinding(report, check, options)),
  ];
  const sorted = order.flatMap((severity) => all.filter((one) => one.severity === severity));
  const shown = sorted.filter((one) => options.verbose || !one.isKnown);
  const known = sorted.filter((one) => !shown.includes(one));
  return [
    ...(shown.length === 0
      ? []
      : [
          grid(
            findingColumns,
            shown.map((one) => cells(one, theme)),
            options.width,
          ),
        ]),
    ...(known.length === 0 ? [] : [grid(knownColumns, [[knownText(known, theme)]], options.width)]),
  ];
}

const findingColumns: readonly Column[] = [{ head: '' }, { head: '' }, { head: '', flexible: true }];
const knownColumns: readonly Column[] = [{ head: '', flexible: true }];

function cells({ severity, side, name, words, text }: Finding, theme: Theme): string[] {
  const head = [theme.strong(safe(name)), words].filter((part) => part !== '').join(' ');
  return [paintSeverity(theme, severity, severity), safe(side), `${head}: ${text}`];
}

/** What says nothing of this machine. */
function knownText(known: readonly Finding[], theme: Theme): string {
  const names = known.map(({ severity, side, name, words }) =>
    [safe(name), words, `(${paintSeverity(theme, severity, severity)}, ${safe(side)})`]
      .filter((part) => part !== '')
      .join(' '),
  );
  return `known of these versions: ${names.join(', ')}; -v says why`;
}

function rowFinding(report: DiffReport, row: DiffRow, { verbose }: RenderOptions, theme: Theme): Finding {
  const sides = shownSides(report).filter((key) => hasSomething(row, key));
  const concerned = sides.filter((key) => isFinding(own(row.verdicts, key)));
  const shown = concerned.length === 0 ? sides : concerned;
  const values = [
    `firmware ${valueText(row.firmware)}`,
    ...sides.flatMap((key) => (valueOn(row, key) === null ? [] : [`${safe(key)} ${valueText(valueOn(row, key))}`])),
  ];
  const places = verbose ? [row.firmware, ...sides.map((key) => valueOn(row, key))].flatMap(placeText) : [];
  const reason = reasonsText(row, shown, verbose);
  return {
    severity: row.severity,
    isKnown: report.known?.has(row) === true,
    side: shown.join(', '),
    name: row.attribute,
    words: verdictText(row, shown, theme),
    text: [values.join(', '), ...[reason, ...places].filter((text) => text !== '').map(safe)].join('. '),
  };
}

function checkFinding(report: DiffReport, check: DiffCheck, { quiet }: RenderOptions): Finding {
  const { severity, side, id, message, help } = check;
  const text = quiet ? safe(message) : `${safe(message)}. ${safe(help)}`;
  return { severity, isKnown: report.known?.has(check) === true, side, name: id, words: '', text };
}

/** A verdict that is a finding, or a constant, which is one where it contradicts firmware. */
function isFinding(verdict: Verdict | undefined): boolean {
  return verdict === 'constant' || (verdict !== undefined && verdictKinds[verdict].severity !== 'ok');
}

/** A further side, such as sysfs, that does not show the fact adds nothing to a finding. */
function hasSomething(row: DiffRow, key: string): boolean {
  const verdict = own(row.verdicts, key);
  return key === 'vfio' || key === 'guest' || (verdict !== 'hidden' && verdict !== 'redundant');
}

function placeText(value: FactValue | null): string[] {
  if (value === null) return [];
  const source = value.source === undefined ? '' : ` of ${value.source}`;
  return [`${value.path}: byte 0x${(value.byteOffset ?? 0).toString(16)}${source}, raw ${value.raw ?? 'none'}`];
}
