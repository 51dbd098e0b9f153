/**
 * The type of a block that its bytes alone do not tell: failed answers and buffers too small for an answer
 * look alike, but people name their files after the call.
 */
import type { Catalog } from '../catalog/catalog.js';
import { candidatesOf } from '../decode/detect.js';

/** Words of a type that must occur in the name. */
const enough = 2;

/**
 * The one type whose words occur most in the file name; undefined when several do equally, or too few.
 * Types that the bytes fit go before all others.
 */
export function guessType(catalog: Catalog, bytes: Uint8Array, file: string): string | undefined {
  const words = wordsOf(file.replace(/\.[^.]*$/, ''));
  const candidates = candidatesOf(bytes, catalog);
  const fitting = candidates.filter((one) => one.fits);
  const types = [...new Set((fitting.length > 0 ? fitting : candidates).map((one) => one.type))];
  const scored = types
    .filter((type) => !type.includes('@') || fitting.length > 0)
    .map((type) => ({ type, ...score(wordsOf(type), words) }))
    .sort((a, b) => b.hits - a.hits || a.missed - b.missed);
  const [best, next] = scored;
  if (best === undefined || best.hits < enough) return undefined;
  return next?.hits === best.hits && next.missed === best.missed ? undefined : best.type;
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function score(type: readonly string[], name: readonly string[]): { hits: number; missed: number } {
  const hits = type.filter((word) => name.some((one) => isSaid(word, one))).length;
  return { hits, missed: type.length - hits };
}

/** The word itself, as part of a longer one (`iommuinfo`), or shortened (`devinfo`). */
function isSaid(word: string, one: string): boolean {
  if (word === one) return true;
  if (word.length >= 4 && one.includes(word)) return true;
  return word.length > 4 && one.startsWith(word.slice(0, 3)) && !one.includes(word);
}
