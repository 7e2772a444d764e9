/** Where an experiment is shown. */
export function experimentHref(key: string): string {
  return `/console/experiments/${encodeURIComponent(key)}`
}

/** A lift against control as a share of it, with its sign: `+5.21 %`. */
export function liftText(lift: number): string {
  const percent = 100 * lift
  const digits = Math.abs(percent) >= 100 ? 0 : 2
  return `${lift > 0 ? '+' : lift < 0 ? '−' : ''}${Math.abs(percent).toFixed(digits)} %`
}

/** `+1.20 % to +8.00 %`. */
export function intervalText({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${liftText(low)} to ${liftText(high)}`
}

/** A share in percent, without zeros at its end: `1 %`, `12.5 %`. */
export function shareText(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`
}

/** The same, and `–` where there is none. */
export function shareOrNone(share: number | null): string {
  return share === null ? '–' : shareText(share)
}

/** A chance; what is all but impossible is said so. */
export function chanceText(p: number | null): string {
  if (p === null) return '–'
  return p < 0.0001 ? 'below 0.0001' : p.toFixed(4)
}

/** Four digits that count; `–`: there is no number. */
export function figure(value: number | null): string {
  if (value === null) return '–'
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e15)) return value.toExponential(2)
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 8 })
}

/** A value that an arm or the rules have for a path. */
export function valueText(value: number | string | null | undefined): string {
  return value === null || value === undefined ? 'none' : String(value)
}
