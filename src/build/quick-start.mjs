// esbuild plugins that keep out of the program's start what it does not need there. Each replaces one module of
// others; what it does stays the same.

const ours = 'quick-start';

/** Texts of which each character takes one column of a terminal. */
export const oneColumn = /^[ -~¡-¨ª-¬¯-ÿ←→≤≥…]*$/;

/** A plugin that puts `contents`, CommonJS or ESM, in place of the module `name`; `contents` may import the module itself. */
function replace(name, contents) {
  const filter = new RegExp(`^${name}$`);
  return {
    name: `${ours} ${name}`,
    setup({ onResolve, onLoad }) {
      onResolve({ filter }, ({ path, namespace, resolveDir }) =>
        namespace === ours ? undefined : { path, namespace: ours, pluginData: resolveDir },
      );
      onLoad({ filter, namespace: ours }, ({ pluginData }) => ({ contents, resolveDir: pluginData }));
    },
  };
}

export const quickStart = [
  // commander can run other programs, which loads a fifth of Node; no command of ours is one.
  replace('node:child_process', 'module.exports = {};'),
  // Most commands but decode hash nothing at start, and this loads the streams of Node too.
  replace(
    'node:crypto',
    ['createHash', 'randomBytes']
      .map((name) => `exports.${name} = (...given) => require('node:crypto').${name}(...given);`)
      .join('\n'),
  ),
  // The level of colours is always given; to guess it would load the sockets of Node.
  replace('#supports-color', 'export default { stdout: false, stderr: false };'),
  // Most texts are broken into lines without it.
  replace('cli-table3', `module.exports = function (...given) { return new (require('cli-table3'))(...given); };`),
  // Nearly all text is of characters one column wide: no need to compile a pattern of 10 KB that knows all emoji.
  replace(
    'string-width',
    `module.exports = (text) => ${oneColumn}.test(text) ? text.length : require('string-width')(text);`,
  ),
];
