/** What a log writes before each line, and what changes from line to line of one dump. */

const stamps = [
  /<\d{1,3}>/y,
  // dmesg, also with --show-delta, --reltime and --ctime.
  /\[ *\+?\d+\.\d+(?: <[ +]*\d+\.\d+>)?\](?:\[ *[TC]\d+\])?/y,
  /\[<[ +]*\d+\.\d+>\]/y,
  /\[[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \d{4}(?: <[ +]*\d+\.\d+>)?\]/y,
  /\[[A-Z][a-z]{2} ?\d{1,2} \d\d:\d\d\]/y,
  // dmesg --decode.
  /(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local\d) *:[a-z]+ *: /y,
  // journalctl -o short-full and short-unix.
  /[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [A-Z]{2,5} (?:[\w.-]+ (?=[\w./-]+(?:\[\d+\])?:))?/y,
  /\d{9,10}\.\d{6} (?:[\w.-]+ (?=[\w./-]+(?:\[\d+\])?:))?/y,
  /[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)? [\w.-]+ (?=[\w./-]+(?:\[\d+\])?:)/y,
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)? (?:[\w.-]+ (?=[\w./-]+(?:\[\d+\])?:))?/y,
  /kernel: ?/y,
  /[ \t]+/y,
];

/** Length of the time stamps, host and severity that begin the line; what follows is the dump's own prefix. */
export function stampLength(text: string): number {
  let at = 0;
  for (let stamp = stampAt(text, at); stamp > 0; stamp = stampAt(text, at)) at += stamp;
  return at;
}

function stampAt(text: string, at: number): number {
  for (const stamp of stamps) {
    stamp.lastIndex = at;
    const length = stamp.exec(text)?.[0].length ?? 0;
    if (length > 0) return length;
  }
  return 0;
}
