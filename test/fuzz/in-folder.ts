import type { CorpusCase } from './corpus.js';

/** The files of a case below `folder`. */
export function inFolder(from: CorpusCase, folder: string): [string, Uint8Array][] {
  return [...from.files].map(([name, bytes]) => [`${folder}/${name}`, bytes]);
}
