/** What is used of `csv-parse`: the cells of each record of a text. It throws at the first record that is at fault. */
export function parse(
  text: string,
  options: {
    readonly delimiter: string
    readonly relax_column_count: boolean
    readonly record_delimiter: readonly string[]
  },
): string[][]

/** What is used of `csv-stringify`: records as a text. */
export function stringify(
  records: readonly (readonly (string | number | boolean)[])[],
  options: {
    readonly bom: boolean
    readonly cast: { readonly boolean: (value: boolean) => string }
    /** Puts a `'` before a text that a spreadsheet would compute. */
    readonly escape_formulas: boolean
    /** Whether cells with any kind of line end stand in quotes, not only those with the file's own. */
    readonly quote_record_delimiter: boolean
    readonly record_delimiter: 'windows'
  },
): string
