/** Four digits of a number; `–` where there is none. */
export function short(value: number | null): string {
  if (value === null) return '–'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e15) return value.toExponential(2)
  if (magnitude >= 1000) return Math.round(value).toLocaleString('en-US')
  return magnitude === 0 || magnitude >= 1e-4 ? String(Number(value.toPrecision(4))) : value.toExponential(2)
}

/** A share in percent, to a tenth. */
export const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`
