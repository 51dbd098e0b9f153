// An esbuild plugin for the program: modules of which the results never change are worked out now. To print the versions
// of the tables reads no table, and a plain command line needs no declarations of commander.
import { readFileSync } from 'node:fs';
import { importSources } from './write-generated.mjs';

/** What takes the place of each module, by its file in `src`. */
const modules = {
  'cli/table-versions.ts': ({ newestVersion, tableVersions }) => {
    const newest = Object.fromEntries(
      ['firmware', 'vfio', 'sysfs', 'guest'].map((view) => [view, newestVersion(view)]),
    );
    return `const newest = ${JSON.stringify(newest)};
export const newestVersion = (view) => newest[view];
export const tableVersions = () => ${JSON.stringify(tableVersions())};`;
  },
  'cli/plain-decode.ts': ({ plainDecode }) => {
    const { options, defaults } = plainDecode();
    return `export const plainDecode = () =>
  ({ options: new Map(${JSON.stringify([...options])}), defaults: ${JSON.stringify(defaults)} });`;
  },
};

export const workedOut = {
  name: 'worked-out',
  setup({ onLoad }) {
    // Nothing but the version is asked of it.
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: JSON.parse(readFileSync(path, 'utf8')).version }),
      loader: 'json',
    }));
    for (const [file, contents] of Object.entries(modules)) {
      const filter = new RegExp(`[\\\\/]src[\\\\/]${file.replace('/', '[\\\\/]').replace('.', '\\.')}$`);
      onLoad({ filter }, async () => ({ contents: contents(await importSources(file)), loader: 'js' }));
    }
  },
};
