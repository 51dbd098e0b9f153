/**
 * JSON that anybody may have edited, read member by member; each complaint names the place and what to do.
 */
import { ToolError } from '../model/errors.js';
import { own } from '../model/own.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A complaint about one place of the JSON: what is wrong, then what to do. */
export function bad(path: string, what: string, todo: string): ToolError {
  return new ToolError(`${path === '' ? '' : `${path}: `}${what}; ${todo}`);
}

/** The JSON path of a member. */
export function at(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The value in a few characters, for a message. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : brief(value, 3);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** JSON of the first few members, down to a depth: anybody may have nested it a million times. */
function brief(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === 0) return '...';
  if (Array.isArray(value))
    return `[${value
      .slice(0, 40)
      .map((one) => brief(one, depth - 1))
      .join(',')}]`;
  const members = Object.entries(value).slice(0, 40);
  return `{${members.map(([key, one]) => `${JSON.stringify(key.slice(0, 40))}:${brief(one, depth - 1)}`).join(',')}}`;
}

/** @throws ToolError when the value is no object. */
export function objectAt(value: unknown, path: string): JsonObject {
  if (isObject(value)) return value;
  throw bad(path, `${shown(value)} is no object`, 'decode --format json shows how it looks');
}

/** True for what JSON writes in braces. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of its own: nothing is inherited, whatever the JSON calls `__proto__`. */
export function member(object: JsonObject, key: string): unknown {
  return own(object, key);
}

/** @throws ToolError when the member is no list. */
export function listAt(object: JsonObject, key: string, path: string): readonly unknown[] {
  const value = member(object, key);
  if (Array.isArray(value)) return value;
  throw bad(at(path, key), `${shown(value)} is no list`, 'decode --format json writes one, even when it is empty');
}

/** @throws ToolError when the member is no text. */
export function textAt(object: JsonObject, key: string, path: string): string {
  const value = member(object, key);
  if (typeof value === 'string') return value;
  throw bad(at(path, key), `${shown(value)} is no text`, 'put back what decode wrote there');
}

/** A whole number from 0 to `limit`. @throws ToolError when the member is none. */
export function countAt(object: JsonObject, key: string, path: string, limit: number): number {
  const value = member(object, key);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limit) return value;
  throw bad(
    at(path, key),
    `${shown(value)} is no whole number from 0 to ${limit}`,
    'put back the number that decode wrote there',
  );
}
