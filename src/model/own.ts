/**
 * The value of a key that may be any text, from a file, a log or the user; undefined when the record has no such key
 * of its own. `record[key]` finds `constructor`, `toString` and `__proto__` in every object.
 */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
