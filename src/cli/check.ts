import { basename, relative, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { type CheckedCases, checkAll, countText } from '../check/check-all.js';
import { decodeFile } from '../check/expectation-files.js';
import { findCases, type Root } from '../check/find-cases.js';
import { passesFilter } from '../check/glob.js';
import { manifestFile } from '../load/files.js';
import { ToolError } from '../model/errors.js';
import { safe } from '../render/safe.js';
import { aboutRun, keptSession } from './about.js';
import { runInit } from './check-init.js';
import { type ReporterTarget, reporterTargets, writeReports } from './check-reports.js';
import type { CheckCliOptions } from './check-settings.js';
import { exitCodes } from './exit-codes.js';
import { writeResult } from './output.js';
import { printError } from './print-error.js';
import { progressLine } from './progress.js';
import type { Session } from './session.js';
import { newestVersion, tableVersions } from './table-versions.js';
import { catalogOf } from './tables.js';

/** Checks, updates or lists cases, or makes a new one. */
export async function runCheck(paths: readonly string[], options: CheckCliOptions, given: Session): Promise<void> {
  refuseMixtures(options);
  if (options.init !== undefined) return runInit(options.init, paths, options, given);
  if (options.list === true) return listCases(rootsOf(paths), options, given);
  refuseInCi(options, given);
  const targets = reporterTargets(options);
  const session = await keptSession(given, targets.find(({ reporter }) => reporter === 'html')?.reporter);
  const checked = await check(rootsOf(paths), options, session);
  await report(checked, targets, options, session);
  session.found(checked.result.exitCode);
}

const initOnly = ['title', 'how', 'synthetic', 'linux', 'qemu', 'mode', 'input', 'word', 'wordEndian'] as const;

/** Options that say two things at once. */
function refuseMixtures(options: CheckCliOptions): void {
  const given = (['init', 'list', 'update'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) throw new ToolError(`--${given[0]} and --${given[1]} cannot go together`);
  if (options.init !== undefined) return;
  const stray = initOnly.find((name) => options[name] !== undefined);
  if (stray === undefined) return;
  const option = stray.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  throw new ToolError(`--${option} goes with --init only; a manifest says it for its case`);
}

/** @throws ToolError when there is none. */
function rootsOf(paths: readonly string[]): readonly Root[] {
  if (paths.length > 0) return paths.map(rootOf);
  throw new ToolError('check: name the folders of cases, such as: zpci-inspect check fixtures', [
    'a case is a folder with a manifest.json; zpci-inspect check --init makes one',
  ]);
}

/** A folder by its path, or by the path of the manifest in it. */
function rootOf(path: string): Root {
  const folder = basename(path) === manifestFile ? path.slice(0, -manifestFile.length) || '.' : path;
  return { path: folder, name: basename(resolve(folder)) };
}

async function listCases(roots: readonly Root[], options: CheckCliOptions, session: Session): Promise<void> {
  const { io } = session;
  const { filter } = options;
  const found = await findCases(io.files, roots);
  const names = found.cases
    .map(({ name }) => name)
    .filter((name) => filter === undefined || passesFilter(filter, name));
  await writeResult(names.map((name) => `${safe(name)}\n`).join(''), options, io);
  for (const trouble of found.troubles) printError(io, trouble);
  if (found.troubles.length > 0) session.found(exitCodes.trouble);
}

/** Expectations are made where somebody looks at them. */
function refuseInCi({ update, force }: CheckCliOptions, { io }: Session): void {
  const ci = io.env['CI'] ?? '';
  if (update !== true || force === true || ci === '' || ci === 'false' || ci === '0') return;
  throw new ToolError('--update refused: CI is set, and nobody would review the new expectations', [
    'run it where you can look at the changes; --force does it all the same',
  ]);
}

async function check(roots: readonly Root[], options: CheckCliOptions, { io }: Session): Promise<CheckedCases> {
  const progress = progressLine(io);
  const { filter, failOn, update } = options;
  const checked = await checkAll(io.files, roots, {
    catalog: await catalogOf(options, io),
    versions: { tool: packageJson.version, linux: newestVersion('vfio'), qemu: newestVersion('guest') },
    filter,
    failOn,
    update: update === true,
    progress: (done, total, failed) => progress.show(() => `${done} of ${total} cases, ${failed} failed`),
  });
  progress.clear();
  return checked;
}

/** Expectations that earlier versions wrote are read; the part of them that is not compared is named once. */
function noteExposures([first, ...others]: readonly string[], { io }: Session): void {
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and of ${countText(others.length, 'other case')}`;
  const text = `${decodeFile} of ${first}${more}: exposures are no longer compared; --update takes them out`;
  io.stderr(`zpci-inspect: note: ${safe(text)}\n`);
}

/** Troubles of the run go to stderr, the rest where the reporters write. */
async function report(
  { result, dirs, withExposures }: CheckedCases,
  targets: readonly ReporterTarget[],
  options: CheckCliOptions,
  session: Session,
): Promise<void> {
  for (const trouble of result.troubles) printError(session.io, new ToolError(trouble));
  if (options.quiet !== true) noteExposures(withExposures, session);
  const tool = { version: packageJson.version, tables: tableVersions() };
  const shown = dirs.map((dir) => relative('', dir) || '.');
  const { command, inputs } = await aboutRun(session);
  await writeReports({ result, dirs: shown, tool, command, inputs }, targets, options, session);
}
