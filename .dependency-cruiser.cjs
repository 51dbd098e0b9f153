// The layers of src/README.md. What is not allowed here is reported, with what to do about it.
const layer = (name) => `^src/${name}/`;
const own = (name) => ({ from: { path: layer(name) }, to: { path: layer(name) } });
const may = (from, ...to) => to.map((name) => ({ from: { path: layer(from) }, to: { path: layer(name) } }));
const library = (from, path) => ({ from: { path: layer(from) }, to: { path: `^node_modules/${path}/` } });
const builtIn = (from, path) => ({ from: { path: layer(from) }, to: { dependencyTypes: ['core'], path } });

const layers = ['model', 'bytes', 'btf', 'layouts', 'views', 'catalog', 'decode', 'encode', 'lines', 'rules', 'diff', 'predict', 'compare', 'audit', 'list', 'user-tables', 'input', 'verify', 'load', 'check', 'capture', 'help', 'render', 'io', 'cli'];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files need each other: move what both need into a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file: delete it, or import it where it is needed.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/.*[.]mjs$|^src/render/html/browser/' },
      to: {},
    },
    {
      name: 'not-to-unlisted-package',
      comment: 'What is bundled is a dev dependency, pinned in the lock file: add it there or do without.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: '[.]mjs$' },
      to: { dependencyTypes: ['npm', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  allowedSeverity: 'error',
  allowed: [
    ...layers.map(own),
    ...layers.filter((name) => name !== 'model').flatMap((name) => may(name, 'model')),
    { from: { path: '^src/layouts/' }, to: { path: '^src/layouts/' } },
    ...may('catalog', 'bytes', 'layouts', 'views'),
    ...may('decode', 'catalog', 'bytes'),
    ...may('encode', 'catalog', 'bytes'),
    ...may('lines', 'decode', 'catalog', 'bytes'),
    ...may('rules', 'catalog', 'bytes'),
    ...may('diff', 'rules', 'decode', 'catalog', 'bytes'),
    ...may('predict', 'rules', 'decode', 'catalog', 'bytes'),
    ...may('compare', 'predict', 'diff', 'rules', 'decode', 'catalog', 'bytes'),
    ...may('audit', 'rules', 'decode', 'catalog', 'bytes'),
    ...may('list', 'diff', 'rules', 'decode', 'catalog', 'bytes'),
    ...may('user-tables', 'catalog'),
    ...may('input', 'bytes'),
    ...may('io', 'bytes'),
    ...may('btf', 'bytes'),
    ...may('verify', 'btf', 'catalog', 'bytes'),
    ...may('load', 'input', 'user-tables', 'verify', 'decode', 'catalog', 'btf', 'bytes'),
    ...may('check', 'load', 'input', 'user-tables', 'verify', 'decode', 'diff', 'catalog', 'btf', 'bytes'),
    ...may('cli', 'bytes', 'catalog', 'decode', 'encode', 'lines', 'rules', 'diff', 'predict', 'compare', 'audit', 'list', 'user-tables', 'input', 'verify', 'load', 'check', 'capture', 'help', 'render', 'io'),
    { from: { path: '^src/index[.]ts$' }, to: { path: '^src/(model|bytes|catalog|decode|encode|rules|diff|predict|audit|input)/' } },
    { from: { path: '^src/cli/' }, to: { path: '^package[.]json$' } },
    { from: { path: '^bin/' }, to: { path: '^dist/' } },
    library('cli', 'commander'),
    library('render', 'chalk'),
    { from: { path: '^src/render/wrap[.]ts$' }, to: { path: '^node_modules/(cli-table3|string-width)/' } },
    { from: { path: '^src/render/prose[.]ts$' }, to: { path: '^node_modules/marked/' } },
    library('load', 'valibot'),
    library('check', 'valibot'),
    library('io', 'tar'),
    { from: { path: '^src/input/config/xml[.]ts$' }, to: { path: '^node_modules/sax/' } },
    library('user-tables', 'valibot'),
    builtIn('bytes', '^(node:)?crypto$'),
    builtIn('check', '^(node:)?crypto$'),
    builtIn('io', '.*'),
    builtIn('load', '^(node:)?path$'),
    builtIn('check', '^(node:)?path$'),
    builtIn('cli', '^(node:)?path$'),
    { from: { path: '[.]mjs$' }, to: {} },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    preserveSymlinks: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
