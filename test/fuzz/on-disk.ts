import type { MemoryFiles } from '../support/memory-io.js';

/** The files that a disk can hold by their names, and that are no folder of another. */
export function onDisk(files: MemoryFiles): MemoryFiles {
  const names = [...files.keys()].filter((name) => !/(?:^|\/)\.{0,2}(?:\/|$)|[\0\ud800-\udfff]|[^/]{200}/.test(name));
  const folders = new Set(names.flatMap((name) => [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index))));
  return new Map([...files].filter(([name]) => names.includes(name) && !folders.has(name)));
}
