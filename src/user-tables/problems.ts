/**
 * What a schema says of a table, one line for each thing that is wrong, in the order of the file.
 */
import type * as v from 'valibot';
import { nearest } from '../model/nearest.js';
import { memberPath } from './json.js';

type Issue = v.BaseIssue<unknown>;
type PathItem = v.IssuePathItem;

interface Problem {
  /** Place of each key among its neighbours, for sorting. */
  readonly place: readonly number[];
  readonly path: string;
  readonly text: string;
}

/** `layouts[0].fields[3].byteOffset: -1 is too small: at least 0`. */
export function problemLines(issues: readonly Issue[]): string[] {
  const unknown = issues.filter(isUnknownKey).flatMap(unknownKeys);
  const meant = new Set(unknown.flatMap(({ owner, hint }) => (hint === undefined ? [] : [memberPath(owner, hint)])));
  const others = issues.flatMap((issue): Problem[] => {
    if (isUnknownKey(issue)) return [];
    if (isInList(issue)) return [noList(issue)];
    const path = pathOf(issue.path ?? []);
    const isMeant = issue.input === undefined && meant.has(path);
    return isMeant ? [] : [{ place: placeOf(issue.path ?? []), path, text: textOf(issue) }];
  });
  const lines = [...unknown, ...others]
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map(({ path, text }) => (path === '' ? text : `${path}: ${text}`));
  return [...new Set(lines)];
}

function isUnknownKey(issue: Issue): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

interface UnknownKey extends Problem {
  readonly owner: string;
  /** The key that was probably meant. */
  readonly hint: string | undefined;
}

/** The schema stops at the first unknown key of an object; its message lists the keys that are known. */
function unknownKeys(issue: Issue): UnknownKey[] {
  const path = issue.path ?? [];
  const last = path.at(-1);
  const object = objectOf(last);
  if (object === null) return [];
  const known = issue.message.split(' ');
  const owner = pathOf(path.slice(0, -1));
  if (Array.isArray(object)) return [{ ...noList(issue), owner, hint: undefined }];
  const free = known.filter((key) => !Object.hasOwn(object, key));
  return Object.keys(object).flatMap((key, i) => {
    if (known.includes(key)) return [];
    const hint = nearest(key, [...free, ...known]);
    const text =
      hint === undefined ? `no such key; known are ${known.join(', ')}` : `no such key; did you mean ${hint}?`;
    return [{ owner, hint, place: [...placeOf(path.slice(0, -1)), i], path: memberPath(owner, key), text }];
  });
}

/** A list where an object belongs misses every key. */
function isInList({ type, expected, path }: Issue): boolean {
  return (
    expected !== 'Object' && (type === 'strict_object' || type === 'variant') && Array.isArray(objectOf(path?.at(-1)))
  );
}

function noList(issue: Issue): Problem {
  const owner = (issue.path ?? []).slice(0, -1);
  return { place: placeOf(owner), path: pathOf(owner), text: 'an object is expected, not a list' };
}

function textOf(issue: Issue): string {
  const last = objectOf(issue.path?.at(-1));
  if (issue.input !== undefined || issue.type !== 'variant' || last === null) return issue.message;
  const key = String(issue.path?.at(-1)?.key);
  const misspelt = nearest(key, Object.keys(last));
  return misspelt === undefined ? issue.message : `${issue.message}; did you mean it by ${misspelt}?`;
}

function pathOf(path: readonly PathItem[]): string {
  return path.reduce((owner, { key }) => memberPath(owner, typeof key === 'number' ? key : String(key)), '');
}

function objectOf(item: PathItem | undefined): object | null {
  return typeof item?.input === 'object' ? item.input : null;
}

/** A key that is missing stands before those that are there. */
function placeOf(path: readonly PathItem[]): number[] {
  return path.map((item) => {
    if (typeof item.key === 'number') return item.key;
    return Object.keys(objectOf(item) ?? {}).indexOf(String(item.key));
  });
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
