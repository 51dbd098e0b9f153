// An esbuild plugin for the program: the versions that the tables know are worked out now, so that to print them reads no
// table.
import { importSources } from './write-generated.mjs';

const module = /[\\/]src[\\/]cli[\\/]table-versions\.ts$/;

export const knownVersions = {
  name: 'known-versions',
  setup({ onLoad }) {
    onLoad({ filter: module }, async () => {
      const { newestVersion, tableVersions } = await importSources('cli/table-versions.ts');
      const newest = Object.fromEntries(
        ['firmware', 'vfio', 'sysfs', 'guest'].map((view) => [view, newestVersion(view)]),
      );
      const contents = `const newest = ${JSON.stringify(newest)};
export const newestVersion = (view) => newest[view];
export const tableVersions = () => ${JSON.stringify(tableVersions())};`;
      return { contents, loader: 'js' };
    });
  },
};
