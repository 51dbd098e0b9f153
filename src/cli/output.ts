/**
 * What the options that every command has mean for rendering and writing.
 */
import type { Io } from '../model/ports.js';
import type { ColorLevel, RenderOptions } from '../render/options.js';

export interface OutputOptions {
  readonly output?: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: 'auto' | 'always' | 'never';
}

/** Columns of output that goes into a file or a pipe. */
const plainWidth = 80;

/** How to render: width of the terminal, colours as options and environment say. */
export function renderOptions(options: OutputOptions, io: Io): RenderOptions {
  const toTerminal = io.columns !== undefined && options.output === undefined;
  return {
    width: widthOf(io),
    color: colorLevel(options, io.env, toTerminal),
    verbose: options.verbose === true,
    quiet: options.quiet === true,
  };
}

/** Columns of the terminal; those that are set, or 80, where there is none. */
export function widthOf(io: Io): number {
  const set = Number(io.env['COLUMNS']);
  const width = io.columns ?? (Number.isInteger(set) && set > 0 ? set : plainWidth);
  return Math.max(40, width);
}

/** --color, then FORCE_COLOR and NO_COLOR, then what the terminal can do. */
function colorLevel(options: OutputOptions, env: Io['env'], toTerminal: boolean): ColorLevel {
  if (options.color === 'never') return 0;
  if (options.color === 'always') return depth(env);
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : depth(env);
  const isPlain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb' || !toTerminal;
  return isPlain ? 0 : depth(env);
}

function depth(env: Io['env']): ColorLevel {
  if (env['COLORTERM'] === 'truecolor' || env['COLORTERM'] === '24bit') return 3;
  return (env['TERM'] ?? '').includes('256') ? 2 : 1;
}

/** Writes a result where the options say. */
export async function writeResult(text: string, options: OutputOptions, io: Io): Promise<void> {
  if (options.output === undefined) await io.stdout(text);
  else await io.files.write(options.output, text);
}
