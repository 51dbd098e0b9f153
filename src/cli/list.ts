import type { Catalog } from '../catalog/catalog.js';
import { columns as allColumns, usualColumns } from '../list/columns.js';
import { type FunctionOfMachine, listMachine } from '../list/list-machine.js';
import { type ReadingOptions, withSource } from '../load/blocks.js';
import { loadMachines, type Machine } from '../load/machines.js';
import { isClp } from '../load/side-of.js';
import { type SourceReport, strictReport } from '../load/source-report.js';
import { readSysfsRoot } from '../load/sysfs-tree.js';
import { ToolError } from '../model/errors.js';
import type { GuestConfig } from '../model/guest-config.js';
import { type ListedFunction, type ListResult, listSchema } from '../model/list.js';
import type { Io } from '../model/ports.js';
import { listFormats } from '../render/formats.js';
import { safe } from '../render/safe.js';
import { aboutRun, isKept, keptSession } from './about.js';
import { checkVersion } from './check-version.js';
import { columnsNamed, type ShownColumn } from './list-columns.js';
import type { ListCliOptions } from './list-settings.js';
import { type Listed, tableOf } from './list-table.js';
import { renderOptions, writeResult } from './output.js';
import { readingOptions } from './reading-options.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';
import { fulfils, parseConditions } from './where.js';

/** Lists the functions of all machines; what cannot be read or joined is reported, and the exit code says so. */
export async function runList(paths: readonly string[], options: ListCliOptions, given: Session): Promise<void> {
  const session = await keptSession(given, options.format);
  const { io } = session;
  checkVersion('--qemu', options.qemu);
  if (options.listColumns === true) return listColumns(options, session);
  if (options.base !== undefined && paths.length > 0)
    throw new ToolError('--base is another root for /sys; give it or paths');
  const reading = await readingOptions(options, io);
  const { catalog } = reading;
  const shown = shownColumns(options, catalog);
  const select = selection(options, catalog);
  let isTrouble = false;
  const found = (code: number): void => {
    isTrouble = true;
    session.found(code);
  };
  // Files that hold no block are no news in a list of functions; -v names them.
  const report = sourceReport({ ...session, found }, { ...options, quiet: true });
  const machines =
    paths.length === 0 ? [await ownMachine(options, io, report)] : await loadMachines(paths, reading, io, report);
  const configs = await givenConfigs(options, reading, io, report);
  const listed = machines.map((machine) => ({
    machine,
    functions: functionsOf(machine, configs, options, catalog, report),
  }));
  report.finish();
  if (paths.length > 0 && listed.every(({ functions }) => functions.length === 0)) {
    if (!isTrouble) throw new ToolError(`no zPCI function in what was given${hintAdvice(machines)}`);
    return;
  }
  const selected = listed.map(({ machine, functions }) => ({ machine, functions: select(functions) }));
  const render = await listFormats[options.format]();
  const table = { ...tableOf(selected, shown, options), headings: options.headings };
  const result = resultOf(selected, shown);
  const about = isKept(options.format) ? await aboutRun(session) : undefined;
  await writeResult(render({ table, result }, { ...renderOptions(options, io), about }), options, io);
}

/** What guests were given. @throws ToolError for a file that does not say it. */
async function givenConfigs(
  { config = [] }: ListCliOptions,
  reading: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<readonly GuestConfig[]> {
  const machines = await loadMachines(config, reading, io, strictReport(report));
  const configs = machines.flatMap(({ capture }) => capture.configs ?? []);
  if (config.length > 0 && configs.length === 0)
    throw new ToolError(`${config.join(', ')}: neither XML of a libvirt domain nor a command line of QEMU with zpci`);
  return configs;
}

/** A log speaks of functions, but is no word of what they are. */
function hintAdvice(machines: readonly Machine[]): string {
  const isLog = machines.some(({ capture }) => capture.hints.length > 0);
  return isLog ? ', only logs that speak of some; zpci-inspect decode says what they mean' : '';
}

/** What sysfs of this machine says, or that below another root. @throws ToolError where there is none of zPCI. */
async function ownMachine({ base }: ListCliOptions, io: Io, report: SourceReport): Promise<Machine> {
  if (base === undefined && io.arch !== 's390x')
    throw new ToolError(
      'no path: name a capture, folder, tar or block; only on s390x the functions of this machine are in /sys',
    );
  const root = base ?? '/sys';
  const sysfs = await readSysfsRoot(root, io.files, report.note);
  if (sysfs.length === 0) io.stderr(`zpci-inspect: ${safe(root)}: no zPCI function\n`);
  const capture = { firmware: [], vfio: [], guest: [], hints: [], versions: {}, sysfs };
  return { name: root, diffArguments: null, capture, beside: [] };
}

async function listColumns(options: ListCliOptions, { io }: Session): Promise<void> {
  const width = Math.max(...allColumns.map(({ name }) => name.length));
  const lines = allColumns.map(({ name, doc }) => `${name.padEnd(width)}  ${doc}\n`);
  const more = `${'capabilities.NAME'.padEnd(width)}  version of one of them\nand every field by its C name (zpci-inspect fields)\n`;
  await writeResult(lines.join('') + (options.quiet === true ? '' : more), options, io);
}

function shownColumns({ columns, format }: ListCliOptions, catalog: Catalog): ShownColumn[] {
  const all = allColumns.map(({ name }) => name);
  const usual = format === 'csv' ? all : usualColumns;
  const names = columns === undefined ? usual : columns.split(',').map((name) => name.trim());
  return columnsNamed([...new Set(names)], '--columns', catalog);
}

/** The functions that fulfil all conditions, in the order asked for. */
function selection(
  { where, sort = 'fid' }: ListCliOptions,
  catalog: Catalog,
): (functions: readonly FunctionOfMachine[]) => FunctionOfMachine[] {
  const conditions = parseConditions(where).map((condition) => {
    const [column] = columnsNamed([condition.name], '--where', catalog);
    return { condition, column };
  });
  const orders = columnsNamed([sort, 'fid'], '--sort', catalog);
  const compare = (a: FunctionOfMachine, b: FunctionOfMachine): number =>
    orders.reduce((found, { values }) => found || compareValues(firstValue(values(a)), firstValue(values(b))), 0);
  return (functions) =>
    functions
      .filter((one) => conditions.every(({ condition, column }) => fulfils(condition, column?.values(one) ?? [])))
      .sort(compare);
}

function firstValue([first]: ReturnType<ShownColumn['values']>): number | string | null {
  return first?.value ?? null;
}

function compareValues(a: number | string | null, b: number | string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // Numbers of 64 bits have all their digits, so that they are in order as texts.
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

function functionsOf(
  { name, capture, beside }: Machine,
  configs: readonly GuestConfig[],
  options: ListCliOptions,
  catalog: Catalog,
  report: SourceReport,
): readonly FunctionOfMachine[] {
  const { linux, qemu, mode } = capture.versions;
  const { firmware, vfio, guest } = capture;
  const input = {
    firmware: firmware.map(withSource),
    vfio: vfio.map(withSource),
    guest: guest.map(withSource),
    sysfs: capture.sysfs,
    configs: [...(capture.configs ?? []), ...configs],
    options: {
      linux: options.linux,
      recordedLinux: linux,
      qemu: options.qemu ?? qemu,
      mode: options.mode ?? mode,
      container: options.container,
      catalog,
    },
  };
  const [clp, others] = [beside.filter(({ block }) => isClp(block)), beside.filter(({ block }) => !isClp(block))];
  const all = {
    ...input,
    firmware: [...input.firmware, ...clp.map(withSource)],
    vfio: [...input.vfio, ...others.map(withSource)],
  };
  const { functions, problems, uncounted } = listMachine(name, all, input, catalog);
  const where = name === null ? '' : `${name}: `;
  for (const why of uncounted) report.note(`${where}left out of the findings: ${why}`);
  for (const problem of problems) report.trouble(new ToolError(`${where}${problem}`));
  return functions;
}

function resultOf(all: readonly Listed[], columns: readonly ShownColumn[]): ListResult {
  const fields = columns.filter(({ isField }) => isField);
  const functions = all
    .flatMap((one) => one.functions)
    .map((one): ListedFunction => {
      if (fields.length === 0) return one.listed;
      const values = fields.map((column) => {
        const found = column.values(one).map(({ value }) => value);
        return [column.name, column.name.includes('[]') ? found : (found[0] ?? null)] as const;
      });
      return { ...one.listed, fields: Object.fromEntries(values) };
    });
  return { schema: listSchema, functions };
}
