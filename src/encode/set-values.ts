/**
 * Values of fields that somebody names, in place of those that the JSON of a block has.
 */
import { ToolError } from '../model/errors.js';
import { suggestion } from '../model/nearest.js';
import { at, isObject, listAt, member, objectAt, textAt } from './json.js';

/** A field by its path, alone or behind the name of its struct, and its value as `encodeJson` takes it. */
export interface Setting {
  readonly field: string;
  readonly value: string;
}

/** `field=value`. @throws ToolError when it is no such text. */
export function settingOf(text: string): Setting {
  const [, field, value] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(text) ?? [];
  if (field === undefined || value === undefined) throw new ToolError(`--set takes FIELD=VALUE, not '${text}'`);
  return { field, value };
}

/**
 * The block with these values.
 * @throws ToolError when a field is not in the block, is in several of its structs, or is set twice.
 */
export function withValues(block: unknown, settings: readonly Setting[], path: string): unknown {
  if (settings.length === 0) return block;
  const source = objectAt(block, path);
  const structs = listAt(source, 'structs', path).map((one, i) => objectAt(one, at(at(path, 'structs'), i)));
  const fields = structs.flatMap((struct, i) => {
    const structPath = at(at(path, 'structs'), i);
    const name = textAt(struct, 'struct', structPath);
    const listed = member(struct, 'fields');
    return (Array.isArray(listed) ? listed : []).filter(isObject).map((field) => {
      const own = String(member(field, 'path'));
      return { struct, field, own, full: `${name}.${own}` };
    });
  });
  const values = new Map<unknown, string>();
  for (const { field: wanted, value } of settings) {
    const found = fields.filter(({ own, full }) => own === wanted || full === wanted);
    const [one, ...others] = found;
    if (one === undefined) {
      const known = fields.flatMap(({ own, full }) => [own, full]);
      throw new ToolError(`--set ${wanted}: no field of the block is called so${suggestion(wanted, known)}`);
    }
    if (others.length > 0)
      throw new ToolError(`--set ${wanted}: ${found.length} fields of the block are called so`, [
        `name one with its struct: ${[...new Set(found.map(({ full }) => full))].join(', ')}`,
      ]);
    if (values.has(one.field)) throw new ToolError(`--set ${wanted}: the field is set twice`);
    values.set(one.field, value);
  }
  const changed = structs.map((struct) => {
    const listed = member(struct, 'fields');
    if (!Array.isArray(listed)) return struct;
    return { ...struct, fields: listed.map((field) => withValue(field, values.get(field))) };
  });
  return { ...source, structs: changed };
}

function withValue(field: unknown, value: string | undefined): unknown {
  return value !== undefined && isObject(field) ? { ...field, value } : field;
}
