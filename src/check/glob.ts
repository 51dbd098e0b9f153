/**
 * Names by pattern. `*` stands for any characters, `/` included, `?` for one; a pattern without either is
 * the name itself. No regular expression: patterns come from files and must not take exponential time.
 */

/** True when the whole name fits the pattern. */
export function matchesGlob(pattern: string, name: string): boolean {
  let at = 0;
  let here = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    if (pattern[here] === '*') {
      star = here++;
      resume = at;
    } else if (here < pattern.length && (pattern[here] === '?' || pattern[here] === name[at])) {
      here++;
      at++;
    } else if (star >= 0) {
      here = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[here] === '*') here++;
  return here === pattern.length;
}

/** What `--filter` means: a pattern for the whole name, or a part of it. */
export function passesFilter(filter: string, name: string): boolean {
  return /[*?]/.test(filter) ? matchesGlob(filter, name) : name.includes(filter);
}
