/**
 * KTAP version 1, written from Documentation/dev-tools/ktap.rst of Linux: version, plan, result and diagnostic
 * lines, subtests two blanks deeper. Where the text allows a reader to be lenient (no plan, lines of no kind) a
 * report gains nothing by it, so here it throws.
 */
export interface KtapResult {
  readonly ok: boolean;
  readonly description: string;
  readonly directive: string | null;
  /** Diagnostic data behind the directive, or behind the hash sign when there is none. */
  readonly data: string;
  /** Diagnostic lines before the result. */
  readonly diagnostics: readonly string[];
  readonly subtests: readonly KtapResult[];
}

export interface KtapReport {
  readonly results: readonly KtapResult[];
  /** Diagnostic lines behind the last result. */
  readonly trailing: readonly string[];
}

const directives = ['SKIP', 'TODO', 'XFAIL', 'TIMEOUT', 'ERROR'];
/** A result with one of these "should be not ok". */
const failing = ['TIMEOUT', 'ERROR'];

/** The results of a report. @throws Error with the number of the line that is not as the text says. */
export function parseKtap(text: string): KtapReport {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const reader = new Reader(text.slice(0, -1).split('\n'));
  const report = reader.report('');
  reader.end();
  return report;
}

class Reader {
  private at = 0;
  private readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  end(): void {
    if (this.at < this.lines.length) this.fail('neither version, plan, result nor diagnostic of this level');
  }

  /** Version, plan and as many results as planned; every line begins with the indentation. */
  report(indent: string): KtapReport {
    if (this.take(indent) !== 'KTAP version 1') this.fail('no version line');
    const count = /^1\.\.(0|[1-9]\d*)$/.exec(this.take(indent) ?? '')?.[1];
    if (count === undefined) this.fail('no plan line');
    const results: KtapResult[] = [];
    let diagnostics = this.diagnostics(indent);
    while (results.length < Number(count)) {
      const subtests = this.peek(`${indent}  `) === 'KTAP version 1' ? this.report(`${indent}  `) : null;
      const more = [...(subtests?.trailing ?? []), ...this.diagnostics(indent)];
      results.push(this.result(indent, results.length + 1, [...diagnostics, ...more], subtests?.results ?? []));
      diagnostics = this.diagnostics(indent);
    }
    return { results, trailing: diagnostics };
  }

  private result(
    indent: string,
    number: number,
    diagnostics: readonly string[],
    subtests: readonly KtapResult[],
  ): KtapResult {
    const match = /^(ok|not ok) (\d+)(?: ([^#\s][^#]*?))?(?: # (.+))?$/.exec(this.take(indent) ?? '');
    if (match === null) return this.fail('no result line');
    const [, result, at, description = '', rest = ''] = match;
    if (at !== `${number}`) this.fail(`result ${at} where ${number} is due`);
    const [first = '', ...others] = rest.split(' ');
    const directive = directives.includes(first) ? first : null;
    const ok = result === 'ok';
    if (ok && directive !== null && failing.includes(directive)) this.fail(`ok with ${directive}`);
    if (ok && subtests.some((one) => !one.ok && one.directive === null)) this.fail('ok, and a subtest is not');
    const data = directive === null ? rest : others.join(' ');
    return { ok, description, directive, data, diagnostics, subtests };
  }

  private diagnostics(indent: string): string[] {
    const found: string[] = [];
    for (let line = this.peek(indent); line?.startsWith('# ') === true; line = this.peek(indent)) {
      found.push(line.slice(2));
      this.at++;
    }
    return found;
  }

  /** The next line without its indentation; undefined when there is none or it is less indented. */
  private peek(indent: string): string | undefined {
    const line = this.lines[this.at];
    return line?.startsWith(indent) === true ? line.slice(indent.length) : undefined;
  }

  private take(indent: string): string | undefined {
    const line = this.peek(indent);
    this.at++;
    return line;
  }

  private fail(why: string): never {
    const at = Math.min(this.at, this.lines.length - 1);
    throw new Error(`line ${at + 1}: ${why}: ${this.lines[at] ?? ''}`);
  }
}
