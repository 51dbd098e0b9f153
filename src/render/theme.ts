import { Chalk } from 'chalk';
import type { ExposureClass } from '../model/interface.js';
import type { Severity } from '../model/issues.js';
import type { ColorLevel } from './options.js';

type Paint = (text: string) => string;

/** Colours that can be read on dark and on light ground; with level 0 everything is plain. */
export interface Theme {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly exposure: Readonly<Record<ExposureClass, Paint>>;
  readonly severity: Readonly<Record<Severity, Paint>>;
}

/** The theme of a colour level. */
export function makeTheme(level: ColorLevel): Theme {
  const chalk = new Chalk({ level });
  // Chalk joins all its arguments: only the first is ours when a paint is given to map().
  const only =
    (paint: Paint): Paint =>
    (text) =>
      paint(text);
  return {
    strong: only(chalk.bold),
    faint: only(chalk.dim),
    exposure: { exposed: only(chalk.green), virtualized: only(chalk.magenta), hidden: only(chalk.dim) },
    severity: { note: only(chalk.cyan), warning: only(chalk.yellow), error: only(chalk.red) },
  };
}
