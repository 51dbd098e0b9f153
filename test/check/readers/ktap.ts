/**
 * KTAP version 1, parsed as Documentation/dev-tools/ktap.rst describes it; nested tests are not used here.
 */
export interface KtapResult {
  readonly ok: boolean;
  readonly description: string;
  readonly directive: string | null;
  readonly data: string;
  /** Diagnostic lines before the result. */
  readonly diagnostics: readonly string[];
}

const directives = ['SKIP', 'TODO', 'XFAIL', 'TIMEOUT', 'ERROR'];

/** The results of a report; throws where a line is none of the four kinds or out of order. */
export function parseKtap(text: string): { results: readonly KtapResult[]; trailing: readonly string[] } {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const [version, plan = '', ...lines] = text.slice(0, -1).split('\n');
  if (version !== 'KTAP version 1') throw new Error(`version line: ${version}`);
  const count = /^1\.\.(\d+)$/.exec(plan)?.[1];
  if (count === undefined) throw new Error(`plan line: ${plan}`);
  const results: KtapResult[] = [];
  let diagnostics: string[] = [];
  for (const line of lines) {
    if (line.startsWith('# ')) diagnostics.push(line.slice(2));
    else {
      results.push({ ...parseResult(line, results.length + 1), diagnostics });
      diagnostics = [];
    }
  }
  if (results.length !== Number(count)) throw new Error(`${results.length} results, planned ${count}`);
  return { results, trailing: diagnostics };
}

function parseResult(line: string, number: number): Omit<KtapResult, 'diagnostics'> {
  const match = /^(ok|not ok) (\d+)(?: ([^#]*?))?(?: # ?(.*))?$/.exec(line);
  if (match === null) throw new Error(`neither result nor diagnostic: ${line}`);
  const [, result, at, description = '', rest = ''] = match;
  if (Number(at) !== number) throw new Error(`result ${at} where ${number} is due`);
  const [first = '', ...others] = rest.split(' ');
  const directive = directives.includes(first) ? first : null;
  const ok = result === 'ok';
  if (ok && (directive === 'ERROR' || directive === 'TIMEOUT')) throw new Error(`ok with ${directive}`);
  return { ok, description, directive, data: directive === null ? rest : others.join(' ') };
}
