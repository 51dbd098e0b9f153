import type { Catalog } from '../catalog/catalog.js';
import type { Reading } from '../check/read-case.js';
import { formatOf } from '../input/formats.js';
import { readInput } from '../input/read-input.js';
import { decodeText } from '../input/text-lines.js';
import { sysfsTexts } from '../load/sysfs-text.js';
import type { Files } from '../model/ports.js';

/** How cases are read with the tables of a catalog. */
export function readingOf(catalog: Catalog, files: Files): Reading {
  return {
    catalog,
    dumped,
    sysfs: sysfsReader,
    withTables: async (under, paths) => {
      const { loadTables } = await import('../user-tables/load.js');
      return loadTables(paths, files, under);
    },
  };
}

/** The functions of the sysfs text of a case. */
export const sysfsReader: Reading['sysfs'] = (bytes, source) => {
  const text = decodeText(bytes);
  return text === null ? [] : (sysfsTexts(text, source) ?? []);
};

/** The blocks in a file of a case: its bytes as they are, or those of the dump that it holds. */
const dumped: Reading['dumped'] = (bytes, { input, word, wordEndian }) => {
  const format = input === undefined ? undefined : formatOf(input);
  const reading = readInput(bytes, {
    ...(format === undefined ? {} : { format }),
    ...(word === undefined ? {} : { word }),
    ...(wordEndian === undefined ? {} : { wordEndian }),
  });
  return reading.blocks.map(({ bytes: found, lines }) => ({ bytes: found, lines }));
};
