import type { CompletionScript } from './script.js';

/** The renderer of each shell: a file with it, and its line here. */
export const shells = {
  bash: async () => (await import('./bash.js')).bashScript,
  zsh: async () => (await import('./zsh.js')).zshScript,
  fish: async () => (await import('./fish.js')).fishScript,
} as const satisfies Readonly<Record<string, () => Promise<(script: CompletionScript) => string>>>;
