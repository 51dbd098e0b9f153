// Builds the program as a few scripts: opening many files takes longer at start than reading a few, and to read what a
// run does not need takes time too. A module is in one script only.
import { join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * Writes the scripts NAME.cjs of `parts`, which are lists of modules by NAME, into `folder`. A module goes into the first
 * part with a module that imports it; what is only imported dynamically, and named in no part, goes into the last.
 * To load the first script starts its first module. In the parts named in `linked` all modules are in one scope and run
 * when the script is loaded: for scripts of which a run needs nearly everything. `options` are for esbuild; paths of
 * modules are as its metafile has them. Returns the metafile of the whole program.
 */
export async function buildProgram(parts, linked, folder, options) {
  const isLinked = (name) => linked.includes(name);
  const common = { ...options, bundle: true, format: 'cjs' };
  const [[first, [start]]] = Object.entries(parts);
  const { metafile } = await build({ ...common, entryPoints: [start], outdir: folder, metafile: true, write: false });
  const graph = metafile.inputs;
  const owners = ownersOf(graph, parts);
  const imports = Object.entries(graph).flatMap(([from, { imports }]) =>
    imports.map(({ path, kind }) => ({ from, path, kind })),
  );
  const isShared = ({ from, path, kind }) =>
    owners.has(path) &&
    (isFromPlugin(from) ||
      (owners.has(from) &&
        (owners.get(path) !== owners.get(from) || (isLinked(owners.get(path)) && kind === 'dynamic-import'))));
  const shared = [...new Set(imports.filter(isShared).map(({ path }) => path))].sort();
  const names = await exportsOf(shared, options);
  for (const name of Object.keys(parts)) {
    const own = shared.filter((path) => owners.get(path) === name);
    const entry = isLinked(name) ? linkedEntry(own, names) : lazyEntry(own);
    await build({
      ...common,
      stdin: {
        contents: `${entry}${name === first ? `import './${start}';` : ''}`,
        resolveDir: options.absWorkingDir,
        sourcefile: name,
      },
      outfile: join(folder, `${name}.cjs`),
      plugins: [fromOthers(name, isLinked(name), graph, owners, names, options.absWorkingDir), ...options.plugins],
    });
  }
  return metafile;
}

/** What others ask of a script; each module runs when it is first asked for. */
function lazyEntry(paths) {
  return paths.map((path, i) => `const m${i} = () => require('./${path}'); export { m${i} as '${path}' };`).join('\n');
}

/** The same where all modules run when the script is loaded. Modules of CommonJS run when they are asked for, there too. */
function linkedEntry(paths, names) {
  return paths
    .map((path, i) => {
      const exported = names.get(path);
      if (exported === undefined) return lazyEntry([path]).replaceAll('m0', `m${i}`);
      const inner = exported.map((name) => `${name} as ${name}_${i}`);
      const outer = exported.map((name) => `${name}: ${name}_${i}`);
      return `import { ${inner} } from './${path}'; const m${i} = () => ({ ${outer} }); export { m${i} as '${path}' };`;
    })
    .join('\n');
}

/** What a plugin made has its namespace before its name. */
function isFromPlugin(path) {
  return path.includes(':');
}

/** The part of each module. Modules that plugins made have none: they are in each part that imports them. */
function ownersOf(graph, parts) {
  const owners = new Map();
  const seen = new Set();
  const add = (path, name) => {
    if (seen.has(path) || graph[path] === undefined) return;
    seen.add(path);
    if (!isFromPlugin(path)) owners.set(path, name);
    for (const { path: next, kind } of graph[path].imports) if (kind !== 'dynamic-import') add(next, name);
  };
  for (const [name, modules] of Object.entries(parts)) {
    for (const path of modules) {
      if (graph[path] === undefined) throw new Error(`the program has no module ${path}`);
      add(path, name);
    }
  }
  const last = Object.keys(parts).at(-1);
  for (const path of Object.keys(graph).sort()) add(path, last);
  return owners;
}

/** What each module of `paths` exports by name; a module of CommonJS, or of a plugin, is left out. */
async function exportsOf(paths, { absWorkingDir, target }) {
  const entryPoints = paths.filter((path) => path.startsWith('src/'));
  const { metafile } = await build({
    absWorkingDir,
    target,
    entryPoints,
    outdir: 'none',
    metafile: true,
    write: false,
  });
  return new Map(Object.values(metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]));
}

/**
 * A plugin that takes modules of other parts from their scripts. What they export by name is taken once: to ask the other
 * script at each use is slow. That is the same as long as no module changes what it exports, and none imports itself.
 */
function fromOthers(part, isLinked, graph, owners, names, root) {
  return {
    name: 'from other parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^/ }, ({ path, importer, namespace, kind }) => {
        if (namespace === 'other part') return { path, external: true };
        const from = namespace === 'file' ? relative(root, importer) : `${namespace}:${importer}`;
        const target = graph[from]?.imports.find(({ original }) => original === path)?.path;
        const owner = owners.get(target) ?? part;
        if (owner === part && !(isLinked && kind === 'dynamic-import')) return undefined;
        const pluginData = names.get(target);
        return { path: `require('./${owner}.cjs')['${target}']()`, namespace: 'other part', pluginData };
      });
      onLoad({ filter: /^/, namespace: 'other part' }, ({ path, pluginData }) => ({
        contents: pluginData === undefined ? `module.exports = ${path};` : `export const { ${pluginData} } = ${path};`,
      }));
    },
  };
}
