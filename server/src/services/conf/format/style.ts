/** How configurations are laid out. */

export interface ConfStyle {
  readonly indentStyle: 'tabs' | 'spaces';
  /** Blanks of a level of indentation where it is made of blanks; columns of a tab for measuring. */
  readonly tabSize: number;
  /** The widest line, in columns, that a list in braces may make when it stands on one. */
  readonly lineWidth: number;
}

/** The style where nothing is set: the one that BIND's own files are written in. */
export const DEFAULT_CONF_STYLE: ConfStyle = { indentStyle: 'tabs', tabSize: 8, lineWidth: 100 };

/** The style from what a client sent (`bailiwick.conf.format`): what is missing or of another kind is as in `base`. */
export function readConfStyle(value: unknown, base: ConfStyle = DEFAULT_CONF_STYLE): ConfStyle {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const { indentStyle, tabSize, lineWidth } = given;
  const isNumber = (each: unknown, most: number): each is number =>
    typeof each === 'number' && each >= 1 && each <= most;
  return {
    indentStyle: indentStyle === 'tabs' || indentStyle === 'spaces' ? indentStyle : base.indentStyle,
    tabSize: isNumber(tabSize, 32) ? Math.floor(tabSize) : base.tabSize,
    lineWidth: isNumber(lineWidth, 1000) ? Math.floor(lineWidth) : base.lineWidth,
  };
}
