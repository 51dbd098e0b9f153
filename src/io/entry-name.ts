const longest = 4096;

/** A name as it can be shown in a message. */
export function shownName(name: string): string {
  return name.length > 200 ? `${name.slice(0, 200)}... (${name.length} characters)` : name;
}

/** The path below the container: without `./` and empty parts. */
export function plainName(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Why an entry must not have this name; undefined when it may. */
export function badName(name: string): string | undefined {
  if (name.startsWith('/') || /^[a-z]:[\\/]/i.test(name)) return 'an absolute name, which leads out of the archive';
  if (name.split(/[\\/]/).includes('..')) return 'a name with "..", which leads out of the archive';
  if (name.length > longest) return `a name of ${name.length} characters, at most ${longest} are taken`;
  return undefined;
}
