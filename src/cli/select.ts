/**
 * The options that leave fields out of a result.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { ToolError } from '../model/errors.js';
import type { ExposureClass } from '../model/interface.js';
import { suggestion } from '../model/nearest.js';
import type { BlockResult } from '../model/result.js';

export interface SelectOptions {
  readonly only?: ExposureClass;
  /** Names as given, separated by commas. */
  readonly fields?: string;
  /** Conditions as given. */
  readonly where?: readonly string[];
}

/** The names of `--fields`, each once: they become keys of JSON. Undefined without the option. */
export function fieldsNamed({ fields }: SelectOptions): string[] | undefined {
  return fields === undefined ? undefined : [...new Set(fields.split(',').map((name) => name.trim()))];
}

/**
 * @throws ToolError when no struct has a field that `--fields` or `--where` names, or when a condition is none.
 */
export async function refuseUnknownFields(options: SelectOptions, catalog: Catalog): Promise<void> {
  const names = fieldsNamed(options);
  if (names === undefined && options.where !== undefined) throw new ToolError('--where goes with --fields');
  if (names === undefined) return;
  const { pickableNames } = await import('../lines/pick-values.js');
  const known = pickableNames(catalog);
  requireKnown('--fields', names, known);
  if (options.where === undefined) return;
  const { parseConditions } = await import('./where.js');
  requireKnown(
    '--where',
    parseConditions(options.where).map(({ name }) => name),
    known,
  );
}

function requireKnown(option: string, names: readonly string[], known: ReadonlySet<string>): void {
  const generic = (name: string): string => name.replace(/\[\d+\]/g, '[]');
  const wrong = names.filter((name) => !known.has(generic(name)));
  if (wrong.length === 0) return;
  const details = wrong.map((name) => `'${name}'${suggestion(generic(name), [...known])}`);
  throw new ToolError(`${option}: no struct has such a field (zpci-inspect fields lists them)`, details);
}

/** True for the blocks for which all conditions of `--where` hold. */
export type IsWanted = (block: DecodedBlock) => boolean;

/** What `--where` says; loaded only with it. @throws ToolError when a condition is none. */
export async function blockFilter({ where }: SelectOptions): Promise<IsWanted> {
  if (where === undefined) return () => true;
  const [{ fulfils, parseConditions }, { namedPicker }] = await Promise.all([
    import('./where.js'),
    import('../lines/named-values.js'),
  ]);
  const conditions = parseConditions(where).map((condition) => ({ condition, pick: namedPicker(condition.name) }));
  return (block) => conditions.every(({ condition, pick }) => fulfils(condition, pick(block)));
}

/** A block with the fields named, in the order of their structs. */
export function onlyNamed(block: BlockResult, names: readonly string[]): BlockResult {
  const wanted = new Set(names);
  const isWanted = (path: string): boolean => wanted.has(path) || wanted.has(path.replace(/\[\d+\]/g, '[]'));
  const structs = block.structs.map((struct) => ({
    ...struct,
    fields: struct.fields.filter(({ path }) => isWanted(path) || isWanted(`${struct.struct}.${path}`)),
  }));
  return { ...block, structs };
}
