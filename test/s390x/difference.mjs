/**
 * The first thing in which two results differ, as lines to print; undefined when they are the same byte for byte.
 * A result has a `status`, and buffers under any other name.
 */
export function firstDifference(ours, theirs) {
  if (ours.status !== theirs.status) {
    return `    exit code ${ours.status} here, ${theirs.status} on s390x\n${theirs.stderr.toString().slice(0, 2000)}`;
  }
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter((name) => name !== 'status');
  for (const name of names) {
    const [mine, other] = [ours[name] ?? Buffer.alloc(0), theirs[name] ?? Buffer.alloc(0)];
    if (Buffer.compare(mine, other) !== 0) return lineThatDiffers(name, mine, other);
  }
  return undefined;
}

function lineThatDiffers(name, mine, other) {
  const [lines, others] = [mine, other].map((data) => data.toString('latin1').split('\n'));
  const at = lines.findIndex((line, i) => line !== others[i]);
  const line = at < 0 ? lines.length : at;
  const shown = (all) => JSON.stringify(all[line]?.slice(0, 400) ?? null);
  return `    ${name}, line ${line + 1}\n    here   ${shown(lines)}\n    s390x  ${shown(others)}`;
}
