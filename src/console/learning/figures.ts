/** A run's id, as short as it tells: `lrn_` and eight digits. */
export function shortRun(run: string): string {
  return run.slice(0, 'lrn_01234567'.length)
}

/** Where a run is shown. */
export function runHref(run: string, asset = ''): string {
  const query = asset === '' ? '' : `?${new URLSearchParams({ asset })}`
  return `/console/learning/${encodeURIComponent(run)}${query}`
}

/** A share in percent, with two places after the point. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

/** A number with its thousands told apart. */
export function grouped(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 })
}
