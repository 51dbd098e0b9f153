/**
 * The table of `list`: the columns that are shown, the machines, and what stands below them.
 */
import { hexNumber } from '../bytes/hex.js';
import type { FunctionOfMachine } from '../list/list-machine.js';
import type { Machine } from '../load/machines.js';
import type { ListedFunction } from '../model/list.js';
import type { ListGroup, ListTable } from '../render/list.js';
import { behindRow } from './list-behind.js';
import type { ShownColumn } from './list-columns.js';
import type { ListCliOptions } from './list-settings.js';

/** The functions of one machine that are shown. */
export interface Listed {
  readonly machine: Machine;
  readonly functions: readonly FunctionOfMachine[];
}

/** Functions of a machine that a page has behind their rows; a browser can bear no more. */
const mostBehind = 200;

/** Machines without a function that is shown are left out. */
export function tableOf(all: readonly Listed[], columns: readonly ShownColumn[], options: ListCliOptions): ListTable {
  const rows = (functions: readonly FunctionOfMachine[], isShort: boolean): (string | null)[][] =>
    functions.map((one) => columns.map((column) => column.text(one, isShort)));
  const filled = all.filter(({ functions }) => functions.length > 0);
  const groups = filled.map(
    ({ machine, functions }): ListGroup => ({
      title: filled.length > 1 ? (machine.name ?? 'files') : null,
      rows: rows(functions, false),
      shortRows: rows(functions, true),
      behind: options.format === 'html' ? functions.slice(0, mostBehind).map(behindRow) : [],
      contradictions: functions.flatMap(({ listed }) => contradictionTexts(listed)),
    }),
  );
  return {
    columns: columns.map(({ name, isCount }) => ({ head: name, isCount })),
    groups,
    foot: footOf(filled, options),
  };
}

function contradictionTexts({ fid, contradictions }: ListedFunction): string[] {
  const who = fid === null ? 'a function without an id' : hexNumber(fid, 8);
  return contradictions.map(({ attribute, values }) => {
    const said = values.map(
      ({ value, source }) => `${typeof value === 'number' ? hexNumber(value) : value} in ${source}`,
    );
    return `${who}: ${attribute} is ${said.join(', ')}`;
  });
}

/** The command that shows the findings; contradictions stand above it. */
function footOf(all: readonly Listed[], { linux, qemu, mode, container, config = [] }: ListCliOptions): string | null {
  const found = all.filter(({ functions }) =>
    functions.some(
      ({ listed: { findings, contradictions } }) =>
        findings !== null && findings.error + findings.warning + findings.note > contradictions.length,
    ),
  );
  const [first, ...others] = found;
  if (first === undefined) return null;
  const options = Object.entries({ linux, qemu, mode, container }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${value}`],
  );
  options.push(...config.map((file) => `--config ${quoted(file)}`));
  const given = first.machine.diffArguments ?? ['CAPTURE'];
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
  return `${['findings: zpci-inspect diff', ...given.map(quoted), ...options].join(' ')}${more}`;
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
