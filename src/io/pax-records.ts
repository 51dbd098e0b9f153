/** Records of an extended header of a tar, which the parser passes over where they are damaged. */

/** What is wrong with the records; undefined when each has its length, a name and a value that can be. */
export function paxProblem(text: string): string | undefined {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    const head = /^([1-9][0-9]*) ([^=\n]+)=/.exec(bytes.toString('utf8', at, at + 64));
    const end = at + Number(head?.[1] ?? 0);
    if (head === null || end > bytes.length || bytes[end - 1] !== newline)
      return `a record of its extended header does not have the length that it says (byte ${at} of the header)`;
    const [start, , key] = head;
    const value = bytes.toString('utf8', at + start.length, end - 1);
    if (key === 'size' && !(/^[0-9]+$/.test(value) && Number.isSafeInteger(Number(value))))
      return 'its size is no number that can be';
    at = end;
  }
  return undefined;
}

const newline = 0x0a;
