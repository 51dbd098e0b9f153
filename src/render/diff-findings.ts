/**
 * What a comparison found, the gravest first; what is known of the versions at hand in one line.
 */
import type { DiffReport, DiffSeverity, FactValue } from '../model/diff.js';
import { paintSeverity, reasonsText, valueOn, valueText, verdictText } from './diff-cells.js';
import { type Found, foundIn, tellingSides } from './found.js';
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

/** Lines of all findings: errors, warnings, notes. */
export function findingLines(report: DiffReport, options: RenderOptions): string[] {
  const theme = makeTheme(options.color);
  const sorted = foundIn(report).map((found) => findingOf(report, found, options, theme));
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

function findingOf(report: DiffReport, found: Found, { verbose, quiet }: RenderOptions, theme: Theme): Finding {
  const { severity, isKnown, sides } = found;
  const common = { severity, isKnown, side: sides.join(', ') };
  if ('check' in found) {
    const { id, message, help } = found.check;
    return { ...common, name: id, words: '', text: quiet ? safe(message) : `${safe(message)}. ${safe(help)}` };
  }
  const { row } = found;
  const telling = tellingSides(report, row);
  const values = [
    `firmware ${valueText(row.firmware)}`,
    ...telling.flatMap((key) => (valueOn(row, key) === null ? [] : [`${safe(key)} ${valueText(valueOn(row, key))}`])),
  ];
  const places = verbose ? [row.firmware, ...telling.map((key) => valueOn(row, key))].flatMap(placeText) : [];
  const reason = reasonsText(row, sides, verbose);
  return {
    ...common,
    name: row.attribute,
    words: verdictText(row, sides, theme),
    text: [values.join(', '), ...[reason, ...places].filter((text) => text !== '').map(safe)].join('. '),
  };
}

function placeText(value: FactValue | null): string[] {
  if (value === null) return [];
  const source = value.source === undefined ? '' : ` of ${value.source}`;
  return [`${value.path}: byte 0x${(value.byteOffset ?? 0).toString(16)}${source}, raw ${value.raw ?? 'none'}`];
}
